"""Which feeds there are. Their addresses are for ever: one that was subscribed to once stays, empty
when it has to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from rooftop.feeds.entries import Entry, entry_of, newest_first
from rooftop.feeds.news import collect_news
from rooftop.published import Published, Retraction
from rooftop.translations import translation_for
from rooftop.views import FeedStory

#: Every feed comes in these forms, by the name of its file.
FORMATS = {
    "feed.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}


@dataclass(frozen=True)
class FeedDefinition:
    """The subject of one feed. Its files are in ``folder``, below the root and with a final slash;
    ``page`` is the page it belongs to. ``entries`` are sorted newest first and include withdrawals.
    """

    folder: str
    page: str
    group: str
    label: str
    entries: tuple[Entry, ...]

    @property
    def language(self) -> str:
        """The language of all its stories; empty if there may be several."""
        return self.entries[0].language if self.group == "languages" and self.entries else ""

    @property
    def items(self) -> tuple[Entry, ...]:
        """The entries that can still be read."""
        return tuple(entry for entry in self.entries if not entry.deleted)


Notices = Sequence[tuple[Retraction, Entry]]
#: Entries of feeds by the group and the slug that the feed is about.
Entries = dict[tuple[str, str], list[Entry]]


def define_feeds(
    published: Published, stories: Mapping[str, Entry], notices: Notices
) -> list[FeedDefinition]:
    """The feed of the community first, then thanks and news, then those of people, products,
    topics, industries and languages, by label. ``stories`` are the entries by the slugs of their
    stories.
    """
    entries = _entries(published, stories, notices)
    everything = newest_first([*stories.values(), *(notice for _, notice in notices)])
    thanks = newest_first(entries.get(("thanks", ""), ()))
    news = newest_first(map(entry_of, collect_news(published)))
    words = translation_for(published.community.language)
    return [
        FeedDefinition("", "", "", published.community.name, everything),
        FeedDefinition("thanks/", "thanks/", "community", words("feed.thanks"), thanks),
        FeedDefinition("news/", "thanks/", "community", words("feed.news"), news),
        *_grouped(published, entries),
    ]


def _grouped(published: Published, entries: Entries) -> Iterator[FeedDefinition]:
    """A feed for each word that a story is or was told under, and that has a label to show."""
    for group, labels in _labels(published, entries).items():
        slugs = {slug for name, slug in entries if name == group and slug in labels}
        for slug in sorted(slugs, key=lambda slug: (labels[slug].casefold(), slug)):
            folder = f"{group}/{slug.lower()}/"
            listed = newest_first(entries[group, slug])
            yield FeedDefinition(folder, folder, group, labels[slug], listed)


def _entries(published: Published, stories: Mapping[str, Entry], notices: Notices) -> Entries:
    """The stories and notices of each feed. A feed that no longer contains any, but once did, is
    included, empty.
    """
    entries: Entries = {}
    for story in published.feed:
        for key in dict.fromkeys(_keys(story)):
            entries.setdefault(key, []).append(stories[story.slug])
    for retraction in published.retractions:
        for key in retraction.feeds if "feeds" in retraction.channels else ():
            entries.setdefault(key, [])
    for retraction, notice in notices:
        for key in retraction.feeds:
            entries[key].append(notice)
    return entries


def _keys(story: FeedStory) -> Iterator[tuple[str, str]]:
    """The group and the slug of every feed that carries ``story``."""
    if story.source:
        yield "thanks", ""
    yield from (("advocates", teller.slug) for teller in story.tellers if teller.slug)
    yield from (("products", slug) for slug in story.products)
    yield from (("topics", slug) for slug in story.topics)
    yield from (("industries", slug) for slug in story.industries)
    yield "languages", story.language


def _labels(published: Published, entries: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """What readers see for each slug, by group.

    Somebody whose name is shown no longer has no feed either: its address would say it.
    """
    settings = published.community.settings
    languages = {slug: _own_name(slug) for group, slug in entries if group == "languages"}
    return {
        "advocates": {slug: person.name for slug, person in published.advocates.items()},
        "products": {slug: product.name for slug, product in published.products.items()},
        "topics": dict(settings.topics),
        "industries": dict(settings.industries),
        "languages": languages,
    }


def _own_name(tag: str) -> str:
    """A language as its speakers call it; the tag where nobody knows."""
    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (ValueError, UnknownLocaleError):
        return tag
