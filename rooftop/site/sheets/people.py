"""The people: the directory, each profile, and the page that thanks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rooftop.feeds import Scope
from rooftop.plan import Plan
from rooftop.site.sheets.sheet import Sheet, section


def advocate_sheets(plan: Plan) -> Iterator[Sheet]:
    told = plan.stories_with(lambda story: (teller.slug for teller in story.tellers))
    yield section(
        plan,
        "advocates",
        "Find a peer",
        "advocates.html",
        "Customers who speak for themselves, and what they are open to.",
        advocates=list(plan.advocates.values()),
        told={slug: len(stories) for slug, stories in told.items()},
    )
    for person in plan.advocates.values():
        events = [event for event in plan.events.values() if person.slug in event.advocates]
        products = [
            product
            for slug in person.products
            if (product := plan.catalogue.product(slug)) and product.slug in plan.products
        ]
        yield Sheet(
            f"advocates/{person.slug}/",
            "advocate.html",
            person.name,
            person.headline or "",
            date=max([story.changed for story in told.get(person.slug, [])], default=plan.newest),
            prose=plan.prose_of("advocates", person.slug),
            context={
                "person": person,
                "stories": told.get(person.slug, []),
                "events": events,
                "products": products,
                "has_badge": person.slug in plan.channels.embeds_people,
            },
        )


def thanks_sheet(plan: Plan, scopes: Sequence[Scope]) -> Sheet:
    """What people posted of their own accord, with our thanks; and news of them."""
    news = next(scope.items for scope in scopes if scope.folder == "news/")
    said = "People who spoke up for us where they are heard, and our thanks to them."
    amplified = [story for story in plan.stories.values() if story.source]
    return section(plan, "thanks", "Thank you", "thanks.html", said, stories=amplified, news=news[:12])
