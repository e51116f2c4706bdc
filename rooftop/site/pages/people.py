"""The people: the directory, each profile, and the page that thanks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rooftop.badges import badges_of, last_heard
from rooftop.consent import SiteAdvocate, SiteStory
from rooftop.feeds import FeedDefinition
from rooftop.metadata import facts_of_person
from rooftop.plan import Plan
from rooftop.site.facets import Facet
from rooftop.site.pages.page import SitePage, paged, section, translation_for_plan, under


def counts_of(plan: Plan) -> dict[str, int]:
    """How many stories each person tells, by slug."""
    return {slug: len(stories) for slug, stories in plan.told_by.items()}


def advocate_pages(plan: Plan, facets: Sequence[Facet[SiteAdvocate]]) -> Iterator[SitePage]:
    words, counts = translation_for_plan(plan), counts_of(plan)
    first = section(
        plan,
        "advocates",
        "advocates.html",
        words("peers.title"),
        words("peers.intro"),
        facets=facets,
        told=counts,
    )
    yield from paged(plan, first, "advocates", list(plan.advocates.values()))
    for person in plan.advocates.values():
        yield under(
            plan,
            _advocate(plan, person, plan.told_by.get(person.slug, [])),
            (first.title, first.address),
        )
    for facet in facets:
        yield from _terms(plan, facet, counts, (first.title, first.address))


def _terms(
    plan: Plan, facet: Facet[SiteAdvocate], told: Mapping[str, int], above: tuple[str, str]
) -> Iterator[SitePage]:
    """A page for each word of ``facet``, with the people it fits."""
    words = translation_for_plan(plan)
    for word in facet.words:
        title = words("peers.term", label=facet.label(word))
        context = {"facet": facet, "stories": (), "told": told}
        site_page = SitePage(
            f"{facet.folder}/{word}/", "term.html", title, title, date=plan.newest, context=context
        )
        yield from paged(plan, under(plan, site_page, above), "people", facet.found[word])


def _advocate(plan: Plan, person: SiteAdvocate, stories: list[SiteStory]) -> SitePage:
    found = (plan.catalogue.product(slug) for slug in person.products)
    products = [product for product in found if product and product.slug in plan.products]
    return SitePage(
        f"advocates/{person.slug}/",
        "advocate.html",
        person.name,
        person.headline or "",
        date=max([story.changed for story in stories], default=plan.newest),
        prose=plan.prose_of("advocates", person.slug),
        found_as=translation_for_plan(plan)("facets_search.person"),
        graph=() if person.is_draft else tuple(facts_of_person(plan, person)),
        context={
            "person": person,
            "stories": stories,
            "events": [event for event in plan.events.values() if person.slug in event.advocates],
            "products": list(dict.fromkeys(products)),
            "badges_of": badges_of(plan, person),
            "has_badge": person.slug in plan.channels.embeds_people,
        },
    )


def thanks_page(plan: Plan, definitions: Sequence[FeedDefinition]) -> SitePage:
    """Everybody, who spoke last first, with what they badges_of; those who moved on; posts of their
    own accord; news.
    """
    words = translation_for_plan(plan)
    people = sorted(
        plan.advocates.values(),
        key=lambda person: (-last_heard(plan, person).toordinal(), person.slug),
    )
    shown = [(person, badges_of(plan, person)) for person in people if not person.is_draft]
    news = next(definition.items for definition in definitions if definition.folder == "news/")
    return section(
        plan,
        "thanks",
        "thanks.html",
        words("thanks_page.title"),
        words("thanks_page.intro"),
        stories=[story for story in plan.stories.values() if story.source],
        everyone=[each for each in shown if each[0].loyalty_stage != "emeritus"],
        honoured=[each for each in shown if each[0].loyalty_stage == "emeritus"],
        news=news[:12],
    )
