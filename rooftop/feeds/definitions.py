"""Which feeds there are. Their addresses are for ever: one that was subscribed to once stays, empty
when it has to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from rooftop.consent import FeedStory
from rooftop.feeds.items import Item, newest_first
from rooftop.feeds.news import collect_news
from rooftop.plan import Plan
from rooftop.records import Story

#: Every feed comes in these forms, by the name of its file.
FORMATS = {
    "feed.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}


@dataclass(frozen=True)
class FeedDefinition:
    """What one feed is about. Its files stand in ``folder``, below the root and with a final slash;
    ``page`` is the page it belongs to. ``entries`` come newest first; what was taken back stands
    among them.
    """

    folder: str
    page: str
    group: str
    label: str
    entries: tuple[Item, ...]

    @property
    def language(self) -> str:
        """The language all its stories are told in; empty where there may be several."""
        return self.entries[0].language if self.group == "languages" and self.entries else ""

    @property
    def items(self) -> tuple[Item, ...]:
        """The entries that can still be read."""
        return tuple(entry for entry in self.entries if not entry.deleted)


def define_feeds(
    plan: Plan, items: Mapping[str, Item], notices: Mapping[str, Item]
) -> list[FeedDefinition]:
    """The community's own feed first, then thanks and news, then those of people, products, topics,
    industries and languages, by label. ``items`` and ``notices`` are by the slug of their story.
    """
    entries = _Entries(plan, items, notices)
    amplified = entries.by(
        lambda story: [""] if story.source else (), lambda story: [""] if story.source else ()
    )
    found = [
        FeedDefinition(
            "", "", "", plan.community.name, newest_first([*items.values(), *notices.values()])
        ),
        FeedDefinition(
            "thanks/",
            "thanks/",
            "community",
            "Thanks to those who spoke up",
            newest_first(amplified.get("", ())),
        ),
        FeedDefinition(
            "news/", "thanks/", "community", "News of our advocates", collect_news(plan)
        ),
    ]
    for group, labels, told, of_record in _traits(plan):
        gathered = entries.by(told, of_record)
        slugs = set(gathered) | set(_once(plan, of_record))
        for slug in sorted(slugs & set(labels), key=lambda slug: (labels[slug].casefold(), slug)):
            folder = f"{group}/{slug.lower()}/"
            found.append(
                FeedDefinition(
                    folder, folder, group, labels[slug], newest_first(gathered.get(slug, ()))
                )
            )
    return found


@dataclass(frozen=True)
class _Entries:
    """Items of stories that are shown, and notices of those that are no more."""

    plan: Plan
    items: Mapping[str, Item]
    notices: Mapping[str, Item]

    def by(
        self,
        told: Callable[[FeedStory], Iterable[str]],
        of_record: Callable[[Story], Iterable[str]],
    ) -> dict[str, list[Item]]:
        """Entries by each word that ``told`` finds in what is shown, and ``of_record`` in what is
        no more.
        """
        found: dict[str, list[Item]] = {}
        for story in self.plan.feed:
            for word in dict.fromkeys(told(story)):
                found.setdefault(word, []).append(self.items[story.slug])
        for slug, notice in self.notices.items():
            for word in dict.fromkeys(of_record(self.plan.catalogue.stories[slug])):
                found.setdefault(word, []).append(notice)
        return found


Trait = tuple[
    str, Mapping[str, str], Callable[[FeedStory], Iterable[str]], Callable[[Story], Iterable[str]]
]


def _traits(plan: Plan) -> Iterator[Trait]:
    """By what stories are gathered: the folder, each label that may be shown, and how to find it in
    views and records.

    Somebody whose name is shown no longer has no feed either: its address would say it.
    """
    settings = plan.community.settings
    people = {slug: view.name for slug, view in plan.advocates.items()}
    products = {slug: product.name for slug, product in plan.products.items()}
    languages = {
        story.language: _own_name(story.language) for story in plan.catalogue.stories.values()
    }
    yield (
        "advocates",
        people,
        lambda story: (t.slug for t in story.tellers if t.slug),
        lambda story: story.advocates,
    )
    yield "products", products, lambda story: story.products, lambda story: story.products
    yield "topics", settings.topics, lambda story: story.topics, lambda story: story.topics
    yield (
        "industries",
        settings.industries,
        lambda story: story.industries,
        lambda story: _industries(plan, story),
    )
    yield "languages", languages, lambda story: (story.language,), lambda story: (story.language,)


def _industries(plan: Plan, story: Story) -> Iterator[str]:
    for slug in story.advocates:
        person = plan.catalogue.advocates.get(slug)
        if person and person.company and person.company.industry:
            yield person.company.industry


def _once(plan: Plan, of_record: Callable[[Story], Iterable[str]]) -> Iterator[str]:
    """What stories that were in feeds once are about."""
    for story in plan.catalogue.stories.values():
        if plan.was_in(story, "feeds"):
            yield from of_record(story)


def _own_name(tag: str) -> str:
    """A language as its speakers call it; the tag where nobody knows."""
    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (ValueError, UnknownLocaleError):
        return tag
