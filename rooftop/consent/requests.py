"""Requests for consent that nobody answered in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rooftop.catalogue import Catalogue
from rooftop.consent.consents import consent_of, people_of
from rooftop.consent.standings import Standing, standing
from rooftop.records import Company, CompanyConsent, ConsentRecord, Record


@dataclass(frozen=True)
class Unanswered:
    """A request to ``person``, or to the company of the record where that is empty, for the record
    in ``path``, made on ``requested`` where the record
    says so, that should have been answered by ``answer_by``. Days are UTC.
    """

    answer_by: date
    path: str
    person: str
    requested: date | None


def unanswered(catalogue: Catalogue, today: date, term_months: int) -> list[Unanswered]:
    """The requests in ``catalogue``, drafts included, that wait on ``today``; those that have
    waited longest come first.
    """
    waiting = _waiting(catalogue, today, term_months)
    return sorted(waiting, key=lambda each: (each.answer_by, each.path, each.person))


def _waiting(catalogue: Catalogue, today: date, term_months: int) -> Iterator[Unanswered]:
    for record in catalogue.records():
        for person, consent in _agreements(record):
            is_late = standing(consent, today, term_months) is Standing.WAITING
            if consent and consent.answer_by and is_late:
                path = record.origin.path
                yield Unanswered(consent.answer_by, path, person, consent.requested)


def _agreements(record: Record) -> Iterator[tuple[str, ConsentRecord | CompanyConsent | None]]:
    if isinstance(record, Company):
        yield "", record.consent
    yield from ((person, consent_of(record, person)) for person in people_of(record))
