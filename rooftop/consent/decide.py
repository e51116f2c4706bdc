"""One person's consent, one channel, one day: what is shown, and the reason for what is not."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rooftop.records import FIELDS, Channel, ConsentRecord, EmployerApproval, Field


class Approval(StrEnum):
    """How a consent record is tied to the words beside it; `rooftop.consent.approval` finds out."""

    UNBOUND = "not bound"
    MATCHES = "bound"
    SIGNED = "signed"
    CHANGED = "changed"
    UNSIGNED = "unsigned"
    BAD_SIGNATURE = "bad signature"

    @property
    def holds(self) -> bool:
        """Whether the words may be shown, as far as this goes."""
        return self in (Approval.UNBOUND, Approval.MATCHES, Approval.SIGNED)


class Standing(StrEnum):
    """Where a consent record stands on a day. Only ``given`` shows anything."""

    GIVEN = "given"
    MISSING = "missing"
    REQUESTED = "requested"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    INVALID = "invalid"
    NOT_YET = "not-yet"
    EXPIRED = "expired"


class Reason(StrEnum):
    """Why something is withheld, in words for the report."""

    MISSING = "no consent is recorded"
    REQUESTED = "consent was asked for and not given yet"
    REFUSED = "consent was refused"
    WITHDRAWN = "consent was withdrawn"
    INVALID = "the consent record contradicts itself"
    NOT_YET = "consent begins on a later day"
    EXPIRED = "consent has expired"
    CHANNEL = "consent does not include this channel"
    NOT_COVERED = "consent does not cover it"
    EMPLOYER = "the employer's approval is missing or over"
    CHANGED = "the words or pictures are not what was approved"
    UNSIGNED = "the settings ask for a signature and there is none"
    BAD_SIGNATURE = "the signature is not the person's"
    LANGUAGE = "this language was not agreed to"
    DISCLOSURE = "the relationship and incentive are not stated"
    CONDITIONAL = "the incentive depended on saying something good"
    NAME_SHOWN = "the file name says a name that is withheld"
    MENTION = "the words say a name that is withheld"
    UNKNOWN_ADVOCATE = "an advocate it names is unknown"


_EMPLOYERS: frozenset[Field] = frozenset({"employer", "logo", "numbers"})


@dataclass(frozen=True)
class Decision:
    """What one person lets be shown. ``why`` has the one reason for each field that is withheld."""

    shown: frozenset[Field] = frozenset()
    why: Mapping[Field, Reason] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.shown)


def decide(
    record: ConsentRecord | None,
    channel: Channel,
    today: date,
    term_months: int,
    bond: Approval = Approval.UNBOUND,
) -> Decision:
    """The fields that ``record`` lets be shown on ``channel`` on ``today`` (a UTC day), being tied
    to its words by ``bond``.

    ``term_months`` is how long a consent without an end lasts. Channels, ``site`` included, must be
    listed; ``site`` is the base of all others. Company, logo and numbers need the employer's
    approval of the same
    day too.
    """
    now = standing(record, today, term_months)
    if now is not Standing.GIVEN or record is None:
        return _nothing(Reason[now.name])
    if not bond.holds:
        return _nothing(Reason[bond.name])
    if channel not in record.channels:
        return _nothing(Reason.CHANNEL)
    why: dict[Field, Reason] = {
        name: Reason.NOT_COVERED for name in FIELDS if name not in record.covers
    }
    if standing(record.employer, today, term_months) is not Standing.GIVEN:
        why |= {
            name: Reason.EMPLOYER for name in FIELDS if name in _EMPLOYERS and name in record.covers
        }
    if "employer" in why:
        why.setdefault("logo", why["employer"])  # a logo names the company
    return Decision(frozenset(FIELDS) - frozenset(why), why)


def _nothing(reason: Reason) -> Decision:
    return Decision(frozenset(), dict.fromkeys(FIELDS, reason))


def standing(
    record: ConsentRecord | EmployerApproval | None, today: date, term_months: int
) -> Standing:
    """Where ``record``, a person's or their employer's, stands on ``today``.

    A withdrawal counts at once, whatever date stands beside it.
    """
    if record is None:
        return Standing.MISSING
    if record.status == "withdrawn" or record.withdrawn:
        return Standing.WITHDRAWN
    if record.status != "given":
        return Standing(record.status)
    if contradictions(record) or record.given is None:
        return Standing.INVALID
    return _by_date(record.given, record.expires, today, term_months)


def _by_date(given: date, expires: date | None, today: date, term_months: int) -> Standing:
    if given > today:
        return Standing.NOT_YET
    return Standing.GIVEN if today <= last_day(given, expires, term_months) else Standing.EXPIRED


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


def contradictions(record: ConsentRecord | EmployerApproval) -> list[str]:
    """What in a record cannot be true at once, in words."""
    found = []
    if record.withdrawn and record.status != "withdrawn":
        found.append(f"it has a withdrawal date but its status is {record.status}")
    if record.status == "given":
        if record.given is None:
            found.append("it says given, but not on which day")
        if record.given and record.expires and record.expires < record.given:
            found.append("it expires before it was given")
        if isinstance(record, ConsentRecord) and not record.covers:
            found.append("it covers nothing")
        if isinstance(record, ConsentRecord) and "site" not in record.channels:
            found.append("site is not among its channels, and all others build on it")
    return found
