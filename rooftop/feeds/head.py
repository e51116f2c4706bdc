"""The metadata of a feed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from rooftop.feeds.definitions import FeedDefinition
from rooftop.feeds.entries import Entry
from rooftop.published import Published


@dataclass(frozen=True)
class Head:
    """The metadata above the entries, the same in every format. ``id`` is permanent, ``root`` is
    the present address of the site with a final slash.

    ``founded`` is the date (UTC) of a feed without entries; ``icon`` a square picture, ``hub`` the
    WebSub hub.
    """

    id: str
    root: str
    folder: str
    page: str
    title: str
    description: str
    language: str
    company: str
    founded: datetime.datetime
    icon: str | None = None
    hub: str | None = None


def head_of(
    published: Published,
    definition: FeedDefinition,
    founded: datetime.datetime,
    icon: str | None,
) -> Head:
    """The head of the feed of ``definition``; ``icon`` is an address below the root."""
    community = published.community
    return Head(
        id=community.id_of(definition.folder),
        root=community.url,
        folder=definition.folder,
        page=community.url + definition.page,
        title=community.name if not definition.folder else f"{community.name} – {definition.label}",
        description=community.description,
        language=definition.language or community.language,
        company=community.settings.company,
        founded=founded,
        icon=icon and community.url + icon,
        hub=community.settings.hub,
    )


def founding_of(published: Published) -> datetime.datetime:
    """When the first story that is shown went out; the first noon of 2000 for an empty site.
    UTC.
    """
    noon = datetime.datetime(2000, 1, 1, 12, tzinfo=datetime.UTC)
    return min((story.moment for story in published.stories.values()), default=noon)


def latest_change(entries: Iterable[Entry], founded: datetime.datetime) -> datetime.datetime:
    """When any of ``entries`` last changed: feeds know no build time."""
    return max((entry.updated for entry in entries), default=founded)


def moment(value: datetime.datetime) -> str:
    """RFC 3339, UTC, whole seconds."""
    return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
