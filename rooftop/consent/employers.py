"""What an employer lets be shown of it beside its people: its name, its logo, and its numbers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from rooftop.consent.standings import Standing, last_day, standing
from rooftop.records import (
    CHANNELS,
    Channel,
    Company,
    CompanyConsent,
    ConsentRecord,
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
    on which channels.
    """

    standing: Standing = Standing.MISSING
    until: datetime.date | None = None
    fields: frozenset[Field] = EMPLOYER_FIELDS
    channels: frozenset[Channel] = field(default=frozenset(CHANNELS))

    def allows(self, channel: Channel) -> frozenset[Field]:
        """The fields that may be shown on ``channel``."""
        is_given = self.standing is Standing.GIVEN and channel in self.channels
        return self.fields if is_given else frozenset()


def employer_word(
    record: ConsentRecord | None, company: Company | None, today: datetime.date, term_months: int
) -> EmployerWord:
    """The approval of the employer of somebody whose consent is ``record``, and whose employer has
    the record ``company``, on ``today`` (a UTC day).

    A refusal counts, whether it was given for one person or for all. Otherwise, what the company
    decided for all its people comes before what it said for one.
    """
    own = _own_word(record.employer if record else None, today, term_months)
    whole = _company_word(company.consent if company else None, today, term_months)
    if own.standing in _REFUSALS or whole.standing not in _DECIDED:
        return own
    return whole


def _own_word(
    given: EmployerApproval | None, today: datetime.date, term_months: int
) -> EmployerWord:
    return EmployerWord(standing(given, today, term_months), _end(given, term_months))


def _company_word(
    given: CompanyConsent | None, today: datetime.date, term_months: int
) -> EmployerWord:
    if given is None:
        return EmployerWord()
    fields = frozenset(_FIELDS[name] for name in given.covers)
    if "employer" not in fields:
        fields -= {"logo"}  # a logo names the company
    now = standing(given, today, term_months)
    return EmployerWord(now, _end(given, term_months), fields, frozenset(given.channels))


def _end(given: EmployerApproval | CompanyConsent | None, term_months: int) -> datetime.date | None:
    day = given.given if given else None
    return last_day(day, given.expires, term_months) if given and day else None
