"""What may be shown, as types. Only `rooftop.consent.show` makes them: a field without consent is
absent, not hidden.

Pages, feeds and everything else that is published accept nothing but these views, each for its own
channel.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from rooftop.records import Channel, Disclosure, Medium, Promise, Result, Turn
from rooftop.records.story import Post, Source

C = TypeVar("C", bound=Channel)


@dataclass(frozen=True)
class Terms:
    """What is said in public about a consent. Days are UTC; ``until`` is the last one."""

    by: str
    given: datetime.date
    until: datetime.date
    channels: tuple[str, ...]
    is_signed: bool = False
    by_representative: bool = False


@dataclass(frozen=True)
class CompanyView:
    """A company as it may be shown; ``name`` is None where only its kind is known. ``logo`` is a
    media file.
    """

    name: str | None
    url: str | None
    industry: str | None
    size: str | None
    country: str | None
    former: bool
    logo: str | None = None
    logo_alt: str | None = None


@dataclass(frozen=True)
class AdvocateView(Generic[C]):
    """A person's profile, consented for channel ``C``."""

    slug: str
    name: str
    is_pseudonym: bool
    loyalty_stage: str
    joined: datetime.date | None
    terms: Terms | None
    pronouns: str | None = None
    role: str | None = None
    company: CompanyView | None = None
    photo: str | None = None
    photo_alt: str | None = None
    headline: str | None = None
    preferred_contact: str | None = None
    languages: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    is_draft: bool = False

    @property
    def answers_peers(self) -> bool:
        """Whether other customers may ask them something."""
        return bool({"reference-call", "peer-question"} & set(self.open_to))


@dataclass(frozen=True)
class Teller:
    """A person as one story shows them. ``slug`` is None where the name is withheld."""

    name: str
    slug: str | None = None
    role: str | None = None
    company: CompanyView | None = None
    photo: str | None = None
    photo_alt: str | None = None


@dataclass(frozen=True)
class Quotation:
    """Somebody's exact words."""

    text: str
    by: Teller


@dataclass(frozen=True)
class StoryView(Generic[C]):
    """A story, consented for channel ``C`` by everybody who tells it. ``moment`` is when it went
    out, UTC.
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
    results: tuple[Result, ...]
    media: tuple[Medium, ...]
    turnaround: tuple[Turn, ...]
    promises: tuple[Promise, ...]
    source: Source | None
    is_draft: bool = False
    shows_pictures: bool = False
    social: tuple[Post, ...] = ()

    @property
    def path(self) -> str:
        """The address of the story below the site root."""
        return f"stories/{self.slug}/"

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
        """The day its words last changed in public."""
        return max(self.updated or self.date, self.moment.date())


SiteStory = StoryView[Literal["site"]]
FeedStory = StoryView[Literal["feeds"]]
SocialStory = StoryView[Literal["social"]]
EmbedStory = StoryView[Literal["embeds"]]
PressStory = StoryView[Literal["press"]]
SiteAdvocate = AdvocateView[Literal["site"]]
SocialAdvocate = AdvocateView[Literal["social"]]
EmbedAdvocate = AdvocateView[Literal["embeds"]]
PressAdvocate = AdvocateView[Literal["press"]]
