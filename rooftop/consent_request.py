"""What to send a person: their story exactly as it would appear, and every question with a yes and
a no.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict

from rooftop.frontmatter import Document, read
from rooftop.markup import (
    Tree,
    clean_prose,
    escape_markdown,
    find_trick,
    is_elsewhere,
    links_in,
    parse_markdown,
    write_markdown,
)
from rooftop.problems import Problem
from rooftop.records import CHANNELS, FIELDS, Advocate, Record, Result, Story
from rooftop.settings import Settings
from rooftop.translations import translation_for

#: How many levels the headings of prose move down, to stand below the title of what is asked for.
_BELOW_TITLE = 2


class Letter(BaseModel):
    """The words of a request in one language: fields of
    ``docs/consent-terms/<version>.<language>.md``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str
    greeting: str
    intro: str
    words_heading: str
    questions_heading: str
    questions_intro: str
    fields: dict[str, str]
    channels: dict[str, str]
    yes_or_no: str
    term: str
    answer: str
    terms: str = ""


@dataclass(frozen=True)
class Request:
    """The same request three times: Markdown, a printable page, and an e-mail draft (RFC 5322)
    without an address.
    """

    markdown: str
    html: str
    eml: bytes


def read_letter(folder: Path, version: str, language: str) -> tuple[Letter | None, list[Problem]]:
    """The letter of ``version`` in ``language``, in English where the handbook has none in that;
    None when it has neither.
    """
    for wanted in (language, language.partition("-")[0], "en"):
        file = folder / f"{version}.{wanted}.md"
        if file.is_file():
            document, problems = read(file, f"docs/{folder.name}/{file.name}")
            return (_letter(document, wanted) if document else None), problems
    return None, []


def latest_version(folder: Path) -> str | None:
    """The newest version of the terms the handbook has."""
    return max((file.name.partition(".")[0] for file in folder.glob("*.*.md")), default=None)


def _letter(document: Document, language: str) -> Letter:
    """The letter in ``document``; what a channel means is said by the translations, unless an older
    letter said it itself.
    """
    words = translation_for(language)
    meanings = {channel: words(f"channel_meanings.{channel}") for channel in CHANNELS}
    fields = {"channels": meanings, **document.meta, "terms": document.body}
    return Letter.model_validate(fields)


def write_request(record: Record, person: Advocate, letter: Letter, settings: Settings) -> Request:
    """The request to ``person`` for ``record``, a story or their profile."""
    markdown = "\n\n".join(_passages(record, person, letter, settings)) + "\n"
    body = clean_prose(_to_send(markdown)).on_page("")
    language = record.language if isinstance(record, Story) else (person.languages or ("en",))[0]
    html = _PAGE.format(language=language, title=letter.subject, body=body)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = letter.subject
    mail["X-Unsent"] = "1"
    mail.set_content(markdown, cte="quoted-printable")
    mail.add_alternative(str(html), subtype="html", cte="quoted-printable")
    mail.set_boundary("=_rooftop_request")
    return Request(markdown, str(html), mail.as_bytes())


_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}"><meta charset="utf-8"><title>{title}</title>\n'
    "<style>body{{font:16px/1.6 Georgia,serif;max-width:40em;margin:2em auto;padding:0 1em}}"
    "table{{border-collapse:collapse;width:100%}}"
    "td,th{{border-bottom:1px solid #ccc;padding:.4em;text-align:left}}"
    "blockquote{{font-style:italic}}@media print{{body{{margin:0}}}}</style>\n{body}\n</html>\n"
)


def _passages(
    record: Record, person: Advocate, letter: Letter, settings: Settings
) -> Iterator[str]:
    yield f"# {letter.subject}"
    yield letter.greeting.format(name=escape_markdown(person.called))
    yield letter.intro
    yield f"## {letter.words_heading}"
    yield from _story(record) if isinstance(record, Story) else _profile(person)
    yield f"## {letter.questions_heading}"
    yield letter.questions_intro
    rows = [
        f"| {letter.fields[name]} | {letter.yes_or_no} |"
        for name in FIELDS
        if name in letter.fields
    ]
    rows += [
        f"| {letter.channels[name]} | {letter.yes_or_no} |"
        for name in CHANNELS
        if name in letter.channels
    ]
    yield "\n".join(["|   |   |", "|---|---|", *rows])
    yield letter.term.format(months=settings.default_term_months)
    yield letter.terms
    yield letter.answer


def _story(story: Story) -> Iterator[str]:
    yield f"### {escape_markdown(story.title)}"
    yield escape_markdown(story.summary)
    if story.quote:
        yield "> " + escape_markdown(story.quote.text)
    if story.results:
        yield "\n".join(map(_item, map(_result, story.results)))
    yield from map(_prose, filter(None, [story.challenge, story.body]))
    for text in story.pull_quotes:
        yield "> " + escape_markdown(text)
    for turn in story.turnaround:
        yield _item(f"{turn.on.isoformat()}: {turn.what}")
    for promise in story.promises:
        yield _item(f"{promise.made.isoformat()} → {promise.due.isoformat()}: {promise.what}")
    if story.not_a_fit_for:
        yield escape_markdown(story.not_a_fit_for)
    for medium in story.media:
        words = " – ".join(filter(None, [medium.alt, medium.caption]))
        yield _item(f"{medium.kind}: {medium.src or medium.url or ''} – {words}")
    if story.disclosure:
        yield _item(f"{story.disclosure.relationship}; {story.disclosure.incentive}")
    for post in story.social:
        yield _item(f"{', '.join(post.networks)}: {post.text}")


def _item(text: str) -> str:
    """``text`` as an item of a list."""
    return f"- {escape_markdown(text)}"


def _result(result: Result) -> str:
    before = "" if result.before is None else f"{result.before} → "
    return f"{result.what}: {before}{result.after} {result.unit or ''} ({result.how_measured})"


def _profile(person: Advocate) -> Iterator[str]:
    yield f"### {escape_markdown(person.called)}"
    company = person.company.name if person.company else None
    yield escape_markdown(", ".join(filter(None, [person.role, company])))
    if person.headline:
        yield "> " + escape_markdown(person.headline)
    if person.body:
        yield _prose(person.body)
    if person.preferred_contact:
        yield escape_markdown(person.preferred_contact)
    for name, url in person.links.model_dump(exclude_none=True).items():
        yield _item(f"{name}: {url}")
    if person.photo:
        yield _item(f"{person.photo} – {person.photo_alt}")


def _prose(text: str) -> str:
    """Markdown of a contributor as it may leave, its headings below that of the letter's part."""
    return write_markdown(_to_send(text), _BELOW_TITLE)


def _to_send(text: str) -> Tree:
    """``text`` read, with what only a page can show, or must not be followed, as words: pictures
    and links into the site, and links that deceive.
    """
    tree = parse_markdown(text)
    for element, attribute, url in list(links_in(tree)):
        if element.tag == "img":
            element.tag, element.text = "em", f"{element.get('alt', '')} ({url})".strip()
            element.attrib.clear()
        elif not is_elsewhere(url) or find_trick(element, url):
            del element.attrib[attribute]
    return tree
