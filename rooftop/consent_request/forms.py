"""The forms in which a letter is sent: Markdown, a page to print, and a draft of an e-mail."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from markupsafe import Markup

from rooftop.cards import Picture
from rooftop.consent_request.asking import Asked
from rooftop.consent_request.letter import Asker, Letter
from rooftop.consent_request.sentences import to_send
from rooftop.consent_request.terms import Terms
from rooftop.markup import clean_prose
from rooftop.published import Published
from rooftop.translations import Translation

_CARD = "card@rooftop"


@dataclass(frozen=True)
class PagePicture:
    """How the page will look: ``page``, HTML that loads nothing, goes with the letter under
    ``name``; ``card`` is the picture that previews of links show, where there is one.
    """

    name: str
    page: bytes
    card: Picture | None = None


@dataclass(frozen=True)
class Request:
    """The same request three times: Markdown, a printable page, and an e-mail draft (RFC 5322)
    without an address.
    """

    markdown: str
    html: str
    eml: bytes


def write_request(
    asked: Asked, published: Published, terms: Terms, asker: Asker, picture: PagePicture
) -> Request:
    """The request to ``asked.person``, in the language of ``terms``. ``published`` is the site as
    it would be if they agreed to everything.
    """
    letter = Letter(asked, published, terms, asker, picture.name)
    opening, rest = "\n\n".join(letter.opening()), "\n\n".join(letter.rest())
    markdown = f"{opening}\n\n{rest}\n"
    subject = letter.subject
    pieces = {"language": terms.language, "title": subject}
    pieces |= {"opening": _html(opening), "rest": _html(rest)}
    card, words = picture.card, letter.words
    both = _frame(picture) + _figure(card, _data_address(card), words)
    html = _PAGE.format(picture=both, **pieces)
    in_mail = _PAGE.format(picture=_figure(card, f"cid:{_CARD}", words), **pieces)
    return Request(markdown, str(html), _mail(subject, markdown, str(in_mail), picture))


_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}"><meta charset="utf-8"><title>{title}</title>\n'
    "<style>body{{font:16px/1.6 Georgia,serif;max-width:40em;margin:2em auto;padding:0 1em}}"
    "table{{border-collapse:collapse;width:100%}}img{{max-width:100%;border:1px solid #ccc}}"
    "td,th{{border-bottom:1px solid #ccc;padding:.4em;text-align:left}}"
    "td:last-child{{white-space:nowrap}}figure{{margin:1em 0}}"
    "blockquote{{font-style:italic}}@media print{{body{{margin:0}}}}</style>\n"
    "{opening}\n{picture}{rest}\n</html>\n"
)
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


def _frame(picture: PagePicture) -> Markup:
    return _FRAME.format(page=picture.page.decode(), name=picture.name)


def _figure(card: Picture | None, source: str, words: Translation) -> Markup:
    if card is None:
        return Markup()
    size = {"width": card.width, "height": card.height}
    return _FIGURE.format(source=source, alt=card.alt, caption=words("letter.picture"), **size)


def _data_address(card: Picture | None) -> str:
    return f"data:image/png;base64,{base64.b64encode(card.data).decode()}" if card else ""


def _mail(subject: str, markdown: str, html: str, picture: PagePicture) -> bytes:
    """A draft (``X-Unsent`` opens it for writing in Outlook), the same bytes every time."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject
    mail["X-Unsent"] = "1"
    mail.set_content(markdown, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
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
