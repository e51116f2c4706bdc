"""What the people speak of, and where they meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rooftop.consent import SiteStory
from rooftop.metadata import facts_of_event, facts_of_product
from rooftop.plan import Plan
from rooftop.records import STAGES, Event, Product
from rooftop.site.sheets.people import counts_of
from rooftop.site.sheets.sheet import Sheet, paged, section, under, words_of


def product_sheets(plan: Plan) -> Iterator[Sheet]:
    words = words_of(plan)
    stories = plan.stories_with(lambda story: story.products)
    users: dict[str, list[Any]] = {}
    for person in plan.advocates.values():
        for product in filter(None, map(plan.catalogue.product, person.products)):
            users.setdefault(product.slug, []).append(person)
    first = section(
        plan,
        "products",
        "products.html",
        words("products.title"),
        words("products.intro"),
        products=list(plan.products.values()),
        told={slug: len(found) for slug, found in stories.items()},
    )
    yield first
    for product in plan.products.values():
        told = stories.get(product.slug, [])
        sheet = _product(plan, product, told, users.get(product.slug, []))
        yield from paged(plan, under(plan, sheet, (first.title, first.address)), "stories", told, "term.html")


def _product(plan: Plan, product: Product, told: list[SiteStory], users: list[Any]) -> Sheet:
    words, size = words_of(plan), plan.community.settings.stories_per_page
    return Sheet(
        f"products/{product.slug}/",
        "product.html",
        product.name,
        product.tagline or "",
        date=plan.newest,
        prose=plan.prose_of("products", product.slug),
        found_as=words("facets.products"),
        graph=tuple(facts_of_product(plan.community, product)),
        context={
            "product": product,
            "facet": {"name": "products"},
            "advocates": users[:size],
            "told": counts_of(plan),
            "voices": _voices(told[:size]),
            "results": [(story, result) for story in told[:size] for result in story.results],
            "successor": plan.catalogue.product(product.replaced_by) if product.replaced_by else None,
        },
    )


def _voices(stories: list[SiteStory]) -> list[tuple[str, list[SiteStory]]]:
    """Stories by the first stage they speak to, in the order of the stages; those for none come last."""
    order = ("", *STAGES)
    groups = [(stage, [story for story in stories if (story.stages or ("",))[0] == stage]) for stage in order[1:]]
    return [each for each in [*groups, ("", [story for story in stories if not story.stages])] if each[1]]


def event_sheets(plan: Plan) -> Iterator[Sheet]:
    words, events = words_of(plan), list(plan.events.values())
    upcoming = [event for event in events if event.ends_utc.date() >= plan.today]
    past = [event for event in reversed(events) if event not in upcoming]
    first = section(
        plan, "events", "events.html", words("meet.title"), words("meet.intro"), upcoming=upcoming, past=past
    )
    yield first
    for event in events:
        yield under(plan, _event(plan, event, is_past=event in past), (first.title, first.address))


def _event(plan: Plan, event: Event, *, is_past: bool) -> Sheet:
    return Sheet(
        f"events/{event.slug}/",
        "event.html",
        event.title,
        date=plan.newest,
        prose=plan.prose_of("events", event.slug),
        found_as=words_of(plan)("meet.title"),
        graph=tuple(facts_of_event(plan, event)),
        context={
            "event": event,
            "is_past": is_past,
            "people": [plan.advocates[slug] for slug in event.advocates if slug in plan.advocates],
            "products": [plan.products[slug] for slug in event.products if slug in plan.products],
        },
    )
