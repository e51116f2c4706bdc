"""Stories as they may be shown."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Generic, Literal

from rooftop import addresses
from rooftop.records import (
    Disclosure,
    Medium,
    Post,
    Promise,
    Reply,
    Result,
    Source,
    Turn,
)
from rooftop.views.people import C, Teller, Terms


@dataclass(frozen=True)
class Quotation:
    """Somebody's exact words."""

    text: str
    by: Teller


@dataclass(frozen=True)
class StoryView(Generic[C]):
    """A story, consented for channel ``C`` by everybody who tells it.

    ``moment`` is when it went out, UTC; ``until`` is the last day on which it may be shown as it
    is. ``pull_quotes`` are sentences of its prose; ``pictures_in_prose`` are media files, by name.
    The home page opens with the ``lead``, and leaves out what was ``retired`` on some day. The
    ``reply`` is the company's answer to criticism. Where it ``tells_of_others``, its numbers are
    those of a company that nobody who tells it works for.
    """

    slug: str
    title: str
    date: datetime.date
    updated: datetime.date | None
    moment: datetime.datetime
    permalink: str
    kind: str
    language: str
    translation_of: str | None
    summary: str
    body: str
    challenge: str | None
    not_a_fit_for: str | None
    thanks: str | None
    disclosure: Disclosure | None
    tellers: tuple[Teller, ...]
    terms: tuple[Terms | None, ...]
    products: tuple[str, ...]
    topics: tuple[str, ...]
    stages: tuple[str, ...]
    roles: tuple[str, ...]
    quote: Quotation | None
    pull_quotes: tuple[str, ...]
    results: tuple[Result, ...]
    media: tuple[Medium, ...]
    pictures_in_prose: tuple[str, ...]
    turnaround: tuple[Turn, ...]
    promises: tuple[Promise, ...]
    source: Source | None
    until: datetime.date = datetime.date.max
    is_draft: bool = False
    is_example: bool = False
    lead: bool = False
    retired: datetime.date | None = None
    shows_pictures: bool = False
    social: tuple[Post, ...] = ()
    reply: Reply | None = None
    is_critical: bool = False
    tells_of_others: bool = False

    @property
    def subject(self) -> str:
        """What consents and problems call it: its folder and its slug."""
        return f"stories/{self.slug}"

    @property
    def path(self) -> str:
        """The address of the story below the site root."""
        return addresses.story(self.slug)

    @property
    def standalone_media(self) -> tuple[Medium, ...]:
        """Those of its media that the prose does not show itself."""
        return tuple(medium for medium in self.media if medium.src not in self.pictures_in_prose)

    @property
    def industries(self) -> tuple[str, ...]:
        """The industries of those who tell it, as far as their employers may be known."""
        return tuple(
            dict.fromkeys(
                t.company.industry for t in self.tellers if t.company and t.company.industry
            )
        )

    @property
    def changed(self) -> datetime.date:
        """The day its words, or the company's reply, last changed in public."""
        answered = self.reply.on if self.reply else datetime.date.min
        return max(self.updated or self.date, self.moment.date(), answered)


SiteStory = StoryView[Literal["site"]]
FeedStory = StoryView[Literal["feeds"]]
SocialStory = StoryView[Literal["social"]]
EmbedStory = StoryView[Literal["embeds"]]
PressStory = StoryView[Literal["press"]]
InputStory = StoryView[Literal["ai-input"]]
TrainingStory = StoryView[Literal["ai-train"]]
