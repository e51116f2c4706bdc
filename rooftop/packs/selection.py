"""Which stories a pack holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from rooftop.programme import Needs, Pack, nearness, serving
from rooftop.published import Published
from rooftop.translations import Translation, translation_for
from rooftop.views import PressStory, SiteStory


@dataclass(frozen=True)
class Selection:
    """The ``stories`` of a pack, the nearest first. ``site_only`` are those that the recipe asks
    for and the site shows, but nobody may take along: their people did not agree to `press`.
    """

    stories: tuple[PressStory, ...]
    site_only: tuple[SiteStory, ...]

    @property
    def valid_until(self) -> datetime.date:
        """The last day, UTC, on which all of it may be shown. Raises ValueError where nothing is
        in it.
        """
        return min(story.until for story in self.stories)


def select(pack: Pack, published: Published) -> Selection:
    """What ``pack`` asks for: the stories with the most words of its needs, of those with as many
    the newest, and no more than it takes.
    """
    press = published.channels.press
    on_site = [story for story in published.stories.values() if not story.is_draft]
    wanted = [
        story
        for story in serving(pack.needs, on_site)
        if not pack.kinds or story.kind in pack.kinds
    ]
    # What the press view lacks, such as an employer's industry, does not count in a document.
    allowed = serving(pack.needs, [press[each.slug] for each in wanted if each.slug in press])
    nearest = sorted(allowed, key=lambda story: -nearness(pack.needs, story))
    slugs = {story.slug for story in allowed}
    site_only = tuple(story for story in wanted if story.slug not in slugs)
    return Selection(tuple(nearest[: pack.most]), site_only)


def language_of(needs: Needs, published: Published) -> Translation:
    """The language of what a pack itself says: that of its stories where it asks for one alone,
    else that of the site.
    """
    languages, own = needs.languages, published.community.language
    return translation_for(languages[0], own) if len(languages) == 1 else translation_for(own)


def describe_needs(needs: Needs, published: Published) -> str:
    """What the stories of a pack are about, in its language; empty where nothing is asked for."""
    return ", ".join(_labels(needs, published))


def _labels(needs: Needs, published: Published) -> Iterator[str]:
    words, settings = language_of(needs, published), published.community.settings
    products = {slug: product.name for slug, product in published.products.items()}
    for slugs, labels in (
        (needs.products, products),
        (needs.industries, settings.industries),
        (needs.roles, settings.roles),
        (needs.topics, settings.topics),
    ):
        yield from (labels.get(slug, slug) for slug in slugs)
    yield from (words(f"stages.{stage}") for stage in needs.stages)
    yield from (words.language(tag) for tag in needs.languages)
