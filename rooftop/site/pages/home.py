"""The home page: the story it opens with, and the ways in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rooftop.metadata import facts_of_community
from rooftop.published import Published
from rooftop.site.facets import Facet
from rooftop.site.pages.invitations import where_to_contribute
from rooftop.site.pages.page import SitePage, section
from rooftop.text import stands_alone
from rooftop.views import SiteStory

#: The facets that lead in, and how many doors of each stand open.
_FACETS, _OPEN = ("industries", "roles", "stages"), 5
#: How many stories follow the first one, and how many events.
_STORIES, _EVENTS = 5, 3


@dataclass(frozen=True)
class Door:
    """A word that stories go by, where their page is below the root, and how many they are."""

    label: str
    path: str
    count: int


@dataclass(frozen=True)
class Doors:
    """The doors of one facet, most stories first: those shown at once, and the ``others``."""

    name: str
    shown: tuple[Door, ...]
    others: tuple[Door, ...]


def home_page(published: Published, facets: Sequence[Facet[SiteStory]]) -> SitePage:
    """The first page of the site."""
    lead, others = _opening(published)
    upcoming = (
        event for event in published.events.values() if event.ends_utc.date() >= published.today
    )
    home = section(
        published,
        "index",
        "home.html",
        published.community.name,
        published.community.description,
        lead=lead,
        stories=others,
        upcoming=list(upcoming)[:_EVENTS],
        doors=list(_doors(facets)),
        tell=where_to_contribute(published),
    )
    return replace(home, graph=(partial(facts_of_community, published.community),))


def stories_of_home(published: Published) -> list[SiteStory]:
    """The stories that the home page shows, the one it opens with first."""
    lead, others = _opening(published)
    return [*([lead] if lead else []), *others]


def _opening(published: Published) -> tuple[SiteStory | None, list[SiteStory]]:
    """The story that the home page opens with, and those below it: none that is retired."""
    stories = [story for story in published.stories.values() if not story.retired]
    lead = choose_lead(stories, published.community.language)
    return lead, [story for story in stories if story is not lead][:_STORIES]


def choose_lead(stories: Sequence[SiteStory], language: str) -> SiteStory | None:
    """The story that opens the home page in ``language``, of ``stories``, newest first: the one
    with ``lead: true``, else the newest; one in another language only where this one has none.

    Its quote is somebody's who says their name, and makes sense without the story.
    """
    quoted = [(story, story.quote) for story in stories if story.quote and story.quote.by.slug]
    quoted.sort(key=lambda each: (each[0].language != language, not each[0].lead))
    able = (story for story, quote in quoted if stands_alone(quote.text, story.language))
    return next(able, None)


def _doors(facets: Sequence[Facet[SiteStory]]) -> Iterator[Doors]:
    for facet in facets:
        if facet.name in _FACETS and facet.words:
            doors = [
                Door(facet.label(word), f"{facet.folder}/{word}/", len(facet.found[word]))
                for word in sorted(facet.words, key=lambda word: -len(facet.found[word]))
            ]
            shown = _OPEN if len(doors) > _OPEN + 1 else len(doors)
            yield Doors(facet.name, tuple(doors[:shown]), tuple(doors[shown:]))
