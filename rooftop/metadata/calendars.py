"""Events as calendars read them (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from rooftop import addresses
from rooftop.settings import Community
from rooftop.translations import translation_for
from rooftop.views import EventView

if TYPE_CHECKING:
    from icalendar import Event as Entry
    from icalendar import Timezone


#: Statuses of RFC 5545, 3.8.1.11.
_STATUS = {"planned": "CONFIRMED", "moved": "CONFIRMED", "cancelled": "CANCELLED"}


def calendar_of(
    community: Community, events: Iterable[EventView], words: dict[str, str], name: str = ""
) -> bytes:
    """A calendar of ``events``, UTF-8, with the rules of every time zone in it. ``words`` is the
    prose of each by its slug.
    """
    # Here, where it is needed: reading it takes a third of a second.
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", "-//Rooftop//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(" ".join((name or community.name).split())))
    calendar.add("refresh-interval;value=duration", "P1D")
    listed = list(events)
    timed = [event for event in listed if not event.is_all_day]
    years = [event.starts.year for event in timed]
    for zone in sorted({event.timezone for event in timed}):
        first, last = datetime.date(min(years) - 1, 1, 1), datetime.date(max(years) + 2, 1, 1)
        calendar.add_component(time_zone_rules(zone, first, last))
    for event in listed:
        calendar.add_component(_entry(community, event, words.get(event.slug, "")))
    data: bytes = calendar.to_ical()
    return data


@lru_cache(maxsize=64)
def time_zone_rules(zone: str, first: datetime.date, last: datetime.date) -> Timezone:
    """The rules of ``zone`` between two days. icalendar asks for the offset of every hour, and most
    events of a community are in one zone.
    """
    from icalendar import Timezone as NewTimezone

    return NewTimezone.from_tzid(zone, first_date=first, last_date=last)


def _entry(community: Community, event: EventView, words: str) -> Entry:
    from icalendar import Event as NewEntry

    url = community.url + addresses.event(event.slug)
    entry = NewEntry()
    entry.add("uid", community.id_of(addresses.event(event.slug)))
    entry.add("summary", event.title)
    entry.add("status", _STATUS[event.status])
    _add_times(entry, event)
    _add_revision(entry, event)
    if where := event.place or event.online_url:
        entry.add("location", where)
    entry.add("url", url)
    more = [_remark(community, event), words, event.online_url or "", url]
    entry.add("description", "\n\n".join(part for part in more if part))
    return entry


def _add_times(entry: Entry, event: EventView) -> None:
    """DTSTART and DTEND; of whole days, the end is the day after the last (RFC 5545, 3.6.1)."""
    if event.is_all_day:
        entry.add("dtstart", event.starts_local.date())
        entry.add("dtend", event.ends_local.date() + datetime.timedelta(days=1))
    else:
        entry.add("dtstart", event.starts_local)
        entry.add("dtend", event.ends_local)


def _add_revision(entry: Entry, event: EventView) -> None:
    """What makes calendars take a change over (RFC 5545, 3.8.7). The time of the build would change
    every file every day.
    """
    if event.updated is None:
        entry.add("dtstamp", event.starts_utc)
        return
    changed = datetime.datetime.combine(event.updated, datetime.time(12), datetime.UTC)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    # It grows with each later day, and from one status to the next on the same day.
    day = event.updated - datetime.date(2000, 1, 1)
    entry.add("sequence", day.days * len(_STATUS) + list(_STATUS).index(event.status))


def _remark(community: Community, event: EventView) -> str:
    words = translation_for(community.language)
    if event.status != "planned":
        return words(f"meet.{event.status}")
    return "" if event.has_end else words("meet.until-about", time=words.time(event.ends_local))
