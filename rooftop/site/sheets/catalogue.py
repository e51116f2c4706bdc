"""What the people speak of, and where they meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rooftop.plan import Plan
from rooftop.site.sheets.sheet import Sheet, section


def product_sheets(plan: Plan) -> Iterator[Sheet]:
    stories = plan.stories_with(lambda story: story.products)
    users: dict[str, list[Any]] = {}
    for person in plan.advocates.values():
        for product in filter(None, map(plan.catalogue.product, person.products)):
            users.setdefault(product.slug, []).append(person)
    yield section(
        plan,
        "products",
        "Products",
        "products.html",
        "What it is, who it is not for, and who speaks of it.",
        products=list(plan.products.values()),
        told={slug: len(found) for slug, found in stories.items()},
    )
    for slug, product in plan.products.items():
        yield Sheet(
            f"products/{slug}/",
            "product.html",
            product.name,
            product.tagline or "",
            date=plan.newest,
            prose=plan.prose_of("products", slug),
            context={
                "product": product,
                "stories": stories.get(slug, []),
                "advocates": users.get(slug, []),
                "successor": plan.catalogue.product(product.replaced_by) if product.replaced_by else None,
            },
        )


def event_sheets(plan: Plan) -> Iterator[Sheet]:
    events = list(plan.events.values())
    upcoming = [event for event in events if event.ends_utc.date() >= plan.today]
    past = [event for event in reversed(events) if event not in upcoming]
    yield section(
        plan, "events", "Events", "events.html", "Where customers meet each other.", upcoming=upcoming, past=past
    )
    for event in events:
        yield Sheet(
            f"events/{event.slug}/",
            "event.html",
            event.title,
            date=plan.newest,
            prose=plan.prose_of("events", event.slug),
            context={
                "event": event,
                "people": [plan.advocates[slug] for slug in event.advocates if slug in plan.advocates],
                "products": [plan.products[slug] for slug in event.products if slug in plan.products],
            },
        )
