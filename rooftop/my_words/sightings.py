"""Finds the pages, feeds and files that show somebody, from the data that each of them is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property

from rooftop import addresses
from rooftop.feeds import (
    NO_FILES,
    FeedDefinition,
    collect_entries,
    collect_notices,
    define_feeds,
)
from rooftop.feeds.items import Item
from rooftop.json_api import render_api
from rooftop.markup import Prose
from rooftop.metadata import calendar_of, describe_for_models
from rooftop.my_words.places import ALL, Group, Place, feeds_below
from rooftop.posts import Post
from rooftop.programme import Programme
from rooftop.published import Published
from rooftop.share import walls
from rooftop.site.facets import Facet
from rooftop.site.fingerprints import Fingerprints
from rooftop.site.pages import FeedLink, SitePage, list_pages
from rooftop.text import fold
from rooftop.views import AdvocateView, EventView, ProductView, StoryView, Teller


@dataclass(frozen=True)
class Site:
    """All that a site shows: what is published, its feeds and its pages."""

    published: Published
    definitions: tuple[FeedDefinition, ...]
    pages: tuple[SitePage, ...]

    @classmethod
    def of(cls, published: Published, programme: Programme) -> Site:
        """The site that ``published`` makes, without its pictures."""
        stories = collect_entries(published, Fingerprints().of)
        definitions = define_feeds(published, stories, collect_notices(published))
        pages = list_pages(published, definitions, programme)
        return cls(published, tuple(definitions), tuple(pages))

    @cached_property
    def items(self) -> dict[str, Item]:
        """The text of every feed entry, by its id."""
        entries = {entry.id: entry for each in self.definitions for entry in each.entries}
        return {id_: entry.compose(NO_FILES) for id_, entry in entries.items()}


@dataclass(frozen=True)
class Sought:
    """Somebody, by their slug, the name that is shown of them, and the ``stories`` they tell, by
    slug and by the id each has in feeds.
    """

    slug: str
    name: str
    stories: frozenset[str]
    ids: frozenset[str]

    @property
    def own_pages(self) -> frozenset[str]:
        """The addresses of their profile and their stories."""
        stories = map(addresses.story, self.stories)
        return frozenset((addresses.advocate(self.slug), *stories))

    def is_in(self, shown: object) -> bool:
        """Whether ``shown``, which a page, a feed or a file is given, holds them, a story of theirs
        or their name.
        """
        match shown:
            case str():
                return fold(self.name) in fold(shown)
            case Facet() | EventView() | ProductView():  # choices, and what names nobody in a list
                return False
            case Item():
                texts = (shown.title, shown.summary, shown.html, shown.text)
                return shown.id in self.ids or self._is_in_any(texts)
            case StoryView():
                words = (shown.title, shown.summary, shown.quote and shown.quote.text)
                return shown.slug in self.stories or self._is_in_any((*shown.tellers, *words))
            case AdvocateView() | Teller():
                return shown.slug == self.slug or self.is_in(shown.name)
            case FeedLink():  # a list of feeds shows what each is called
                return self.is_in(shown.label)
        return self._is_in_any(parts_of(shown))

    def _is_in_any(self, several: Iterable[object]) -> bool:
        return any(map(self.is_in, several))

    def is_in_text(self, text: str) -> bool:
        """Whether a file that is ``text`` names them or leads to a story of theirs."""
        return self.is_in(text) or any(page in text for page in self.own_pages)


def parts_of(shown: object) -> Iterable[object]:
    """What ``shown`` consists of; nothing where it is a value of its own."""
    if isinstance(shown, Prose):
        return (shown.text,)
    if isinstance(shown, Post):
        return shown.story, shown.text, shown.link
    if isinstance(shown, Mapping):
        return shown.values()
    if isinstance(shown, list | tuple):
        return shown
    if is_dataclass(shown) and not isinstance(shown, type):
        return [getattr(shown, field.name) for field in fields(shown)]
    return ()


def find_sightings(site: Site, sought: Sought) -> dict[Group, list[Place]]:
    """Every place that shows ``sought`` and is not one of `own_places`."""
    return {
        "pages": [*_pages(site, sought)],
        "feeds": [*_feeds(site, sought)],
        "frames": [
            Place(wall.address)
            for wall in walls(site.published)
            if any(map(sought.is_in, wall.stories))
        ],
        "data": [*_data(site, sought)],
    }


def _pages(site: Site, sought: Sought) -> Iterator[Place]:
    for page in site.pages:
        words = (page.title, page.description, page.prose, _body_of(page))
        if page.context.get("target") in sought.own_pages:  # a former address
            yield Place(page.address, page.title)
            continue
        if sought.is_in(page.variables) or any(map(sought.is_in, words)):
            yield Place(page.address, page.title)


def _body_of(page: SitePage) -> object:
    """What the page of one story says beside its prose."""
    view = page.view
    if isinstance(view, StoryView):
        own = (view.challenge, view.not_a_fit_for, view.pull_quotes, view.turnaround)
        return (*own, view.thanks, view.reply)
    return view.tagline if isinstance(view, ProductView) else None


def _feeds(site: Site, sought: Sought) -> Iterator[Place]:
    ids = {id_ for id_, item in site.items.items() if sought.is_in(item)}
    for definition in site.definitions:
        is_own = definition.folder == addresses.advocate(sought.slug)
        if is_own or any(entry.id in ids for entry in definition.entries):
            yield from feeds_below(definition.folder)
            for former, folder in site.published.moved.items():
                if folder == definition.folder:
                    yield from (Place(former + file) for file in addresses.FEED_FILES)
    posts = (each for each in site.published.posts if each.post.story in sought.stories)
    for network in dict.fromkeys(each.network for each in posts):
        yield Place(addresses.posts(network, "") + ALL)


def _data(site: Site, sought: Sought) -> Iterator[Place]:
    """Files for programs."""
    published = site.published
    files = [*render_api(published), (addresses.LLMS, describe_for_models(published))]
    words = {slug: published.prose_of("events", slug).text for slug in published.events}
    for slug, event in published.events.items():
        calendar = calendar_of(published.community, [event], words, event.title)
        files.append((addresses.event_calendar(slug), calendar))
    files.append(
        (addresses.CALENDAR, calendar_of(published.community, published.events.values(), words))
    )
    for address, data in files:
        if sought.is_in_text(data.decode()):
            yield Place(address)
    if sought.slug in published.advocates or sought.stories & published.stories.keys():
        yield from (Place(addresses.SITEMAP + ALL), Place(addresses.OPML), Place(f"search/{ALL}"))
