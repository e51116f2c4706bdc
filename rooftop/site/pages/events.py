"""Where customers meet: the list of events, and each event."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rooftop import addresses
from rooftop.metadata import facts_of_event
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.site.pages.page import SitePage, section, translation_of_site, under
from rooftop.views import EventView


def event_pages(published: Published) -> Iterator[SitePage]:
    """The list of events, and the page of each."""
    words, events = translation_of_site(published), list(published.events.values())
    upcoming = [event for event in events if event.ends_utc.date() >= published.today]
    past = [event for event in reversed(events) if event not in upcoming]
    first = section(
        published,
        "events",
        "events.html",
        words("meet.title"),
        words("meet.intro"),
        upcoming=upcoming,
        past=past,
    )
    yield first
    for event in events:
        with blaming(event.subject):
            page = _event(published, event, is_past=event in past)
            yield under(published, page, (first.title, first.address))


def _event(published: Published, event: EventView, *, is_past: bool) -> SitePage:
    people = [published.advocates[slug] for slug in event.advocates if slug in published.advocates]
    return SitePage(
        addresses.event(event.slug),
        "event.html",
        event.title,
        date=published.newest,
        prose=published.prose_of("events", event.slug),
        found_as=translation_of_site(published)("meet.title"),
        graph=()
        if event.is_draft
        else (partial(facts_of_event, published.community, event, people),),
        subject=event.subject,
        view=event,
        context={
            "event": event,
            "is_past": is_past,
            "people": people,
            "products": [
                published.products[slug] for slug in event.products if slug in published.products
            ],
        },
    )
