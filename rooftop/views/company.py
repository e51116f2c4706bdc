"""What the company itself writes, as it may be shown."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


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
    is_draft: bool = False
    is_example: bool = False

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
    is_draft: bool = False
    is_example: bool = False

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
    is_draft: bool = False
    is_example: bool = False
