"""The sources of the report: the contents of the project, and its git history."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rooftop.consent import last_day
from rooftop.desk.availability import MONTHS, Ask, Availability, asks_by_person, judge
from rooftop.desk.facts import Facts, StoryFact
from rooftop.logbook import Entry, Request
from rooftop.problems import Problem
from rooftop.programme import Programme


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
    profile last changed in git. ``problems`` are those of the plan, the log and the requests: what
    they are about is left out.
    """

    facts: Facts
    programme: Programme
    entries: tuple[Entry, ...] = ()
    requests: Mapping[str, Request] = field(default_factory=dict)
    movements: tuple[Movement, ...] = ()
    edits: tuple[Edit, ...] = ()
    changed: Mapping[str, datetime.date] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def today(self) -> datetime.date:
        """The day of the report, UTC."""
        return self.facts.today

    @cached_property
    def stories_of(self) -> Mapping[str, tuple[StoryFact, ...]]:
        """The stories that each person tells, published or withheld."""
        stories = defaultdict[str, list[StoryFact]](list)
        for story in self.facts.stories.values():
            for person in story.advocates:
                stories[person].append(story)
        return {person: tuple(many) for person, many in stories.items()}

    @cached_property
    def asks(self) -> Mapping[str, tuple[Ask, ...]]:
        """Every ask of every person, the oldest first."""
        return asks_by_person(self.entries, self.requests)

    def may_be_asked(self, person: str) -> Availability:
        """Whether ``person``, who has a profile, may be asked for anything today."""
        of_plan, asks = self.facts.people[person].candidate, self.asks.get(person, ())
        return judge(of_plan, None, self.programme, asks, self.today)

    @cached_property
    def days_on_stage(self) -> Mapping[str, list[datetime.date]]:
        """The days of the published events at which each person spoke or speaks."""
        days = defaultdict[str, list[datetime.date]](list)
        for event in self.facts.events:
            for person in event.speakers if event.is_published else ():
                days[person].append(event.day)
        return dict(days)

    @cached_property
    def posts_this_quarter(self) -> Mapping[str, int]:
        """How many posts of each story went out in the last three months; none for all others."""
        return Counter(
            post.story
            for post in self.facts.posts
            if post.moment <= self.facts.now and self.is_this_quarter(post.moment.date())
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


def entries_by_person(entries: tuple[Entry, ...]) -> Mapping[str, list[Entry]]:
    """The entries about each person, the oldest first."""
    by_person = defaultdict[str, list[Entry]](list)
    for entry in entries:
        for person in dict.fromkeys(entry.people):
            by_person[person].append(entry)
    return by_person
