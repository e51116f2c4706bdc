"""The people: the directory, each profile, and the page that thanks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from rooftop import addresses
from rooftop.badges import badges_of, last_heard
from rooftop.feeds import BLOCK, NO_FILES, FeedDefinition
from rooftop.metadata import facts_of_person
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.site.facets import Facet
from rooftop.site.pages.page import SitePage, paged, section, translation_of_site, under
from rooftop.views import SiteAdvocate, SiteStory


def counts_of(published: Published) -> dict[str, int]:
    """How many stories each person tells, by slug."""
    return {slug: len(stories) for slug, stories in published.stories_of.items()}


def advocate_pages(
    published: Published, facets: Sequence[Facet[SiteAdvocate]]
) -> Iterator[SitePage]:
    """The list of advocates, which ``facets`` narrow down, and the page of each."""
    words, counts = translation_of_site(published), counts_of(published)
    first = section(
        published,
        "advocates",
        "advocates.html",
        words("peers.title"),
        words("peers.intro"),
        facets=[facet.choices for facet in facets],
        told=counts,
    )
    yield from paged(published, first, "advocates", list(published.advocates.values()))
    for person in published.advocates.values():
        with blaming(person.subject):
            page = _advocate(published, person, published.stories_of.get(person.slug, []))
            yield under(published, page, (first.title, first.address))
    for facet in facets:
        yield from _terms(published, facet, counts, (first.title, first.address))


def _terms(
    published: Published,
    facet: Facet[SiteAdvocate],
    told: Mapping[str, int],
    above: tuple[str, str],
) -> Iterator[SitePage]:
    """A page for each word of ``facet``, with the people it fits."""
    words = translation_of_site(published)
    for word in facet.words:
        title = words("peers.term", label=facet.label(word))
        context = {"stories": (), "told": told}
        site_page = SitePage(
            f"{facet.folder}/{word}/",
            "term.html",
            title,
            title,
            date=published.newest,
            context=context,
        )
        yield from paged(published, under(published, site_page, above), "people", facet.found[word])


def _advocate(published: Published, person: SiteAdvocate, stories: list[SiteStory]) -> SitePage:
    return SitePage(
        addresses.advocate(person.slug),
        "advocate.html",
        person.name,
        person.headline or "",
        date=max([story.changed for story in stories], default=published.newest),
        prose=published.prose_of("advocates", person.slug),
        found_as=translation_of_site(published)("facets_search.person"),
        graph=() if person.is_draft else (partial(facts_of_person, published.community, person),),
        subject=person.subject,
        view=person,
        is_social=person.slug in published.channels.social_people,
        context={
            "person": person,
            "stories": stories,
            "events": [
                event for event in published.events.values() if person.slug in event.advocates
            ],
            "products": [published.products[s] for s in person.products if s in published.products],
            "badges": badges_of(published, person),
            "has_badge": person.slug in published.channels.embeds_people,
        },
    )


def thanks_page(published: Published, definitions: Sequence[FeedDefinition]) -> SitePage:
    """Everybody, who spoke last first, with their badges; those who moved on; posts of their
    own accord; news.
    """
    words = translation_of_site(published)
    people = sorted(
        published.advocates.values(),
        key=lambda person: (-last_heard(published, person).toordinal(), person.slug),
    )
    shown = [(person, badges_of(published, person)) for person in people if not person.is_draft]
    news = next(each.items for each in definitions if each.folder == "news/")[:BLOCK]
    return section(
        published,
        "thanks",
        "thanks.html",
        words("thanks_page.title"),
        words("thanks_page.intro"),
        stories=[story for story in published.stories.values() if story.source],
        everyone=[each for each in shown if each[0].loyalty_stage != "emeritus"],
        honoured=[each for each in shown if each[0].loyalty_stage == "emeritus"],
        news=[entry.compose(NO_FILES) for entry in news],
    )
