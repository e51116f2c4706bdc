"""What the report is read off: what the project holds, and what git remembers of it."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rooftop.consent import last_day
from rooftop.desk.availability import MONTHS, Ask, asks_by_person
from rooftop.logbook import Entry, Request
from rooftop.outgoing_links import Verdict
from rooftop.plan import Plan
from rooftop.programme import Programme
from rooftop.records import Advocate, Record, Story


@dataclass(frozen=True)
class Movement:
    """From ``day`` on (UTC), ``person`` stood on another step of the loyalty ladder."""

    day: datetime.date
    person: str
    before: str
    after: str


@dataclass(frozen=True)
class Edit:
    """On ``day`` (UTC), ``author`` changed words in ``fields`` of a story that others tell."""

    day: datetime.date
    story: str
    author: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Sources:
    """Everything that the report is a function of.

    ``movements`` and ``edits`` are the oldest first; ``changed`` has the day on which each
    profile last changed in git; ``dead_links`` has the dead links of each file, by its path.
    """

    plan: Plan
    programme: Programme
    entries: tuple[Entry, ...] = ()
    requests: Mapping[str, Request] = field(default_factory=dict)
    movements: tuple[Movement, ...] = ()
    edits: tuple[Edit, ...] = ()
    changed: Mapping[str, datetime.date] = field(default_factory=dict)
    dead_links: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)

    @property
    def today(self) -> datetime.date:
        """The day of the report, UTC."""
        return self.plan.today

    @property
    def people(self) -> Mapping[str, Advocate]:
        """Everybody with a profile that is no draft."""
        return self.plan.catalogue.advocates

    @property
    def stories(self) -> Mapping[str, Story]:
        """Every story that is no draft, published or withheld."""
        return self.plan.catalogue.stories

    @cached_property
    def stories_of(self) -> Mapping[str, tuple[Story, ...]]:
        """The stories that each person tells, published or withheld."""
        stories = defaultdict[str, list[Story]](list)
        for story in self.stories.values():
            for person in dict.fromkeys(story.advocates):
                stories[person].append(story)
        return {person: tuple(many) for person, many in stories.items()}

    @cached_property
    def asks(self) -> Mapping[str, tuple[Ask, ...]]:
        """Every ask of every person, the oldest first."""
        return asks_by_person(self.entries, self.requests)

    @cached_property
    def drafts(self) -> tuple[Record, ...]:
        """What waits in the drafts folder. Examples wait for nothing."""
        records = self.plan.catalogue.left_out.values()
        return tuple(record for record in records if record.origin.draft and not record.example)

    @cached_property
    def posts_this_quarter(self) -> Mapping[str, int]:
        """How many posts of each story went out in the last three months; none for all others."""
        days = ((post.post.story, post.moment) for post in self.plan.published.posts)
        now = self.plan.now
        return Counter(
            story for story, at in days if at <= now and self.is_this_quarter(at.date())
        )

    def is_this_quarter(self, day: datetime.date) -> bool:
        """Whether ``day`` lies in the three months that end today."""
        return day <= self.today < last_day(day, None, MONTHS)

    def days_since(self, day: datetime.date) -> int:
        """The whole days from ``day`` until today."""
        return (self.today - day).days

    def days_until(self, day: datetime.date) -> int:
        """The whole days from today until ``day``."""
        return (day - self.today).days


def employer_of(person: Advocate) -> str | None:
    """The name of the company that ``person`` works for now, as their profile has it."""
    company = person.company
    return company.name if company and not company.former else None


def entries_by_person(entries: tuple[Entry, ...]) -> Mapping[str, list[Entry]]:
    """The entries about each person, the oldest first."""
    by_person = defaultdict[str, list[Entry]](list)
    for entry in entries:
        for person in dict.fromkeys(entry.people):
            by_person[person].append(entry)
    return by_person

