"""Which feeds there are. Their addresses are for ever: one that was subscribed to once stays, empty when it has to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from rooftop.consent import FeedStory
from rooftop.plan import Plan
from rooftop.records import Story

#: Every feed comes in these forms, by the name of its file.
FORMATS = {"feed.xml": "application/rss+xml", "atom.xml": "application/atom+xml", "feed.json": "application/feed+json"}


@dataclass(frozen=True)
class Scope:
    """What one feed is about. Its files stand in ``folder``, below the root and with a final slash; ``page`` is the page it
    belongs to. ``stories`` come newest first.
    """

    folder: str
    page: str
    group: str
    label: str
    stories: tuple[FeedStory, ...]

    @property
    def language(self) -> str:
        """The language all its stories are told in; empty where there may be several."""
        return self.stories[0].language if self.group == "languages" and self.stories else ""


def find_scopes(plan: Plan) -> list[Scope]:
    """The community's own feed first, then those of people, products, topics, industries and languages, by label."""
    found = [Scope("", "", "", plan.community.name, plan.feed)]
    for group, labels, told, of_record in _traits(plan):
        slugs = {slug for story in plan.feed for slug in told(story)} | set(_once(plan, of_record))
        for slug in sorted(
            (slug for slug in slugs if slug in labels), key=lambda slug: (labels[slug].casefold(), slug)
        ):
            stories = tuple(story for story in plan.feed if slug in told(story))
            folder = f"{group}/{slug.lower()}/"
            page = "stories/" if group == "languages" else folder
            found.append(Scope(folder, page, group, labels[slug], stories))
    return found


Trait = tuple[str, Mapping[str, str], Callable[[FeedStory], Iterable[str]], Callable[[Story], Iterable[str]]]


def _traits(plan: Plan) -> Iterator[Trait]:
    """By what stories are gathered: the folder, each label that may be shown, and how to find it in views and records.

    Somebody whose name is shown no longer has no feed either: its address would say it.
    """
    settings = plan.community.settings
    people = {slug: view.name for slug, view in plan.advocates.items()}
    products = {slug: product.name for slug, product in plan.products.items()}
    languages = {story.language: _own_name(story.language) for story in plan.catalogue.stories.values()}
    yield "advocates", people, lambda story: (t.slug for t in story.tellers if t.slug), lambda story: story.advocates
    yield "products", products, lambda story: story.products, lambda story: story.products
    yield "topics", settings.topics, lambda story: story.topics, lambda story: story.topics
    yield "industries", settings.industries, lambda story: story.industries, lambda story: _industries(plan, story)
    yield "languages", languages, lambda story: (story.language,), lambda story: (story.language,)


def _industries(plan: Plan, story: Story) -> Iterator[str]:
    for slug in story.advocates:
        person = plan.catalogue.advocates.get(slug)
        if person and person.company and person.company.industry:
            yield person.company.industry


def _once(plan: Plan, of_record: Callable[[Story], Iterable[str]]) -> Iterator[str]:
    """What stories that were public once are about."""
    for story in plan.catalogue.stories.values():
        if story.published and story.published.date() <= plan.today and not story.origin.draft:
            yield from of_record(story)


def _own_name(tag: str) -> str:
    """A language as its speakers call it; the tag where nobody knows."""
    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (ValueError, UnknownLocaleError):
        return tag
