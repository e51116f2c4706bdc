"""Where customers meet: the list of events, and each event."""

from __future__ import annotations

from collections.abc import Iterator

from rooftop.metadata import facts_of_event
from rooftop.plan import Plan
from rooftop.records import Event
from rooftop.site.pages.page import SitePage, section, translation_for_plan, under


def event_pages(plan: Plan) -> Iterator[SitePage]:
    words, events = translation_for_plan(plan), list(plan.events.values())
    upcoming = [event for event in events if event.ends_utc.date() >= plan.today]
    past = [event for event in reversed(events) if event not in upcoming]
    first = section(
        plan,
        "events",
        "events.html",
        words("meet.title"),
        words("meet.intro"),
        upcoming=upcoming,
        past=past,
    )
    yield first
    for event in events:
        yield under(plan, _event(plan, event, is_past=event in past), (first.title, first.address))


def _event(plan: Plan, event: Event, *, is_past: bool) -> SitePage:
    return SitePage(
        f"events/{event.slug}/",
        "event.html",
        event.title,
        date=plan.newest,
        prose=plan.prose_of("events", event.slug),
        found_as=translation_for_plan(plan)("meet.title"),
        graph=tuple(facts_of_event(plan, event)),
        context={
            "event": event,
            "is_past": is_past,
            "people": [plan.advocates[slug] for slug in event.advocates if slug in plan.advocates],
            "products": [plan.products[slug] for slug in event.products if slug in plan.products],
        },
    )
