"""Every page of a site, as the plan has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rooftop.consent import SiteStory
from rooftop.feeds import FeedDefinition
from rooftop.metadata import facts_of_community
from rooftop.plan import Plan
from rooftop.programme import Programme, missing
from rooftop.site.facets import Facet, people_facets, story_facets
from rooftop.site.pages.events import event_pages
from rooftop.site.pages.page import SitePage, section, translation_for_plan, under
from rooftop.site.pages.people import advocate_pages, thanks_page
from rooftop.site.pages.products import product_pages
from rooftop.site.pages.stories import story_pages
from rooftop.site.pages.taxonomies import term_pages

__all__ = ["SitePage", "list_pages"]

#: The page that says how to tell a story, if there is one.
_TELL = "contribute"


def list_pages(
    plan: Plan, definitions: Sequence[FeedDefinition], programme: Programme
) -> Iterator[SitePage]:
    """All pages of ``plan``."""
    words = translation_for_plan(plan)
    by_story, by_person = story_facets(plan, words), people_facets(plan, words)
    own = list(_sections(plan, definitions, programme, by_story))
    own += story_pages(plan, by_story)
    own += advocate_pages(plan, by_person)
    own += product_pages(plan)
    own += event_pages(plan)
    own += term_pages(plan, by_story, {facet.name: facet for facet in by_person})
    yield from own
    yield from _ordinary(plan, {site_page.address for site_page in own})
    yield from (
        SitePage(address, "notice.html", words("gone.title"), listed=False)
        for address in plan.notices
    )
    moved = {"peers/": "advocates/", **plan.moved}
    yield from (
        SitePage(old, "moved.html", words("moved.title"), listed=False, context={"target": new})
        for old, new in moved.items()
    )


def _sections(
    plan: Plan,
    definitions: Sequence[FeedDefinition],
    programme: Programme,
    facets: Sequence[Facet[SiteStory]],
) -> Iterator[SitePage]:
    words = translation_for_plan(plan)
    tell = f"{_TELL}/" if _TELL in plan.pages else ""
    yield _home(plan, facets, tell)
    yield section(
        plan,
        "feeds",
        "feeds.html",
        words("feeds_page.title"),
        words("feeds_page.intro"),
        definitions=definitions,
    )
    yield thanks_page(plan, definitions)
    labels = {facet.name: facet for facet in facets}
    wanted = [
        [(name, words.either(map(labels[name].label, needs))) for name, needs in gap.items()]
        for gap in missing(programme, plan)
    ]
    title, said = words("wanted_page.title"), words("wanted_page.intro")
    yield section(plan, "wanted", "wanted.html", title, said, wanted=wanted, tell=tell)


def _home(plan: Plan, facets: Sequence[Facet[SiteStory]], tell: str) -> SitePage:
    stories = list(plan.stories.values())
    home = section(
        plan,
        "index",
        "home.html",
        plan.community.name,
        plan.community.description,
        lead=_lead(stories),
        stories=stories[:6],
        upcoming=[event for event in plan.events.values() if event.ends_utc.date() >= plan.today][
            :3
        ],
        doors=[facet for facet in facets if facet.name in ("industries", "roles", "stages")],
        tell=tell,
    )
    return replace(home, graph=tuple(facts_of_community(plan.community)))


def _lead(stories: Sequence[SiteStory]) -> SiteStory | None:
    """The newest story with a quote of somebody who shows their face; else of somebody who says
    their name.
    """
    quoted = [story for story in stories if story.quote and story.quote.by.slug]
    with_face = (story for story in quoted if story.quote and story.quote.by.photo)
    return next(with_face, quoted[0] if quoted else None)


def _ordinary(plan: Plan, taken: Iterable[str]) -> Iterator[SitePage]:
    for slug, page in plan.pages.items():
        if f"{slug}/" not in taken and slug != "index":
            site_page = SitePage(
                f"{slug}/",
                "page.html",
                page.title,
                page.description or "",
                date=plan.newest,
                prose=plan.prose_of("", slug),
                found_as=translation_for_plan(plan)("facets_search.page"),
            )
            yield under(plan, site_page)
