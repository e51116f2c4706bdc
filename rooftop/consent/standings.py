"""Where a consent record stands on a day."""

from __future__ import annotations

import calendar
from datetime import date
from enum import StrEnum

from rooftop.records import CompanyConsent, ConsentRecord, EmployerApproval

#: What a person or their employer agreed to.
Agreement = ConsentRecord | EmployerApproval | CompanyConsent


class Standing(StrEnum):
    """Where a consent record stands on a day. Only ``given`` shows anything."""

    GIVEN = "given"
    MISSING = "missing"
    REQUESTED = "requested"
    WAITING = "waiting"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    INVALID = "invalid"
    NOT_YET = "not-yet"
    EXPIRED = "expired"


def standing(record: Agreement | None, today: date, term_months: int) -> Standing:
    """Where ``record``, a person's or their employer's, stands on ``today`` (a UTC day).

    ``term_months`` is how long a consent without an end lasts. A withdrawal counts at once,
    whatever date stands beside it. A request waits once the last day for an answer has passed.
    """
    if record is None:
        return Standing.MISSING
    if record.status == "withdrawn" or record.withdrawn:
        return Standing.WITHDRAWN
    if not isinstance(record, EmployerApproval) and _is_overdue(record, today):
        return Standing.WAITING
    if record.status != "given":
        return Standing(record.status)
    if contradictions(record) or record.given is None:
        return Standing.INVALID
    if record.given > today:
        return Standing.NOT_YET
    last = last_day(record.given, record.expires, term_months)
    return Standing.GIVEN if today <= last else Standing.EXPIRED


def _is_overdue(record: ConsentRecord | CompanyConsent, today: date) -> bool:
    last = record.answer_by if record.status == "requested" else None
    return last is not None and last < today


def last_day(given: date, expires: date | None, term_months: int) -> date:
    """The last day a consent holds; it counts whole, until 24:00 UTC. Without ``expires`` it is the
    default term's end.
    """
    if expires:
        return expires
    year, month = divmod(given.year * 12 + given.month - 1 + term_months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(given.day, calendar.monthrange(year, month + 1)[1]))


def contradictions(record: Agreement) -> list[str]:
    """What in a record cannot be true at once, in words."""
    found = []
    if record.withdrawn and record.status != "withdrawn":
        found.append(f"it has a withdrawal date but its status is {record.status}")
    if record.status == "given":
        if record.given is None:
            found.append("its status is given, but the day is missing")
        if record.given and record.expires and record.expires < record.given:
            found.append("it expires before it was given")
        if not isinstance(record, EmployerApproval) and not record.covers:
            found.append("it covers nothing")
        if isinstance(record, ConsentRecord) and "site" not in record.channels:
            found.append("site is not among its channels, and all others build on it")
    return found
