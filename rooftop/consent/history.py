"""What was agreed to at some time, whatever holds today, and when a story went out."""

from __future__ import annotations

import datetime

from rooftop.consent.consents import Consents
from rooftop.records import CHANNELS, Channel, Story

_NOON = datetime.time(12)


def went_out(story: Story, consents: Consents) -> datetime.datetime:
    """When ``story`` went out, UTC: as stamped, else noon of the later of its day and the last
    consent to it. A stamp of a later day is wrong and counts for nothing.
    """
    if story.published and story.published.date() <= consents.today:
        return story.published.astimezone(datetime.UTC)
    records = (consent.record for consent in consents.of(story).values())
    days = [record.given for record in records if record and record.given]
    return datetime.datetime.combine(max([story.date, *days]), _NOON, datetime.UTC)


def agreed_channels(story: Story, consents: Consents) -> frozenset[Channel]:
    """The channels to which everybody who tells ``story`` agreed once, even if they took it back:
    what was withdrawn had been given.
    """
    records = [consent.record for consent in consents.of(story).values()]
    agreed = [r for r in records if r and (r.given or r.withdrawn or r.status == "withdrawn")]
    if len(agreed) < len(records):
        return frozenset()
    return frozenset(c for c in CHANNELS if all(c in record.channels for record in agreed))
