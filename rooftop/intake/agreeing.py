"""The agreement that a form states, bound to exactly the words that were filed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rooftop.cache import Cache
from rooftop.catalogue import Catalogue, check_lookalikes, read_catalogue
from rooftop.consent import amend
from rooftop.frontmatter import EditError
from rooftop.intake.composing import Draft
from rooftop.problems import CODES, Problem, Severity
from rooftop.records import Record
from rooftop.settings import Settings


@dataclass(frozen=True)
class Agreement:
    """What a person agreed to by a form: on which ``day`` (UTC), under which version of the terms,
    and how the form is called in the company's records.
    """

    day: date
    terms: str | None
    evidence: str

    def values(self) -> dict[str, str | None]:
        """The terms of the consent record, as YAML."""
        return {
            "given": self.day.isoformat(),
            "how": "pull-request",
            "terms": self.terms,
            "evidence": self.evidence,
        }


@dataclass(frozen=True)
class Reading:
    """How drafts read beside the content: the catalogue with them, and what is wrong with them."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> frozenset[str]:
        """The codes for which `rooftop check` would refuse them, consent aside."""
        codes = (problem.code for problem in self.problems)
        return frozenset(code for code in codes if CODES[code] is Severity.ERROR)


def read_together(drafts: Iterable[Draft], content: Path, settings: Settings) -> Reading:
    """``drafts`` as records beside those of ``content``."""
    written = list(drafts)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / content.name
        for draft in written:
            file = folder / draft.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(draft.text, encoding="utf-8", newline="\n")
        catalogue = read_catalogue(content, settings, drafts=folder)
    paths = {f"{content.name}/{draft.path}" for draft in written}
    problems = (*catalogue.problems, *check_lookalikes(catalogue, (), Cache()))
    return Reading(catalogue, tuple(each for each in problems if each.path in paths))


def agree(
    drafts: Iterable[Draft], person: str, reading: Reading, agreement: Agreement
) -> Iterator[Draft]:
    """``drafts`` with the consent of ``person`` given. One to whose consent nothing can be bound
    stays as it is.
    """
    for draft in drafts:
        records: dict[str, dict[str, Record]] = {
            "advocates": dict(reading.catalogue.advocates),
            "stories": dict(reading.catalogue.stories),
        }
        record = records[draft.kind.folder].get(draft.slug)
        try:
            text = draft.text
            if record is not None:
                text = amend.approve(text, record, person, reading.catalogue, agreement.values())
            yield replace(draft, text=text)
        except EditError:
            yield draft
