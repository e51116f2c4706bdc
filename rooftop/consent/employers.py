"""What an employer lets be shown of it beside its people: its name, its logo, and its numbers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from rooftop.catalogue import Catalogue
from rooftop.consent.standings import Standing, last_day, standing
from rooftop.records import (
    CHANNELS,
    Channel,
    Company,
    CompanyConsent,
    ConsentRecord,
    Employer,
    EmployerApproval,
    Field,
)

#: What needs the employer's approval too.
EMPLOYER_FIELDS: frozenset[Field] = frozenset({"employer", "logo", "numbers"})
_FIELDS: Mapping[str, Field] = {"name": "employer", "logo": "logo", "numbers": "numbers"}
#: What the company says for all its people, once it has decided. Before that, what it said for one
#: person counts.
_DECIDED = frozenset(
    {
        Standing.GIVEN,
        Standing.REFUSED,
        Standing.WITHDRAWN,
        Standing.EXPIRED,
        Standing.INVALID,
    }
)
_REFUSALS = frozenset({Standing.REFUSED, Standing.WITHDRAWN})


@dataclass(frozen=True)
class EmployerWord:
    """Where the employer's approval stands on a day, until when, and which fields it lets be shown
    on which channels. ``company`` is the one that decided for all its people.
    """

    standing: Standing = Standing.MISSING
    until: datetime.date | None = None
    fields: frozenset[Field] = EMPLOYER_FIELDS
    channels: frozenset[Channel] = field(default=frozenset(CHANNELS))
    company: Company | None = None

    def allows(self, channel: Channel) -> frozenset[Field]:
        """The fields that may be shown on ``channel``."""
        is_given = self.standing is Standing.GIVEN and channel in self.channels
        return self.fields if is_given else frozenset()

    def within(self, other: EmployerWord) -> EmployerWord:
        """What this and ``other`` let be shown."""
        if other.standing is not Standing.GIVEN:
            return other
        days = filter(None, (self.until, other.until))
        fields, channels = self.fields & other.fields, self.channels & other.channels
        until = min(days, default=None)
        return EmployerWord(self.standing, until, fields, channels, self.company)


def employer_word(
    record: ConsentRecord | None,
    employer: Employer | None,
    catalogue: Catalogue,
    today: datetime.date,
    term_months: int,
) -> EmployerWord:
    """The approval of ``employer`` for somebody whose consent is ``record``, on ``today`` (a UTC
    day).

    A refusal counts, whether it was given for one person or for all. Otherwise, what the company
    decided for all its people comes before what it said for one. A record that is not there, that
    cannot be read, or that is still a draft approves nothing. Records of the same name or website
    approve nothing either, but take away what they do not allow.
    """
    word = _own_word(record.employer if record else None, today, term_months)
    if word.standing in _REFUSALS or employer is None:
        return word
    company = catalogue.company(employer.record) if employer.record else None
    if employer.record and company is None:
        return EmployerWord()
    whole = company_word(company, today, term_months)
    word = whole if whole.standing in _DECIDED else word
    for other in catalogue.namesakes.find(employer):
        namesake = company_word(other, today, term_months)
        if other is not company and namesake.standing in _DECIDED:
            word = word.within(namesake)
    return EmployerWord() if catalogue.namesakes.is_unclear(employer) else word


def word_on_numbers(
    slug: str | None,
    employer: Employer | None,
    catalogue: Catalogue,
    today: datetime.date,
    term_months: int,
) -> EmployerWord | None:
    """What the company ``slug`` approved, whose numbers a story tells; None where that is the
    ``employer``, or where the story names none. What was said for one person does not count here.
    """
    if slug is None:
        return None
    company = catalogue.company(slug)
    own = catalogue.company(employer.record) if employer and employer.record else None
    if company and company is own:
        return None
    other = company.as_employer(former=False) if company else Employer(record=slug)
    return employer_word(None, other, catalogue, today, term_months)


def _own_word(
    given: EmployerApproval | None, today: datetime.date, term_months: int
) -> EmployerWord:
    return EmployerWord(standing(given, today, term_months), _end(given, term_months))


def company_word(company: Company | None, today: datetime.date, term_months: int) -> EmployerWord:
    """What ``company`` approved or refused for all its people, on ``today`` (a UTC day)."""
    given = company.consent if company else None
    if given is None:
        return EmployerWord()
    fields = frozenset(_FIELDS[name] for name in given.covers)
    if "employer" not in fields:
        fields -= {"logo"}  # a logo names the company
    now = standing(given, today, term_months)
    until, channels = _end(given, term_months), frozenset(given.channels)
    return EmployerWord(now, until, fields, channels, company)


def _end(given: EmployerApproval | CompanyConsent | None, term_months: int) -> datetime.date | None:
    day = given.given if given else None
    return last_day(day, given.expires, term_months) if given and day else None
