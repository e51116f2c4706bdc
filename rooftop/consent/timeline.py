"""What time will do: on which days a decision changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rooftop.consent.approval import subject_of
from rooftop.consent.consents import Consent, Consents
from rooftop.consent.standings import Standing, last_day
from rooftop.records import CompanyConsent, EmployerApproval


@dataclass(frozen=True, order=True)
class Change:
    """From 00:00 UTC of ``day`` on, ``what`` is true of ``person``'s consent to ``subject``, or of
    the approval of the company ``subject``, where ``person`` is empty.
    """

    day: date
    subject: str
    person: str
    what: str


def changes_after(consents: Consents) -> list[Change]:
    """Every change after the day of ``consents`` that time alone will bring, oldest first."""
    changes = {
        Change(day, consent.subject, consent.person, what)
        for consent in consents
        for day, what in _turns(consent, consents.settings.default_term_months)
    }
    for company in consents.catalogue.companies.values():
        turns = _employer_turns(company.consent, consents.settings.default_term_months)
        changes |= {Change(day, subject_of(company), "", what) for day, what in turns}
    return sorted(change for change in changes if change.day > consents.today)


def next_change(consents: Consents) -> date | None:
    """The first day after that of ``consents`` on which time alone changes something."""
    term = consents.settings.default_term_months
    turns = [_turns(consent, term) for consent in consents]
    turns += [_employer_turns(each.consent, term) for each in consents.catalogue.companies.values()]
    days = (day for each in turns for day, _ in each if day > consents.today)
    return min(days, default=None)


def _turns(consent: Consent, term_months: int) -> Iterator[tuple[date, str]]:
    record = consent.record
    if consent.standing not in (Standing.GIVEN, Standing.NOT_YET) or record is None:
        return
    if record.given and consent.until:
        yield record.given, "begins to be shown"
        yield _after(consent.until), "is withheld: the consent has expired"
    yield from _employer_turns(record.employer, term_months)


def _employer_turns(
    approval: EmployerApproval | CompanyConsent | None, term_months: int
) -> Iterator[tuple[date, str]]:
    if approval and approval.status == "given" and approval.given and not approval.withdrawn:
        yield approval.given, "company, logo and numbers begin to be shown"
        end = last_day(approval.given, approval.expires, term_months)
        yield _after(end), "company, logo and numbers are withheld"


def _after(day: date) -> date:
    return day + timedelta(1) if day < date.max else day
