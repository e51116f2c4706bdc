"""The pages that ask readers for stories: how to give one, and which are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rooftop import addresses
from rooftop.programme import Programme, missing
from rooftop.published import Published
from rooftop.share import Way, ways_to_contribute
from rooftop.site.facets import Facet
from rooftop.site.pages.page import SitePage, section, translation_of_site, under
from rooftop.translations import Translation
from rooftop.views import SiteStory

Needs = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Invitation:
    """A story that is wanted: a sentence that says whose, what else it is about by the name of each
    facet, and the ways to give it.
    """

    call: str
    about: Mapping[str, str]
    ways: Sequence[Way]


def where_to_contribute(published: Published) -> str:
    """The address of the page that says how to give a story; empty while it says nothing: no way is
    set, and nobody wrote anything for it.
    """
    is_written = "contribute" in published.pages
    has_form = bool(published.community.settings.contribute.form_action)
    is_set = has_form or bool(ways_to_contribute(published.community))
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
        tell=addresses.TELL if published.community.settings.contribute.form_action else "",
    )
    return under(published, replace(page, found_as=words("facets_search.page")))


def wanted_page(
    published: Published, programme: Programme, facets: Sequence[Facet[SiteStory]]
) -> SitePage:
    """The stories that the programme still lacks, each with every way to give it."""
    words, by_name = translation_of_site(published), {facet.name: facet for facet in facets}
    nouns = published.community.settings.role_nouns

    def described(needs: Needs) -> dict[str, str]:
        return {
            words(f"facets.{name}"): words.either(map(by_name[name].label, slugs))
            for name, slugs in needs.items()
        }

    def invited(needs: Needs) -> Invitation:
        ways = ways_to_contribute(published.community, described(needs))
        said = {"stages", "roles"} if set(needs.get("roles", ())) <= nouns.keys() else {"stages"}
        others = {name: slugs for name, slugs in needs.items() if name not in said}
        return Invitation(call_for(needs, nouns, words), described(others), ways)

    return section(
        published,
        "wanted",
        "wanted.html",
        words("wanted_page.title"),
        words("wanted_page.intro"),
        wanted=[invited(needs) for needs in missing(programme, published)],
        tell=where_to_contribute(published),
    )


def call_for(needs: Needs, nouns: Mapping[str, str], words: Translation) -> str:
    """Whose story is wanted: a person with one of the roles that have a noun, at one of the stages;
    anyone where neither is asked.
    """
    roles = needs.get("roles", ())
    has_nouns = bool(roles) and set(roles) <= nouns.keys()
    stages = words.either(words(f"wanted_page.{stage}") for stage in needs.get("stages", ()))
    if not has_nouns and not stages:
        return words("wanted_page.seeks-any")
    person = words.either(nouns[role] for role in roles) if has_nouns else ""
    who = f"{person or words('wanted_page.someone')} {stages}".strip()
    return words("wanted_page.seeks", who=who)
