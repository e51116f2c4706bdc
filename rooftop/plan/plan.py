"""The plan of one site on one day. Built once a build, replaced whole, only looked up in
between.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rooftop.catalogue import Catalogue
from rooftop.consent import Change, FeedStory, SiteAdvocate, SiteStory, changes_after
from rooftop.markup import Prose
from rooftop.plan.channels import Channels
from rooftop.posts import Scheduled
from rooftop.problems import Problem
from rooftop.records import STAGES, Channel, Event, Page, Product, Story
from rooftop.settings import Community

EMPTY = Prose("", "")

ProseKey = tuple[str, str, str]


@dataclass(frozen=True)
class Withheld:
    """Something that is not published. ``what`` names the whole file or one field of it."""

    path: str
    what: str
    reason: str
    by_time: bool = False


@dataclass(frozen=True)
class WithheldText:
    """What may stand nowhere in the output: ``names`` of people and companies, and longer ``words``
    of theirs.
    """

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plan:
    """Everything that will be published, and what will not and why, as of ``now`` (UTC).

    ``stories`` come newest first, ``advocates`` by name, ``products`` by name, ``events`` by time.
    ``notices`` are addresses at which something public was taken back; ``moved`` leads old
    addresses to new ones. All addresses
    are below the site root. ``media`` are the files that are shown, ``pictured`` those of them that
    stand in a text.
    """

    community: Community
    now: datetime.datetime
    catalogue: Catalogue
    stories: Mapping[str, SiteStory]
    channels: Channels
    posts: tuple[Scheduled, ...]
    advocates: Mapping[str, SiteAdvocate]
    products: Mapping[str, Product]
    events: Mapping[str, Event]
    pages: Mapping[str, Page]
    prose: Mapping[ProseKey, Prose]
    related: Mapping[str, tuple[str, ...]]
    media: frozenset[str]
    pictured: frozenset[str]
    notices: tuple[str, ...]
    moved: Mapping[str, str]
    withheld: tuple[Withheld, ...]
    waiting: int
    withheld_text: WithheldText
    problems: tuple[Problem, ...]

    @property
    def today(self) -> datetime.date:
        """The day of ``now``, UTC; decisions about consent are by whole days."""
        return self.now.date()

    @cached_property
    def feed(self) -> tuple[FeedStory, ...]:
        """The stories that go out in feeds, newest first."""
        return tuple(self.channels.feeds.values())

    def prose_of(self, folder: str, slug: str, field: str = "body") -> Prose:
        """The prose of one field of a published record; empty when it has none."""
        return self.prose.get((folder, slug, field), EMPTY)

    def stories_with(
        self, trait: Callable[[SiteStory], Iterable[str | None]]
    ) -> dict[str, list[SiteStory]]:
        """Stories by each value that ``trait`` finds in them, newest first."""
        found: dict[str, list[SiteStory]] = {}
        for story in self.stories.values():
            for value in dict.fromkeys(trait(story)):
                if value:
                    found.setdefault(value, []).append(story)
        return found

    @cached_property
    def told_by(self) -> dict[str, list[SiteStory]]:
        """Stories by the slug of each person who tells them, newest first."""
        return self.stories_with(lambda story: (teller.slug for teller in story.tellers))

    @property
    def stages(self) -> dict[str, list[SiteStory]]:
        """Stories by the stage of buying they help in, in the order of the stages."""
        found = self.stories_with(lambda story: story.stages)
        return {stage: found[stage] for stage in STAGES if stage in found}

    @cached_property
    def newest(self) -> datetime.date:
        """The day anything last changed in public; the first day of 2000 for an empty site."""
        return max(
            (story.changed for story in self.stories.values()), default=datetime.date(2000, 1, 1)
        )

    @cached_property
    def changes(self) -> list[Change]:
        """What time alone will change after today, oldest first."""
        return changes_after(self.catalogue, self.community.settings, self.today)

    @property
    def valid_until(self) -> datetime.datetime | None:
        """The first moment, UTC, at which a build would be another one; None when time changes
        nothing.
        """
        days = {change.day for change in self.changes}
        days |= {
            event.ends_utc.date() + datetime.timedelta(1) for event in self.events.values()
        }  # upcoming, then past
        due = (
            promise.due
            for story in self.stories.values()
            for promise in story.promises
            if not promise.kept
        )
        days |= {day + datetime.timedelta(1) for day in due}  # open, then overdue
        days |= {
            next_anniversary(person.joined, self.today)
            for person in self.advocates.values()
            if person.joined
        }
        moments = {
            datetime.datetime.combine(day, datetime.time(), datetime.UTC)
            for day in days
            if day > self.today
        }
        moments |= {post.moment for post in self.posts if post.moment > self.now}
        return min(moments, default=None)

    def was_in(self, story: Story, channel: Channel) -> bool:
        """Whether ``channel`` carried ``story`` at some time: it went out, and everybody had agreed
        to the channel.
        """
        records = [story.consent.get(slug) for slug in story.advocates]
        out = story.published is not None and story.published <= self.now and not story.origin.draft
        return out and all(record and channel in record.channels for record in records)

    def taken_back(self, channel: Channel) -> list[Story]:
        """The stories that ``channel`` carried once and carries no more, and of which that may be
        said.

        Of a story whose address says a name that is withheld it may not: that would publish the
        name again.
        """
        shown: Mapping[str, object] = getattr(self.channels, channel)
        hidden = tuple(
            f"-{name}-" for name in self.withheld_text.names if name in self.catalogue.advocates
        )
        return [
            story
            for story in self.catalogue.stories.values()
            if story.slug not in shown
            and self.was_in(story, channel)
            and not any(
                name in f"-{slug}-"
                for name in hidden
                for slug in (story.slug, story.address.split("/")[1])
            )
        ]

    @cached_property
    def families(self) -> dict[str, list[SiteStory]]:
        """Stories by the slug of the one they translate, or by their own."""
        return self.stories_with(lambda story: [story.translation_of or story.slug])


def next_anniversary(day: datetime.date, today: datetime.date) -> datetime.date:
    """The next day after ``today`` on which whole years have passed since ``day``; 28 February for
    the 29th.
    """
    month, number = (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)
    this_year = datetime.date(max(today.year, day.year + 1), month, number)
    return this_year if this_year > today else this_year.replace(year=this_year.year + 1)
