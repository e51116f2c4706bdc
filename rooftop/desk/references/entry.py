"""What was agreed, as an entry for calendars (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime

from rooftop.letters import Entry
from rooftop.logbook import Request
from rooftop.metadata.calendars import time_zone_rules
from rooftop.settings import Community
from rooftop.translations import Translation


def calendar_entry(
    name: str, request: Request, person: str, community: Community, words: Translation
) -> Entry | None:
    """The appointment of the request called ``name`` with ``person``, who is called so; None while
    no time is agreed.

    It is published and not an invitation, which would need the addresses of those invited (RFC
    5546, 3.2.2). When it is declined, the entry takes it out of calendars (3.2.5). Its UID is that
    of the request, and it is of the day of the latest state, so that a later one replaces it.
    """
    # Here, where it is needed: reading it takes a third of a second.
    from icalendar import Calendar, Event  # noqa: PLC0415

    starts, ends = request.starts, request.ends
    if starts is None or ends is None or request.timezone is None:
        return None
    is_off = request.state == "declined"
    method = "CANCEL" if is_off else "PUBLISH"
    calendar = Calendar()
    calendar.add("prodid", "-//Rooftop//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    first, last = datetime.date(starts.year - 1, 1, 1), datetime.date(starts.year + 2, 1, 1)
    calendar.add_component(time_zone_rules(request.timezone, first, last))
    event = Event()
    event.add("uid", community.id_of(f"requests/{name}"))
    event.add("summary", f"{words(f'request_kinds.{request.purpose}')}: {_people(request, person)}")
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("dtstart", starts)
    event.add("dtend", ends)
    stamp = datetime.datetime.combine(request.steps[-1].day, datetime.time(12), datetime.UTC)
    event.add("dtstamp", stamp)
    event.add("sequence", len(request.steps))
    event.add("organizer", community.url, parameters={"CN": community.settings.company})
    event.add("class", "PRIVATE")
    if request.place:
        event.add("location", request.place)
    calendar.add_component(event)
    return Entry(calendar.to_ical(), method)


def _people(request: Request, person: str) -> str:
    return ", ".join(filter(None, (person, request.prospect)))
