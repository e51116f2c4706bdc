"""Every page of a site, as the plan has it: where it stands, which template draws it, and what the template is given."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rooftop.consent import SiteStory
from rooftop.feeds import Scope
from rooftop.markup import Prose
from rooftop.plan import Plan
from rooftop.site.vocabularies import Vocabulary, vocabularies


@dataclass(frozen=True)
class Sheet:
    """One page. ``address`` is below the site root and ends in a slash; ``prose`` is what search reads of it."""

    address: str
    template: str
    title: str
    description: str = ""
    language: str | None = None
    date: datetime.date | None = None
    listed: bool = True
    prose: Prose | None = None
    context: Mapping[str, Any] = field(default_factory=dict)


def sheets(plan: Plan, scopes: Sequence[Scope]) -> Iterator[Sheet]:
    """All pages of ``plan``."""
    yield _home(plan)
    yield from _stories(plan)
    yield from _advocates(plan)
    yield from _products(plan)
    yield from _events(plan)
    for section in vocabularies(plan):
        yield from _terms(plan, section)
    said = "Every story as it appears, in your own reader."
    yield _section(plan, "feeds", "Feeds", "feeds.html", said, scopes=scopes)
    yield from _ordinary(plan)
    yield from (Sheet(address, "notice.html", "No longer shared", listed=False) for address in plan.notices)
    yield from (
        Sheet(old, "moved.html", "Moved", listed=False, context={"target": new}) for old, new in plan.moved.items()
    )


def _section(plan: Plan, slug: str, title: str, template: str, description: str, **context: Any) -> Sheet:
    """A page that lists things. A page of the same name in ``content/`` gives it its title and its words."""
    page = plan.pages.get(slug)
    return Sheet(
        f"{slug}/" if slug != "index" else "",
        template,
        page.title if page else title,
        (page.description if page else None) or description,
        date=plan.newest,
        prose=plan.prose_of("", slug),
        context=context,
    )


def _home(plan: Plan) -> Sheet:
    stories = list(plan.stories.values())
    return _section(
        plan,
        "index",
        plan.community.name,
        "home.html",
        plan.community.description,
        lead=next((story for story in stories if story.quote and story.quote.by.slug), None),
        stories=stories[:6],
        upcoming=[event for event in plan.events.values() if event.ends_utc.date() >= plan.today][:3],
        doors=vocabularies(plan),
    )


def _stories(plan: Plan) -> Iterator[Sheet]:
    stories, size = list(plan.stories.values()), plan.community.settings.stories_per_page
    chunks = [stories[start : start + size] for start in range(0, max(len(stories), 1), size)]
    for number, chunk in enumerate(chunks, 1):
        first = _section(
            plan,
            "stories",
            "Stories",
            "stories.html",
            f"What customers of {plan.community.settings.company} lived through.",
            stories=chunk,
            number=number,
            pages=len(chunks),
        )
        if number == 1:
            yield first
        else:
            yield Sheet(
                f"stories/page/{number}/",
                "stories.html",
                f"{first.title}, page {number}",
                date=plan.newest,
                context=first.context,
            )
    for story in plan.stories.values():
        yield _story(plan, story)


def _story(plan: Plan, story: SiteStory) -> Sheet:
    return Sheet(
        story.path,
        "story.html",
        story.title,
        story.summary,
        story.language,
        story.changed,
        prose=plan.prose_of("stories", story.slug),
        context={
            "story": story,
            "challenge": plan.prose_of("stories", story.slug, "challenge"),
            "products": [plan.products[slug] for slug in story.products if slug in plan.products],
            "related": [plan.stories[slug] for slug in plan.related.get(story.slug, ())],
            "versions": _versions(plan, story),
        },
    )


def _versions(plan: Plan, story: SiteStory) -> list[SiteStory]:
    """The same story in other languages."""
    family = plan.families[story.translation_of or story.slug]
    return [other for other in family if other.slug != story.slug]


def _advocates(plan: Plan) -> Iterator[Sheet]:
    told = plan.stories_with(lambda story: (teller.slug for teller in story.tellers))
    yield _section(
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
            context={"person": person, "stories": told.get(person.slug, []), "events": events, "products": products},
        )


def _products(plan: Plan) -> Iterator[Sheet]:
    stories = plan.stories_with(lambda story: story.products)
    users: dict[str, list[Any]] = {}
    for person in plan.advocates.values():
        for product in filter(None, map(plan.catalogue.product, person.products)):
            users.setdefault(product.slug, []).append(person)
    yield _section(
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


def _events(plan: Plan) -> Iterator[Sheet]:
    events = list(plan.events.values())
    upcoming = [event for event in events if event.ends_utc.date() >= plan.today]
    past = [event for event in reversed(events) if event not in upcoming]
    yield _section(
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


def _terms(plan: Plan, section: Vocabulary) -> Iterator[Sheet]:
    yield _section(
        plan, section.folder, section.title, "terms.html", f"Stories by {section.title.lower()}.", section=section
    )
    for word, stories in section.stories.items():
        label = section.labels.get(word, word)
        yield Sheet(
            f"{section.folder}/{word}/",
            "term.html",
            label,
            f"Stories: {label}",
            date=plan.newest,
            context={"section": section, "stories": stories},
        )


def _ordinary(plan: Plan) -> Iterator[Sheet]:
    sections: Iterable[str] = {
        "index",
        "stories",
        "advocates",
        "products",
        "events",
        "feeds",
        *(v.folder for v in vocabularies(plan)),
    }
    for slug, page in plan.pages.items():
        if slug not in sections:
            yield Sheet(
                f"{slug}/",
                "page.html",
                page.title,
                page.description or "",
                date=plan.newest,
                prose=plan.prose_of("", slug),
            )
