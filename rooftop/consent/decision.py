"""One person's consent on one channel: which fields are shown, and the reason for each that is
not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from rooftop.consent.employers import EMPLOYER_FIELDS
from rooftop.consent.standings import Standing
from rooftop.records import FIELDS, Channel, ConsentRecord, Field


class Reason(StrEnum):
    """Why something is withheld, in words for the summary."""

    MISSING = "no consent is recorded"
    REQUESTED = "consent was asked for and not given yet"
    WAITING = "consent was asked for, and no answer came by the day that was set"
    REFUSED = "consent was refused"
    WITHDRAWN = "consent was withdrawn"
    INVALID = "the consent record contradicts itself"
    NOT_YET = "consent begins on a later day"
    EXPIRED = "consent has expired"
    CHANNEL = "consent does not include this channel"
    NOT_COVERED = "consent does not cover it"
    EMPLOYER = "the employer's approval is missing or has ended"
    CHANGED = "the words or pictures are not what was approved"
    PROFILE_CHANGED = "the profile is not what was approved"
    UNSIGNED = "the settings ask for a signature and there is none"
    BAD_SIGNATURE = "the signature is not the person's"
    UNVERIFIABLE = "the settings ask for a signature and this one cannot be verified"
    LANGUAGE = "this language was not agreed to"
    DISCLOSURE = "the relationship and incentive are not stated"
    CONDITIONAL = "the incentive depended on saying something good"
    NAME_SHOWN = "the file name says a name that is withheld"
    MENTION = "the words mention something that is withheld"
    UNKNOWN_ADVOCATE = "an advocate it names is unknown"
    FAILED = "its page could not be made"


#: Fields of a profile that stories show beside the words of the person.
IDENTITY_FIELDS: frozenset[Field] = frozenset({"name", "photo", "employer", "logo"})


@dataclass(frozen=True)
class Decision:
    """What may be shown of one person. ``why`` has the reason for each field that is withheld."""

    shown: frozenset[Field] = frozenset()
    why: Mapping[Field, Reason] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.shown)

    def without(self, fields: frozenset[Field], reason: Reason) -> Decision:
        """The same with ``fields`` withheld for ``reason``, as far as they were shown."""
        hidden = self.shown & fields
        return Decision(self.shown - hidden, {**self.why, **dict.fromkeys(hidden, reason)})


EVERYTHING = Decision(frozenset(FIELDS))


@lru_cache(maxsize=len(Reason))
def nothing(reason: Reason) -> Decision:
    """A decision that shows nothing, for one reason."""
    return Decision(frozenset(), dict.fromkeys(FIELDS, reason))


def decide(
    record: ConsentRecord | None, channel: Channel, standing: Standing, approved: frozenset[Field]
) -> Decision:
    """The fields that ``record``, which has ``standing``, lets be shown on ``channel``.

    Channels, ``site`` included, must be listed; ``site`` is the base of all others. Company, logo
    and numbers must be among what the employer ``approved`` for that channel, too.
    """
    if standing is not Standing.GIVEN or record is None:
        return nothing(Reason[standing.name])
    if channel not in record.channels:
        return nothing(Reason.CHANNEL)
    return _decide_fields(frozenset(record.covers), approved)


@lru_cache(maxsize=1024)
def _decide_fields(covers: frozenset[Field], approved: frozenset[Field]) -> Decision:
    """The fields that may be shown of somebody who agreed to ``covers``. Decisions are shared by
    all people with the same answers, because few answers differ.
    """
    why: dict[Field, Reason] = {name: Reason.NOT_COVERED for name in FIELDS if name not in covers}
    needed = (name for name in FIELDS if name in EMPLOYER_FIELDS and name in covers)
    why |= {name: Reason.EMPLOYER for name in needed if name not in approved}
    if "employer" in why:
        why.setdefault("logo", why["employer"])  # a logo names the company
    return Decision(frozenset(FIELDS) - frozenset(why), why)
