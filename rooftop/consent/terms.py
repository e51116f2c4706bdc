"""What is said in public about a consent, and how long what is shown may be shown."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from rooftop.consent.consents import Consent
from rooftop.consent.decision import Decision
from rooftop.consent.employers import EMPLOYER_FIELDS
from rooftop.records import Field
from rooftop.views import Teller, Terms


def terms_of(by: str, consent: Consent) -> Terms | None:
    """What was agreed to; None in a preview, where nothing was yet."""
    record = consent.record
    if record is None or record.given is None or consent.until is None:
        return None
    signed = bool(record.signature)  # one that does not hold has withheld the record before this
    by_representative = record.by == "representative"
    return Terms(by, record.given, consent.until, record.channels, signed, by_representative)


def terms_of_all(
    tellers: Mapping[str, Teller], consents: Mapping[str, Consent]
) -> tuple[Terms | None, ...]:
    """What each of ``tellers`` agreed to, in their order; nobody is named who is not shown."""
    names = {slug: teller.name if teller.slug else "" for slug, teller in tellers.items()}
    return tuple(terms_of(name, consents[slug]) for slug, name in names.items())


def until_of(consents: Iterable[Consent], decisions: Mapping[str, Decision]) -> datetime.date:
    """The last day on which nothing that is shown has ended."""
    days: list[datetime.date | None] = []
    for consent in consents:
        shown: frozenset[Field] = decisions[consent.person].shown
        days += [consent.until, consent.employer_until if shown & EMPLOYER_FIELDS else None]
    return min(filter(None, days), default=datetime.date.max)
