"""The letter itself: as Markdown, as a page to print, and as a draft of an e-mail."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

from markupsafe import Markup

from rooftop.cards import Picture
from rooftop.consent_request.asking import Asked
from rooftop.consent_request.sentences import Sentences, to_send
from rooftop.consent_request.terms import Terms, fill
from rooftop.markup import clean_prose, escape_markdown
from rooftop.published import Published
from rooftop.records import Story
from rooftop.settings import Community
from rooftop.translations import Translation, translation_for
from rooftop.views import SiteAdvocate, SiteStory, StoryView

_CARD = "card@rooftop"


@dataclass(frozen=True)
class Asker:
    """Who asks, where answers go, and the last day for one (UTC). Without ``name`` the company
    asks, and without ``answer_to`` the person replies to the message.
    """

    name: str | None
    answer_to: str | None
    answer_by: date


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
    letter = _Letter(asked, published, terms, asker, picture)
    opening, rest = "\n\n".join(letter.opening()), "\n\n".join(letter.rest())
    markdown = f"{opening}\n\n{rest}\n"
    subject = letter.subject
    pieces = {"language": terms.language, "title": subject}
    pieces |= {"opening": _html(opening), "rest": _html(rest)}
    card, words = picture.card, letter.words
    shown = _frame(picture) + _figure(card, _data_address(card), words)
    html = _PAGE.format(picture=shown, **pieces)
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


@dataclass(frozen=True)
class _Letter:
    """The passages of a letter."""

    asked: Asked
    published: Published
    terms: Terms
    asker: Asker
    picture: PagePicture

    @property
    def words(self) -> Translation:
        return translation_for(self.terms.language)

    @property
    def community(self) -> Community:
        return self.published.community

    @property
    def subject(self) -> str:
        kind = "story" if isinstance(self.asked.record, Story) else "profile"
        return fill(self.terms.words.get("subject") or self.words(f"letter.{kind}"), self._values)

    @property
    def _values(self) -> Mapping[str, str]:
        """What the terms may name, as plain text."""
        settings = self.community.settings
        return {
            "company": settings.company,
            "site": self.community.name,
            "url": self.community.url,
            "months": str(settings.default_term_months),
            "name": self.asked.person.called,
        }

    def opening(self) -> Iterator[str]:
        """Everything before the picture."""
        yield f"# {escape_markdown(self.subject)}"
        yield self._own("greeting", "letter.greeting")
        yield self._who_asks()
        yield self._own("intro", "letter.intro")
        yield " ".join(self._how_to_answer())
        yield f"## {self.words('letter.look')}"
        yield escape_markdown(self.words("letter.page", file=self.picture.name))

    def rest(self) -> Iterator[str]:
        """Everything after the picture."""
        yield f"## {self._own('words_heading', 'letter.words')}"
        sentences = Sentences(self.words, self.community.settings.company)
        view = self._view()
        if isinstance(view, StoryView):
            yield from sentences.of_story(view)
        else:
            yield from sentences.of_profile(view)
        yield f"## {self._own('questions_heading', 'letter.questions')}"
        yield self._own("questions_intro", "letter.questions-intro")
        yield self._table("letter.fields", self._fields())
        yield self._table("letter.channels", self._channels())
        yield self._own("term", "letter.term")
        yield " ".join(self._how_to_answer())
        yield self._own("answer", "letter.answer")
        yield "\\_" * 30
        yield f"## {self.words('letter.terms')}"
        yield self._fill_markdown(self.terms.text)

    def _own(self, own: str, key: str) -> str:
        """What the terms say for ``own``, else the translation ``key``."""
        return self._filled(self.terms.words.get(own) or self.words.keys()[key])

    def _filled(self, text: str, **values: str) -> str:
        """The plain ``text`` as Markdown, with what it names in it."""
        return self._fill_markdown(escape_markdown(text), **values)

    def _fill_markdown(self, markdown: str, **values: str) -> str:
        plain = {name: escape_markdown(value) for name, value in {**self._values, **values}.items()}
        return fill(markdown, {**plain, "url": f"<{self.community.url}>"})

    def _who_asks(self) -> str:
        key = "letter.from-person" if self.asker.name else "letter.from-company"
        return self._filled(self.words.keys()[key], person=self.asker.name or "")

    def _how_to_answer(self) -> Iterator[str]:
        day = self.words.day(self.asker.answer_by)
        yield f"**{escape_markdown(self.words('letter.answer-by', day=day))}**"
        if self.asker.answer_to:
            yield escape_markdown(self.words("letter.answer-to", where=self.asker.answer_to))
        else:
            yield escape_markdown(self.words("letter.reply"))

    def _view(self) -> SiteStory | SiteAdvocate:
        slug = self.asked.record.slug
        if isinstance(self.asked.record, Story):
            return self.published.stories[slug]
        return self.published.advocates[slug]

    def _fields(self) -> Iterator[str]:
        """A question for each field."""
        person = self.asked.person
        who = ", ".join(filter(None, [person.called, person.role]))
        employer = (person.company and person.company.name) or ""
        for name in self.asked.fields:
            own = self.terms.fields.get(name)
            question = own or self.words.keys()[f"letter_fields.{name}"]
            yield self._filled(question, name=who, employer=employer)

    def _channels(self) -> Iterator[str]:
        """A question for each place."""
        for name in self.asked.channels:
            own = self.terms.channels.get(name)
            yield self._filled(own or self.words.keys()[f"letter_channels.{name}"])

    def _table(self, heading: str, questions: Iterator[str]) -> str:
        """One question a line, each with its own yes and no."""
        answers = self.terms.words.get("yes_or_no") or self.words("letter.yes-or-no")
        rows = [f"| {question} | {answers} |" for question in questions]
        return "\n".join([f"| {self.words(heading)} |   |", "|---|---|", *rows])
