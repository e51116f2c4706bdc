"""What time will do: on which days a decision changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rooftop.catalogue import Catalogue
from rooftop.consent.approval import subject
from rooftop.consent.decide import Standing, last_day, standing
from rooftop.records import ConsentRecord
from rooftop.settings import Settings


@dataclass(frozen=True, order=True)
class Change:
    """From 00:00 UTC of ``day`` on, ``what`` is true of ``person``'s consent to ``subject``."""

    day: date
    subject: str
    person: str
    what: str


def changes_after(catalogue: Catalogue, settings: Settings, today: date) -> list[Change]:
    """Every change after ``today`` that time alone will bring, oldest first."""
    term = settings.default_term_months
    found: set[Change] = set()
    for name, person, consent in consents(catalogue):
        found.update(
            Change(day, name, person, what)
            for day, what in _turns(consent, today, term)
            if day > today
        )
    return sorted(found)


def consents(catalogue: Catalogue) -> Iterator[tuple[str, str, ConsentRecord]]:
    """(subject, person, record) of every consent there is, drafts included."""
    for advocate in catalogue.advocates.values():
        if advocate.consent:
            yield subject(advocate), advocate.slug, advocate.consent
    for story in catalogue.stories.values():
        for person, consent in story.consent.items():
            yield subject(story), person, consent


def _turns(consent: ConsentRecord, today: date, term: int) -> Iterator[tuple[date, str]]:
    if (
        standing(consent, today, term) not in (Standing.GIVEN, Standing.NOT_YET)
        or consent.given is None
    ):
        return
    yield consent.given, "begins to be shown"
    yield (
        _after(last_day(consent.given, consent.expires, term)),
        "is withheld: the consent has expired",
    )
    employer = consent.employer
    if employer and employer.status == "given" and employer.given and not employer.withdrawn:
        yield employer.given, "company, logo and numbers begin to be shown"
        yield (
            _after(last_day(employer.given, employer.expires, term)),
            "company, logo and numbers are withheld",
        )


def _after(day: date) -> date:
    return day + timedelta(1) if day < date.max else day
