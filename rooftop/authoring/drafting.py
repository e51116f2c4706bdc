"""A new record as a file: the answers, and beside each field what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rooftop.addresses import RESERVED
from rooftop.authoring.questions import QUESTIONS, Question
from rooftop.catalogue import Catalogue
from rooftop.importing.fitting import render_fields
from rooftop.records import Advocate, Company, Record, Story
from rooftop.records.fields import is_slug, slug_of

_BODY = {
    "stories": "Write the story here, in the person's own words.",
    "advocates": "Write here who they are, in two or three sentences.",
    "products": "Write here what it does and for whom.",
    "events": "Write here what will happen, and who should come.",
    "companies": "Write here what those who run the programme should know. It is not published.",
}
_CONSENT = "# `rooftop consent request` asks for consent and writes the answer here.\n"
_CONSENTS: dict[type[Record], str] = {
    Advocate: _CONSENT,
    Story: _CONSENT,
    Company: "# `rooftop consent request --company` asks the company for its approval.\n",
}


class TakenError(ValueError):
    """A record cannot have this name; the message says why."""


def locate_new(
    kind: type[Record], slug: str, content: Path, drafts: Path, catalogue: Catalogue
) -> Path:
    """Where a new record of ``kind`` belongs: people and stories wait in the drafts for consent.

    Raises `TakenError` for what is no slug, and for a name that something has or once had.
    """
    if not is_slug(slug):
        raise TakenError(
            "a name of a file has small letters a-z, digits and single hyphens, 64 at most"
        )
    if slug in RESERVED[kind.folder]:
        raise TakenError(f"the site itself uses the name {slug!r}")
    name = f"{kind.folder}/{slug}.md"
    if slug in catalogue.renamed.get(kind.folder, {}):
        raise TakenError(f"{catalogue.renamed[kind.folder][slug]} was called {slug} once")
    for folder in (content, drafts):
        if (folder / name).exists() or (folder / name).is_symlink():
            raise TakenError(f"{folder.name}/{name} exists already")
    return (drafts if kind in (Advocate, Story) else content) / name


def compose(kind: type[Record], answers: Mapping[str, Any], body: str = "") -> str:
    """The text of a new file of ``kind``. ``answers`` are values by the names of questions; a
    question without one is in the file as a comment.
    """
    blocks: dict[str, list[Question]] = {}
    for question in QUESTIONS[kind]:
        blocks.setdefault(question.path[0], []).append(question)
    fields = "".join(text for name, each in blocks.items() for text in _block(name, each, answers))
    consent = _CONSENTS.get(kind, "")
    return f"---\n{fields}{consent}---\n\n{body.strip() or _BODY[kind.folder]}\n"


def suggest_slug(answers: Mapping[str, Any]) -> str:
    """A name for the file of a record with ``answers``: that of its title."""
    return slug_of(str(answers.get("title") or answers.get("name") or ""))


def _block(name: str, questions: list[Question], answers: Mapping[str, Any]) -> Iterator[str]:
    """The field ``name`` with a comment above it."""
    given = {each: value for each in questions if (value := answers.get(each.name)) is not None}
    descriptions = dict.fromkeys(each.description for each in questions if each in given)
    for description in descriptions or [questions[0].description]:
        yield f"# {description}\n"
    choices = questions[0].literals
    if choices and len(questions) == 1:
        yield f"# One of: {', '.join(choices)}.\n"
    if not given:
        inner = ", ".join(f"{each.path[-1]}: …" for each in questions if len(each.path) > 1)
        yield f"# {name}: {{{inner}}}\n" if inner else f"# {name}:\n"
        return
    values = {each.path[-1]: value for each, value in given.items()}
    if name == "quote":
        values["by"] = answers["advocate"][0]
    is_group = len(questions[0].path) > 1
    yield render_fields({name: values if is_group else next(iter(values.values()))})
