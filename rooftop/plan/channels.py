"""What may go beyond the site, each channel by its own consent."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rooftop.catalogue import Catalogue
from rooftop.consent import (
    AdvocateView,
    EmbedAdvocate,
    EmbedStory,
    FeedStory,
    PressAdvocate,
    PressStory,
    SocialAdvocate,
    SocialStory,
    StoryView,
    view_advocate,
    view_story,
)
from rooftop.consent.views import C
from rooftop.settings import Settings


@dataclass(frozen=True)
class Channels:
    """Views by slug, for each channel beside the site: stories newest first, people by name. Drafts
    are in none.
    """

    feeds: Mapping[str, FeedStory] = field(default_factory=dict)
    social: Mapping[str, SocialStory] = field(default_factory=dict)
    embeds: Mapping[str, EmbedStory] = field(default_factory=dict)
    press: Mapping[str, PressStory] = field(default_factory=dict)
    social_people: Mapping[str, SocialAdvocate] = field(default_factory=dict)
    embeds_people: Mapping[str, EmbedAdvocate] = field(default_factory=dict)
    press_people: Mapping[str, PressAdvocate] = field(default_factory=dict)


def open_channels(
    catalogue: Catalogue,
    settings: Settings,
    today: datetime.date,
    stories: Iterable[str],
    people: Iterable[str],
) -> Channels:
    """Of the ``stories`` and ``people`` that the site shows, in their order, those that each
    channel may carry.
    """

    def told(channel: C) -> dict[str, StoryView[C]]:
        views = (
            (slug, view_story(catalogue.stories[slug], channel, today, catalogue, settings)[0])
            for slug in told_here
        )
        return {slug: view for slug, view in views if view}

    def known(channel: C) -> dict[str, AdvocateView[C]]:
        views = (
            (s, view_advocate(catalogue.advocates[s], channel, today, catalogue, settings)[0])
            for s in known_here
        )
        return {slug: view for slug, view in views if view}

    told_here = [slug for slug in stories if not catalogue.stories[slug].origin.draft]
    known_here = [slug for slug in people if not catalogue.advocates[slug].origin.draft]
    return Channels(
        told("feeds"),
        told("social"),
        told("embeds"),
        told("press"),
        known("social"),
        known("embeds"),
        known("press"),
    )
