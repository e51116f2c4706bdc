"""What time will do: on which days a decision changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rooftop.consent.consents import Consent, Consents
from rooftop.consent.standings import Standing


@dataclass(frozen=True, order=True)
class Change:
    """From 00:00 UTC of ``day`` on, ``what`` is true of ``person``'s consent to ``subject``."""

    day: date
    subject: str
    person: str
    what: str


def changes_after(consents: Consents) -> list[Change]:
    """Every change after the day of ``consents`` that time alone will bring, oldest first."""
    changes = {
        Change(day, consent.subject, consent.person, what)
        for consent in consents
        for day, what in _turns(consent)
    }
    return sorted(change for change in changes if change.day > consents.today)


def _turns(consent: Consent) -> Iterator[tuple[date, str]]:
    record = consent.record
    if consent.standing not in (Standing.GIVEN, Standing.NOT_YET) or record is None:
        return
    if record.given and consent.until:
        yield record.given, "begins to be shown"
        yield _after(consent.until), "is withheld: the consent has expired"
    employer = record.employer
    if employer and employer.status == "given" and employer.given and not employer.withdrawn:
        yield employer.given, "company, logo and numbers begin to be shown"
        if consent.employer_until:
            yield _after(consent.employer_until), "company, logo and numbers are withheld"


def _after(day: date) -> date:
    return day + timedelta(1) if day < date.max else day
