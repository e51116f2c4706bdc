"""The text of posts: the story's own text for the network, or else its quote, a result or its
summary, and never anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlencode

from rooftop import addresses
from rooftop.posts.attribution import describe_change, disclose, one_line
from rooftop.posts.networks import Excess, measure
from rooftop.problems import Problem, as_notes, problem
from rooftop.records import Post as OwnPost
from rooftop.records import Result, Story
from rooftop.settings import Community, Network
from rooftop.text import quoted
from rooftop.text.packed import decode, encode
from rooftop.translations import translation_for
from rooftop.views import SocialStory

_NOT_IN_TAGS = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True)
class Post:
    """One post on one network. Thousands are held, so its text is encoded.

    ``number`` counts a story's posts on a network from 1; ``image`` is a media file, the story's
    card where there is none. ``not_before`` is a UTC day.
    """

    story: str
    network: Network
    number: int
    encoded_text: bytes
    link: str
    not_before: date | None = None
    image: str | None = None

    @property
    def text(self) -> str:
        """All it says, link, tags and disclosure included."""
        return decode(self.encoded_text)


class Material(NamedTuple):
    """The parts of a story that posts are written from. ``language`` is that of the words added to
    it, ``teller`` says who tells it; ``quote`` comes with all known facts about its speaker, and
    with the name alone.
    """

    slug: str
    path: str
    title: str
    summary: str
    written_in: str
    language: str
    teller: str
    quote: tuple[str, str, str] | None
    results: tuple[Result, ...]
    disclosure: str
    topics: tuple[str, ...]
    social: tuple[OwnPost, ...]


def material_of(story: SocialStory, community: Community) -> Material:
    """The parts of ``story`` that posts are written from."""
    language, quote = translation_for(story.language, community.language).tag, story.quote
    return Material(
        slug=story.slug,
        path=story.path,
        title=story.title,
        summary=story.summary,
        written_in=story.language,
        language=language,
        teller=one_line(story.tellers[0], language),
        quote=(quote.text, one_line(quote.by, language), quote.by.name) if quote else None,
        results=story.results,
        disclosure=disclose(story.disclosure, language) if story.disclosure else "",
        topics=story.topics,
        social=story.social,
    )


def write_posts(story: Material, community: Community) -> Iterator[Post]:
    """The posts of ``story`` that fit, network by network; `check_posts` reports those that do
    not.
    """
    tags = _hashtags(story.topics, community)
    for network in community.settings.social.networks:
        link = _link(story.path, story.slug, network, community)
        own = [post for post in story.social if network in post.networks]
        for number, post in enumerate(own, 1):
            text = _fit(network, post.text, story.disclosure, link, tags)
            if isinstance(text, str):
                day, image = post.not_before, post.image
                yield Post(story.slug, network, number, encode(text), link, day, image)
        if not own:
            told = (
                _fit(network, words, story.disclosure, link, tags) for words in _own_words(story)
            )
            fitting = (text for text in told if isinstance(text, str))
            for text in islice(fitting, 1):
                yield Post(story.slug, network, 1, encode(text), link)


def check_posts(story: Story, community: Community) -> Iterator[Problem]:
    """Problems for the posts of ``story`` that a network would not accept whole. Those of drafts
    are notes.
    """
    language = translation_for(story.language, community.language).tag
    aside = disclose(story.disclosure, language) if story.disclosure else ""
    for number, post in enumerate(story.social):
        for network in dict.fromkeys(post.networks):
            link = _link(addresses.story(story.slug), story.slug, network, community)
            excess = _fit(network, post.text, aside, link, [])
            if isinstance(excess, Excess):
                found = problem(
                    story.origin.path,
                    story.origin.at("social", number, "text"),
                    "post-too-long",
                    f"{network} takes {excess.limit} {excess.unit}; with link and disclosure it "
                    f"has {excess.count}",
                    "Ask the author for a shorter text for this network, and remove it from "
                    "`networks` here.",
                )
                yield from as_notes([found]) if story.is_draft else [found]


def _own_words(story: Material) -> Iterator[str]:
    """What a post may say where nobody wrote one, the best first."""
    if story.quote:
        text, speaker, name = story.quote
        words = quoted(text, story.written_in)
        yield f"{words}\n— {speaker}"
        yield f"{words}\n— {name}"
    for result in story.results:
        yield f"{result.what}: {describe_change(result, story.language)}\n— {story.teller}"
    yield story.summary
    yield story.title


def _fit(network: Network, words: str, disclosure: str, link: str, tags: list[str]) -> str | Excess:
    """All of a post, with as many of ``tags`` as there is room for; what is too much where even
    none would do.
    """
    excess: Excess | None = None
    for kept in range(len(tags), -1, -1):
        parts = (words, disclosure, " ".join(tags[:kept]), link)
        text = "\n\n".join(part for part in parts if part)
        excess = measure(network, text)
        if excess is None:
            return text
    assert excess
    return excess


def _link(path: str, slug: str, network: Network, community: Community) -> str:
    utm = community.settings.social.utm
    query = {
        f"utm_{name}": value.replace("{network}", network).replace("{story}", slug)
        for name, value in utm.items()
    }
    return community.url + path + (f"?{urlencode(query)}" if query else "")


def _hashtags(topics: tuple[str, ...], community: Community) -> list[str]:
    """``month-end: Month-end close`` → ``#MonthEndClose``."""
    labels = (community.settings.topics.get(topic, topic) for topic in topics)
    tags = (
        "".join(word[:1].upper() + word[1:] for word in _NOT_IN_TAGS.split(label) if word)
        for label in labels
    )
    return [f"#{tag}" for tag in tags if tag and not tag.isdigit()][
        : community.settings.social.hashtags
    ]
