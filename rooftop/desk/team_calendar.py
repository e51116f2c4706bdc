"""The team's own calendar: what is due, and when (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from icalendar import Calendar, Event

from rooftop.badges import anniversary
from rooftop.consent import changes_after
from rooftop.desk.references import things_due
from rooftop.logbook import Entry, Request, open_promises
from rooftop.plan import Plan
from rooftop.programme import Programme

#: What is further away than this many days is left to later.
_AHEAD = 400


@dataclass(frozen=True, order=True)
class Due:
    """Something for the team to do or to know on a whole ``day`` (UTC). ``uid`` is the same for the
    same thing every time.
    """

    day: datetime.date
    what: str
    uid: str


def due_days(
    plan: Plan, programme: Programme, entries: Sequence[Entry], requests: Mapping[str, Request]
) -> tuple[Due, ...]:
    """What is due on the day of ``plan`` or later, at most 400 days ahead, and what is overdue, the
    earliest first: changes of consent, anniversaries, promises, requests, and thanks to those who
    came to events.
    """
    last = plan.today + datetime.timedelta(days=min(_AHEAD, (datetime.date.max - plan.today).days))
    days = {
        *_consents(plan),
        *_anniversaries(plan),
        *_promises(plan, entries),
        *_requests(plan, programme, entries, requests),
        *_visits(plan, programme, entries),
    }
    return tuple(sorted(each for each in days if each.day <= last))


def _consents(plan: Plan) -> Iterator[Due]:
    for each in changes_after(plan.consents):
        uid = f"consent/{each.subject}/{each.person}/{each.day}"
        yield Due(each.day, f"{each.person}, {each.subject}: {each.what}", uid)


def _anniversaries(plan: Plan) -> Iterator[Due]:
    for slug, person in plan.published.advocates.items():
        if not person.joined:
            continue
        passed = plan.today.year - person.joined.year
        for years in (passed, passed + 1):
            day = anniversary(person.joined, years)
            if years > 0 and day >= plan.today:
                what = f"{person.name}: {years} {'year' if years == 1 else 'years'} with us"
                yield Due(day, what, f"anniversary/{slug}/{years}")


def _promises(plan: Plan, entries: Iterable[Entry]) -> Iterator[Due]:
    for entry in open_promises(entries):
        if entry.due:
            people = ", ".join(entry.people)
            text = hashlib.blake2b((entry.text or "").encode(), digest_size=8).hexdigest()
            uid = f"promise/{people}/{entry.on}/{entry.due}/{text}"
            yield Due(entry.due, f"Promise to {people}: {entry.text or 'see the log'}", uid)
    for slug, story in plan.published.stories.items():
        for number, promise in enumerate(story.promises):
            if not promise.kept:
                what = f"Promise in stories/{slug}: {promise.what}"
                yield Due(promise.due, what, f"promise/stories/{slug}/{number}")


def _requests(
    plan: Plan, programme: Programme, entries: Sequence[Entry], requests: Mapping[str, Request]
) -> Iterator[Due]:
    for each in things_due(requests, programme, entries, plan.today):
        request, what = requests[each.request], each.what
        if each.kind == "result" and request.when:
            time = f"{request.when:%H:%M} {request.timezone}"
            what = f"{request.purpose} with {each.person}, {time}"
        uid = f"request/{each.request}/{each.kind}/{request.steps[-1].day}"
        yield Due(each.by, f"Request {each.request}: {what}", uid)


def _visits(plan: Plan, programme: Programme, entries: Sequence[Entry]) -> Iterator[Due]:
    """Who came to an event and was not thanked since."""
    for entry in entries:
        event = plan.catalogue.events.get(entry.event or "")
        for person in entry.people if entry.kind == "attended" else ():
            if not _was_thanked(person, entry, entries):
                title = event.title if event else "an event"
                uid = f"event/{entry.event}/{person}/{entry.on}"
                day = _after(entry.on, programme.rhythms.thanks_days)
                yield Due(day, f"Thank {person} for coming to {title}", uid)


def _was_thanked(person: str, visit: Entry, entries: Iterable[Entry]) -> bool:
    return any(
        entry.kind == "thanks"
        and person in entry.people
        and entry.on >= visit.on
        and entry.event in (None, visit.event)
        for entry in entries
    )


def _after(day: datetime.date, days: int) -> datetime.date:
    return day + datetime.timedelta(days=min(days, (datetime.date.max - day).days))


def write_calendar(plan: Plan, days: Iterable[Due]) -> bytes:
    """A calendar file (RFC 5545) with a whole-day entry for each of ``days``. It names people: it
    is for the team alone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Rooftop//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{plan.community.name}: programme")
    stamp = datetime.datetime.combine(plan.today, datetime.time(), datetime.UTC)
    for each in days:
        entry = Event()
        entry.add("uid", plan.community.id_of(f"programme/{each.uid}"))
        entry.add("dtstamp", stamp)
        entry.add("dtstart", each.day)
        entry.add("dtend", _after(each.day, 1))  # the day after the last (RFC 5545, 3.6.1)
        entry.add("summary", each.what)
        entry.add("class", "PRIVATE")
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    data: bytes = calendar.to_ical()
    return data
