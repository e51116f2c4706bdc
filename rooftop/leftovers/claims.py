"""Claims of the company's own pages that its records contradict. ``claims.yml`` has their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from pathlib import Path

import yaml

from rooftop.catalogue import strings_in
from rooftop.config_file import texts_in
from rooftop.consent import Approval
from rooftop.plan import Plan
from rooftop.problems import Problem, problem
from rooftop.records import Advocate, Record, Story

#: What is found: the file, line and column, the kind of claim, and its words as they stand there.
_Claim = tuple[str, tuple[int, int], str, str]


def find_contradicted_claims(plan: Plan, config_file: Path) -> Iterator[Problem]:
    """A note for each claim in ``config_file`` and in the company's own records that a published
    story contradicts.
    """
    contradictions = {"unpaid": _find_incentive(plan), "approved": _find_unbound(plan)}
    for path, at, kind, words in _claims(plan, config_file):
        if contradiction := contradictions[kind]:
            hint = "Write what the records say, or correct the wrong record."
            text = f"“{words}” is contradicted by {contradiction}"
            yield problem(path, at, "claim-contradicted", text, hint)


def _find_incentive(plan: Plan) -> str:
    """The first published story that names an incentive, and what it was; empty without one."""
    for slug in sorted(plan.published.stories):
        disclosure = plan.published.stories[slug].disclosure
        if disclosure and disclosure.incentive != "none":
            path = plan.catalogue.stories[slug].origin.path
            return f"{path}, which discloses: {disclosure.incentive}"
    return ""


def _find_unbound(plan: Plan) -> str:
    """The first published story that somebody's consent is not bound to; empty without one."""
    for slug in sorted(plan.published.stories):
        story = plan.catalogue.stories[slug]
        for person, consent in plan.consents.of(story).items():
            if consent.approval is Approval.UNBOUND:
                return f"{story.origin.path}, whose words {person} has not approved"
    return ""


def _claims(plan: Plan, config_file: Path) -> Iterator[_Claim]:
    for (path, at), text in texts_in(config_file):
        yield from ((path, at, kind, words) for kind, _, words in _claims_in(text))
    for record in plan.catalogue.records():
        if not (record.is_draft or isinstance(record, Advocate | Story)):  # their words are theirs
            yield from _claims_of(record)


def _claims_of(record: Record) -> Iterator[_Claim]:
    origin = record.origin
    for field, text in strings_in(record.model_dump()):
        for kind, _, words in _claims_in(text):
            yield origin.path, origin.at(*field), kind, words
    for kind, start, words in _claims_in(record.body):
        line = origin.body_line + record.body.count("\n", 0, start)
        yield origin.path, (line, 0), kind, words


def _claims_in(text: str) -> Iterator[tuple[str, int, str]]:
    """The kind of each claim in ``text``, where it begins, and its words."""
    for kind, pattern in _patterns().items():
        for match in pattern.finditer(text):
            yield kind, match.start(), " ".join(match[0].split())


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    source = (files(__package__) / "claims.yml").read_text(encoding="utf-8")
    phrases: dict[str, dict[str, list[str]]] = yaml.safe_load(source)
    return {
        kind: re.compile("|".join(map(_pattern, chain(*languages.values()))), re.IGNORECASE)
        for kind, languages in phrases.items()
    }


def _pattern(phrase: str) -> str:
    """Its words one after another, with blanks, line ends, apostrophes or emphasis between."""
    words = r"[\s*_'’-]+".join(re.findall(r"\w+", phrase))
    return rf"(?<!\w){words}(?!\w)"
