"""The forms in which a letter is sent: Markdown, a page to print, and a draft of an e-mail."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from rooftop.cards import DrawnPicture
from rooftop.consent_request.asking import Asked
from rooftop.consent_request.employer_letter import EmployerLetter
from rooftop.consent_request.letter import Asker
from rooftop.consent_request.letter import Letter as Passages
from rooftop.consent_request.sentences import to_send
from rooftop.consent_request.terms import Terms
from rooftop.letters import Letter, draft_mail, letter_page
from rooftop.markup import clean_prose
from rooftop.published import Published
from rooftop.records import Company
from rooftop.translations import Translation, translation_for

_CARD = "card@rooftop"


@dataclass(frozen=True)
class PagePicture:
    """How the page will look: ``page``, self-contained HTML, goes with the letter under ``name``;
    ``card`` is the picture in link previews, if there is one.
    """

    name: str
    page: bytes
    card: DrawnPicture | None = None


def write_request(
    asked: Asked, published: Published, terms: Terms, asker: Asker, picture: PagePicture
) -> Letter:
    """The request to ``asked.person``, in the language of ``terms``. ``published`` is the site as
    it would be if they agreed to everything.
    """
    letter = Passages(asked, published, terms, asker, picture.name)
    passages = letter.opening(), letter.rest()
    return _in_all_forms(letter.subject, passages, picture, letter.words, terms.language)


def write_employer_request(
    company: Company,
    published: Published,
    asker: Asker,
    picture: PagePicture | None,
    language: str,
) -> Letter:
    """The request to ``company``, in ``language``. ``published`` is the site as it would be if it
    agreed to everything; without a ``picture``, nothing of it would be shown yet.
    """
    words = translation_for(language, published.community.language)
    letter = EmployerLetter(company, published, asker, words, picture.name if picture else None)
    passages = letter.opening(), letter.rest()
    return _in_all_forms(letter.subject, passages, picture, words, words.tag)


def _in_all_forms(
    subject: str,
    passages: tuple[Iterable[str], Iterable[str]],
    picture: PagePicture | None,
    words: Translation,
    language: str,
) -> Letter:
    """The letter of ``passages``, those before the ``picture`` and those behind it."""
    opening, rest = ("\n\n".join(each) for each in passages)
    markdown = f"{opening}\n\n{rest}\n"
    before, after = _html(opening) + "\n", _html(rest)
    card = picture.card if picture else None
    both = _frame(picture) + _figure(card, _data_address(card), words)
    html = letter_page(language, subject, before + both + after)
    shown = _figure(card, f"cid:{_CARD}", words)
    in_mail = letter_page(language, subject, before + shown + after)
    return Letter(markdown, str(html), _mail(subject, markdown, str(in_mail), picture))


#: The page itself, as far as a page fits into a letter: no script runs in it (HTML, "sandbox").
_FRAME = Markup(
    '<iframe sandbox srcdoc="{page}" title="{name}" '
    'style="width:100%;height:40em;border:1px solid #ccc"></iframe>\n'
)
_FIGURE = Markup(
    '<figure><img src="{source}" alt="{alt}" width="{width}" height="{height}" '
    'style="height:auto"><figcaption>{caption}</figcaption></figure>\n'
)


def _html(markdown: str) -> Markup:
    return clean_prose(to_send(markdown)).on_page("")


def _frame(picture: PagePicture | None) -> Markup:
    if picture is None:
        return Markup()
    return _FRAME.format(page=picture.page.decode(), name=picture.name)


def _figure(card: DrawnPicture | None, source: str, words: Translation) -> Markup:
    if card is None:
        return Markup()
    size = {"width": card.width, "height": card.height}
    return _FIGURE.format(source=source, alt=card.alt, caption=words("letter.picture"), **size)


def _data_address(card: DrawnPicture | None) -> str:
    return f"data:image/png;base64,{base64.b64encode(card.data).decode()}" if card else ""


def _mail(subject: str, markdown: str, html: str, picture: PagePicture | None) -> bytes:
    """A draft with the page attached, the same bytes every time."""
    mail = draft_mail(subject, markdown, html)
    if picture is None:
        mail.set_boundary("=_rooftop_letter")
        return mail.as_bytes()
    if picture.card:
        (_, page) = mail.iter_parts()
        data = picture.card.data
        page.add_related(data, "image", "png", cid=f"<{_CARD}>", disposition="inline")
        page.set_boundary("=_rooftop_picture")
    mail.set_boundary("=_rooftop_request")
    mail.add_attachment(
        picture.page,
        maintype="text",
        subtype="html",
        filename=picture.name,
        params={"charset": "utf-8"},
    )
    mail.set_boundary("=_rooftop_letter")
    return mail.as_bytes()
