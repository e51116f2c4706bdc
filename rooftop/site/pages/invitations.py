"""The pages that ask readers for stories: how to give one, and which are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rooftop import addresses
from rooftop.programme import Programme, missing
from rooftop.published import Published
from rooftop.share import ways_to_contribute
from rooftop.site.facets import Facet
from rooftop.site.pages.page import SitePage, section, translation_of_site, under
from rooftop.views import SiteStory


def where_to_contribute(published: Published) -> str:
    """The address of the page that says how to give a story; empty while it says nothing: no way is
    set, and nobody wrote anything for it.
    """
    is_written = "contribute" in published.pages
    is_set = bool(ways_to_contribute(published.community))
    return addresses.CONTRIBUTE if is_written or is_set else ""


def contribute_page(published: Published) -> SitePage:
    """How to give a story: each way, what it takes, and what becomes public."""
    words = translation_of_site(published)
    page = section(
        published,
        "contribute",
        "contribute.html",
        words("contribute_page.title"),
        words("contribute_page.intro", company=published.community.settings.company),
        ways=ways_to_contribute(published.community),
    )
    return under(published, replace(page, found_as=words("facets_search.page")))


def wanted_page(
    published: Published, programme: Programme, facets: Sequence[Facet[SiteStory]]
) -> SitePage:
    """The stories that the programme still lacks, each with every way to give it."""
    words, by_name = translation_of_site(published), {facet.name: facet for facet in facets}

    def described(needs: Mapping[str, Sequence[str]]) -> dict[str, str]:
        return {
            words(f"facets.{name}"): words.either(map(by_name[name].label, slugs))
            for name, slugs in needs.items()
        }

    wanted = [described(needs) for needs in missing(programme, published)]
    return section(
        published,
        "wanted",
        "wanted.html",
        words("wanted_page.title"),
        words("wanted_page.intro"),
        wanted=[(each, ways_to_contribute(published.community, each)) for each in wanted],
        tell=where_to_contribute(published),
    )
