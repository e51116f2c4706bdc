"""The terms of a community: what a person agrees to, in the words of the company's lawyers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rooftop.frontmatter import Document, read
from rooftop.problems import Problem, did_you_mean, problem
from rooftop.records import CHANNELS, FIELDS

#: The folder of the terms, beside ``mkdocs.yml``: ``<version>.<language>.md``.
FOLDER = "consent-terms"
#: What the terms may name; each is filled in from the settings.
PLACEHOLDERS = ("company", "site", "url", "months", "name")
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


class _Words(BaseModel):
    """Words of the letter that a community says in its own way; the translations have the rest."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str | None = None
    greeting: str | None = None
    intro: str | None = None
    words_heading: str | None = None
    questions_heading: str | None = None
    questions_intro: str | None = None
    fields: dict[str, str] = Field(default_factory=dict)
    channels: dict[str, str] = Field(default_factory=dict)
    yes_or_no: str | None = None
    term: str | None = None
    answer: str | None = None


@dataclass(frozen=True)
class Terms:
    """One version of the terms in one ``language``. ``text`` is Markdown; ``words`` are those of
    the letter, and ``fields`` and ``channels`` those questions, that the community says in its own
    way. Any of them may hold `PLACEHOLDERS` in braces.
    """

    version: str
    language: str
    text: str
    words: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with ``values`` in the place of the names in braces that stand for them."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)


def latest_version(folder: Path) -> str | None:
    """The newest version of the terms in ``folder``; None where there is none."""
    return max((file.name.partition(".")[0] for file in folder.glob("*.*.md")), default=None)


def read_terms(folder: Path, version: str, language: str) -> tuple[Terms | None, list[Problem]]:
    """The terms of ``version`` in ``language``, in English where there are none in that; None when
    there are neither, or when something is wrong with them.
    """
    for wanted in dict.fromkeys((language, language.partition("-")[0], "en")):
        file = folder / f"{version}.{wanted}.md"
        if file.is_file():
            document, problems = read(file, f"{folder.name}/{file.name}")
            if document is None:
                return None, problems
            return _parse(document, version, wanted)
    return None, []


def _parse(document: Document, version: str, language: str) -> tuple[Terms | None, list[Problem]]:
    problems = [*_check(document)]
    try:
        words = _Words.model_validate(document.meta)
    except ValidationError as error:
        return None, [*problems, *(_problem(document, each) for each in error.errors())]
    if problems:
        return None, problems
    own = words.model_dump(exclude={"fields", "channels"}, exclude_none=True)
    return Terms(version, language, document.body, own, words.fields, words.channels), []


def _problem(document: Document, error: Any) -> Problem:
    name = str(error["loc"][0])
    at = document.positions.get((name,), (1, 1))
    if error["type"] == "extra_forbidden":
        hint = did_you_mean(name, _Words.model_fields) or "Remove it."
        what = f"{name} is no part of a letter"
        return problem(document.path, at, "key-unknown", what, hint)
    return problem(document.path, at, "value-invalid", f"{name} must be text; put it in quotes")


def _check(document: Document) -> Iterator[Problem]:
    """Names in braces that stand for nothing, and questions about what is no field or channel."""
    texts = [(document.body_line, document.body)]
    texts += [
        (document.positions.get((name,), (1, 1))[0], str(value))
        for name, value in document.meta.items()
        if isinstance(value, str)
    ]
    for first, text in texts:
        for match in _PLACEHOLDER.finditer(text):
            if match[1] not in PLACEHOLDERS:
                at = (first + text.count("\n", 0, match.start()), 0)
                what = f"{match[0]} stands for nothing"
                known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
                yield problem(document.path, at, "value-invalid", what, f"Known: {known}.")
    groups: Mapping[str, tuple[str, ...]] = {"fields": FIELDS, "channels": CHANNELS}
    for group, names in groups.items():
        questions = document.meta.get(group)
        for name in questions if isinstance(questions, dict) else ():
            if name not in names:
                at = document.positions.get((group, name), (1, 1))
                hint = did_you_mean(str(name), names)
                what = f"{name} is none of the {group} of a consent record"
                yield problem(document.path, at, "key-unknown", what, hint)
