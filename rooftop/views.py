"""What may be shown, as types. Only `rooftop.consent` makes them: a field without consent is
absent, not hidden.

Pages, feeds and everything else that is published accept nothing but these views. Views of people
and stories are made for one channel each; what the company itself writes (products, events, pages)
needs nobody's consent but names people, so it comes as views too.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from rooftop.records import (
    STAGES,
    Channel,
    Disclosure,
    Medium,
    Post,
    Promise,
    Result,
    Source,
    Stage,
    Turn,
)

__all__ = [
    "STAGES",
    "AdvocateView",
    "Channel",
    "CompanyView",
    "Disclosure",
    "EmbedAdvocate",
    "EmbedStory",
    "EventView",
    "FeedStory",
    "Medium",
    "PageView",
    "PersonView",
    "Post",
    "PressAdvocate",
    "PressStory",
    "ProductView",
    "Promise",
    "Quotation",
    "Result",
    "SiteAdvocate",
    "SiteStory",
    "SocialAdvocate",
    "SocialStory",
    "Source",
    "Stage",
    "StoryView",
    "Teller",
    "Terms",
    "Turn",
]

C = TypeVar("C", bound=Channel)


@dataclass(frozen=True)
class Terms:
    """What is said in public about a consent. Days are UTC; ``until`` is the last one. ``by`` is
    empty where the name is withheld.
    """

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


class PersonView:
    """A person as one channel shows them, alone or in a story."""

    name: str
    role: str | None
    company: CompanyView | None

    @property
    def employer(self) -> str | None:
        """The name of the company they work for, where it is shown."""
        return self.company.name if self.company and not self.company.former else None

    @property
    def former_employer(self) -> str | None:
        """The name of the company they worked for when they spoke, where it is shown."""
        return self.company.name if self.company and self.company.former else None


@dataclass(frozen=True)
class AdvocateView(PersonView, Generic[C]):
    """A person's profile, consented for channel ``C``. ``given_name`` and ``family_name`` are
    known only where the record says which part of the name is which.
    """

    slug: str
    name: str
    is_pseudonym: bool
    loyalty_stage: str
    joined: datetime.date | None
    terms: Terms | None
    given_name: str | None = None
    family_name: str | None = None
    pronouns: str | None = None
    role: str | None = None
    company: CompanyView | None = None
    photo: str | None = None
    photo_alt: str | None = None
    photo_focus: tuple[float, float] | None = None
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
    def subject(self) -> str:
        """What consents and problems call it: its folder and its slug."""
        return f"advocates/{self.slug}"

    @property
    def answers_peers(self) -> bool:
        """Whether other customers may ask them something."""
        return bool({"reference-call", "peer-question"} & set(self.open_to))


@dataclass(frozen=True)
class Teller(PersonView):
    """A person as one story shows them. Where their name is withheld, ``slug`` is None and ``name``
    says "A customer" in the story's language.
    """

    name: str
    slug: str | None = None
    role: str | None = None
    company: CompanyView | None = None
    photo: str | None = None
    photo_alt: str | None = None
    photo_focus: tuple[float, float] | None = None


@dataclass(frozen=True)
class Quotation:
    """Somebody's exact words."""

    text: str
    by: Teller


@dataclass(frozen=True)
class StoryView(Generic[C]):
    """A story, consented for channel ``C`` by everybody who tells it.

    ``moment`` is when it went out, UTC; ``until`` is the last day on which it may be shown as it
    is.
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
    until: datetime.date = datetime.date.max
    is_draft: bool = False
    shows_pictures: bool = False
    social: tuple[Post, ...] = ()

    @property
    def subject(self) -> str:
        """What consents and problems call it: its folder and its slug."""
        return f"stories/{self.slug}"

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


@dataclass(frozen=True)
class ProductView:
    """A product, as its company describes it. ``successor`` is the product that replaced it."""

    slug: str
    name: str
    url: str | None
    tagline: str | None
    category: str | None
    status: str
    not_a_fit_for: str | None
    successor: str | None = None

    @property
    def subject(self) -> str:
        """What consents and problems call it: its folder and its slug."""
        return f"products/{self.slug}"


@dataclass(frozen=True)
class EventView:
    """A meeting. Local times carry the zone of the place; ``advocates`` are those whose profile is
    shown.

    ``ends_local`` is reckoned by the kind of meeting where ``has_end`` is false. ``updated`` is the
    day on which time, place or ``status`` (planned, moved or cancelled) last changed.
    """

    slug: str
    title: str
    kind: str
    timezone: str
    starts_local: datetime.datetime
    ends_local: datetime.datetime
    has_end: bool
    is_all_day: bool
    status: str
    updated: datetime.date | None
    place: str | None
    online_url: str | None
    sign_up: str | None
    advocates: tuple[str, ...]
    products: tuple[str, ...]

    @property
    def subject(self) -> str:
        """What consents and problems call it: its folder and its slug."""
        return f"events/{self.slug}"

    @property
    def starts(self) -> datetime.datetime:
        """When it begins, as the clock on the wall says it."""
        return self.starts_local.replace(tzinfo=None)

    @property
    def starts_utc(self) -> datetime.datetime:
        """When it begins, UTC."""
        return self.starts_local.astimezone(datetime.UTC)

    @property
    def ends_utc(self) -> datetime.datetime:
        """When it ends, UTC."""
        return self.ends_local.astimezone(datetime.UTC)


@dataclass(frozen=True)
class PageView:
    """An ordinary page of the company's. Its prose is kept apart, by its slug."""

    slug: str
    title: str
    description: str | None


SiteStory = StoryView[Literal["site"]]
FeedStory = StoryView[Literal["feeds"]]
SocialStory = StoryView[Literal["social"]]
EmbedStory = StoryView[Literal["embeds"]]
PressStory = StoryView[Literal["press"]]
SiteAdvocate = AdvocateView[Literal["site"]]
SocialAdvocate = AdvocateView[Literal["social"]]
EmbedAdvocate = AdvocateView[Literal["embeds"]]
PressAdvocate = AdvocateView[Literal["press"]]
