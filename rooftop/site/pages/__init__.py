"""Every page of a site, as the plan has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rooftop.feeds import FeedDefinition
from rooftop.metadata import usages_of
from rooftop.programme import Programme
from rooftop.published import Published
from rooftop.site.facets import Facet, people_facets, story_facets
from rooftop.site.pages.companies import company_pages
from rooftop.site.pages.events import event_pages
from rooftop.site.pages.form import form_page
from rooftop.site.pages.home import home_page
from rooftop.site.pages.invitations import contribute_page, wanted_page
from rooftop.site.pages.page import (
    FeedLink,
    SitePage,
    link_feeds,
    section,
    translation_of_site,
    under,
)
from rooftop.site.pages.people import advocate_pages, thanks_page
from rooftop.site.pages.products import product_pages
from rooftop.site.pages.stories import story_pages
from rooftop.site.pages.taxonomies import term_pages
from rooftop.views import SiteStory

__all__ = ["FeedLink", "SitePage", "link_feeds", "list_pages"]


def list_pages(
    published: Published, definitions: Sequence[FeedDefinition], programme: Programme
) -> Iterator[SitePage]:
    """All pages of ``published``."""
    words = translation_of_site(published)
    by_story, by_person = story_facets(published, words), people_facets(published, words)
    own = list(_sections(published, definitions, programme, by_story))
    own += story_pages(published, by_story)
    own += advocate_pages(published, by_person)
    own += product_pages(published)
    own += event_pages(published)
    own += company_pages(published)
    own += term_pages(published, by_story, {facet.name: facet for facet in by_person})
    usages = usages_of(published)
    for page in own:
        usage = usages.get(f"{page.subject}/")
        yield replace(page, usage=usage) if usage else page
    yield from _ordinary(published, {site_page.address for site_page in own})
    yield from (
        SitePage(address, "notice.html", words("gone.title"), listed=False)
        for address in published.notices
    )
    moved = {"peers/": "advocates/", **published.moved}
    yield from (
        SitePage(old, "moved.html", words("moved.title"), listed=False, context={"target": new})
        for old, new in moved.items()
    )


def _sections(
    published: Published,
    definitions: Sequence[FeedDefinition],
    programme: Programme,
    facets: Sequence[Facet[SiteStory]],
) -> Iterator[SitePage]:
    words = translation_of_site(published)
    yield home_page(published, facets)
    yield section(
        published,
        "feeds",
        "feeds.html",
        words("feeds_page.title"),
        words("feeds_page.intro"),
        definitions=link_feeds(definitions),
    )
    yield thanks_page(published, definitions)
    yield contribute_page(published)
    yield from form_page(published)
    yield wanted_page(published, programme, facets)


def _ordinary(published: Published, taken: Iterable[str]) -> Iterator[SitePage]:
    for slug, page in published.pages.items():
        if f"{slug}/" not in taken and slug != "index":
            site_page = SitePage(
                f"{slug}/",
                "page.html",
                page.title,
                page.description or "",
                date=published.newest,
                prose=published.prose_of("", slug),
                view=page,
                found_as=translation_of_site(published)("facets_search.page"),
            )
            yield under(published, site_page)
