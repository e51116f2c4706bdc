"""The plan of one site on one day. Built once a build, replaced whole, only looked up in between."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rooftop.catalogue import Catalogue
from rooftop.consent import Change, FeedStory, SiteAdvocate, SiteStory, changes_after
from rooftop.markup import Prose
from rooftop.problems import Problem
from rooftop.records import STAGES, Event, Page, Product
from rooftop.settings import Community

EMPTY = Prose("", "")

ProseKey = tuple[str, str, str]
Feed = tuple[FeedStory, ...]


@dataclass(frozen=True)
class Withheld:
    """Something that is not published. ``what`` names the whole file or one field of it."""

    path: str
    what: str
    reason: str
    by_time: bool = False


@dataclass(frozen=True)
class Secrets:
    """What may stand nowhere in the output: ``names`` of people and companies, and longer ``words`` of theirs."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plan:
    """Everything that will be published, and what will not and why.

    ``stories`` come newest first, ``advocates`` by name, ``products`` by name, ``events`` by time. ``notices`` are addresses at
    which something public was taken back; ``moved`` leads old addresses to new ones. All addresses are below the site root.
    """

    community: Community
    today: datetime.date
    catalogue: Catalogue
    stories: Mapping[str, SiteStory]
    feed: Feed
    advocates: Mapping[str, SiteAdvocate]
    products: Mapping[str, Product]
    events: Mapping[str, Event]
    pages: Mapping[str, Page]
    prose: Mapping[ProseKey, Prose]
    related: Mapping[str, tuple[str, ...]]
    media: frozenset[str]
    notices: tuple[str, ...]
    moved: Mapping[str, str]
    withheld: tuple[Withheld, ...]
    waiting: int
    secrets: Secrets
    problems: tuple[Problem, ...]

    def prose_of(self, folder: str, slug: str, field: str = "body") -> Prose:
        """The prose of one field of a published record; empty when it has none."""
        return self.prose.get((folder, slug, field), EMPTY)

    def stories_with(self, trait: Callable[[SiteStory], Iterable[str | None]]) -> dict[str, list[SiteStory]]:
        """Stories by each value that ``trait`` finds in them, newest first."""
        found: dict[str, list[SiteStory]] = {}
        for story in self.stories.values():
            for value in dict.fromkeys(trait(story)):
                if value:
                    found.setdefault(value, []).append(story)
        return found

    @property
    def stages(self) -> dict[str, list[SiteStory]]:
        """Stories by the stage of buying they help in, in the order of the stages."""
        found = self.stories_with(lambda story: story.stages)
        return {stage: found[stage] for stage in STAGES if stage in found}

    @cached_property
    def newest(self) -> datetime.date:
        """The day anything last changed in public; the first day of 2000 for an empty site."""
        return max((story.changed for story in self.stories.values()), default=datetime.date(2000, 1, 1))

    @cached_property
    def changes(self) -> list[Change]:
        """What time alone will change after today, oldest first."""
        return changes_after(self.catalogue, self.community.settings, self.today)

    @property
    def valid_until(self) -> datetime.datetime | None:
        """The first moment, UTC, at which a build would be another one; None when time changes nothing."""
        days = {change.day for change in self.changes}
        days |= {event.ends_utc.date() + datetime.timedelta(1) for event in self.events.values()}  # upcoming, then past
        due = (promise.due for story in self.stories.values() for promise in story.promises if not promise.kept)
        days |= {day + datetime.timedelta(1) for day in due}  # open, then overdue
        first = min((day for day in days if day > self.today), default=None)
        return datetime.datetime.combine(first, datetime.time(), datetime.UTC) if first else None

    @cached_property
    def families(self) -> dict[str, list[SiteStory]]:
        """Stories by the slug of the one they translate, or by their own."""
        return self.stories_with(lambda story: [story.translation_of or story.slug])
