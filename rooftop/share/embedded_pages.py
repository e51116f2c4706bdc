"""Pieces of the site for other people's pages: one story, a wall of quotes, and what oEmbed
(oembed.com) says of them.

They stay here: what is taken back disappears from every page that shows it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from rooftop import addresses
from rooftop.published import Published
from rooftop.settings import Community
from rooftop.share.text_width import ems
from rooftop.views import EmbedStory

#: Pixels. A frame is filled whole, so that the size that is said is the size that is seen.
WIDTH = 600
#: Pixels, as ``embed.css`` sets them: the words at the size they have in a frame of `WIDTH`, the
#: width they get, the share of a line that words fill, what one person takes, and the rest.
_SIZE, _LINE, _ROOM, _FILLED, _PERSON, _REST = 27.6, 35.4, 542, 0.9, 92, 140


@dataclass(frozen=True)
class Embed:
    """A page that shows one story in a frame; ``story`` is None where it was taken back."""

    address: str
    subject: str
    story: EmbedStory | None


@dataclass(frozen=True)
class Wall:
    """A page of quotes. ``label`` says of what."""

    address: str
    label: str
    stories: tuple[EmbedStory, ...]


def embeds(published: Published) -> Iterator[Embed]:
    """A page for each story that may be shown elsewhere, and one that says so for each that was and
    may no more.
    """
    yield from (
        Embed(addresses.embed(slug), story.subject, story)
        for slug, story in published.channels.embeds.items()
    )
    retractions = published.retracted_from("embeds")
    yield from (
        Embed(addresses.embed(retraction.slug), f"stories/{retraction.slug}", None)
        for retraction in retractions
    )


def walls(published: Published) -> Iterator[Wall]:
    """The wall of all quotes, and one for each product and topic that has some."""
    stories = [story for story in published.channels.embeds.values() if story.quote]
    yield Wall("embed/wall/", published.community.name, tuple(stories))
    for slug, product in published.products.items():
        if told := tuple(story for story in stories if slug in story.products):
            yield Wall(addresses.embedded_wall("products", slug), product.name, told)
    for slug, label in published.community.settings.topics.items():
        if told := tuple(story for story in stories if slug in story.topics):
            yield Wall(addresses.embedded_wall("topics", slug), label, told)


def height_of(story: EmbedStory) -> int:
    """Pixels in which a frame of `WIDTH` shows all of ``story``, whatever the reader's fonts."""
    words = story.quote.text if story.quote else story.title
    people = 1 if story.quote else len(story.tellers)
    lines = math.ceil(ems(words) * _SIZE / (_ROOM * _FILLED)) + words.count("\n")
    return math.ceil((lines * _LINE + people * _PERSON + _REST) / 10) * 10


def iframe(community: Community, story: EmbedStory) -> str:
    """The HTML that shows ``story`` in a frame."""
    return str(
        Markup(
            '<iframe src="{}embed/{}/" width="{}" height="{}" title="{}" loading="lazy" '
            'style="border:0;max-width:100%"></iframe>'
        ).format(community.url, story.slug, WIDTH, height_of(story), story.title)
    )


def oembed(
    published: Published, story: EmbedStory, picture: tuple[int, int] | None
) -> dict[str, Any]:
    """What oEmbed 1.0 calls a rich response; ``picture`` is the size of the story's card."""
    root = published.community.url
    facts: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": story.title,
        "author_name": ", ".join(teller.name for teller in story.tellers),
        "provider_name": published.community.name,
        "provider_url": root,
        "cache_age": 86_400,
        "html": iframe(published.community, story),
        "width": WIDTH,
        "height": height_of(story),
    }
    if picture:
        facts |= {"thumbnail_url": f"{root}{addresses.card(story.path)}"}
        facts |= {"thumbnail_width": picture[0], "thumbnail_height": picture[1]}
    return facts
