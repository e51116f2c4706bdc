"""The facts of a plan that the report needs: plain values, small enough for a build to cache them.

Reading all records of a large community again takes many times longer than the report itself, so
`rooftop report` uses the facts of the last build if nothing has changed since.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rooftop.desk.availability import Candidate


@dataclass(frozen=True)
class PromiseFact:
    """A promise in a story: ``what`` it is about, and the days on which it was made, is due, and
    was kept.
    """

    made: datetime.date
    due: datetime.date
    kept: datetime.date | None
    what: str


@dataclass(frozen=True)
class ConsentFact:
    """One person's consent to one record, and their employer's approval of it.

    ``standing``, ``employer`` and ``approval`` are words of `Standing` and `Approval`; days are
    UTC. Of a draft, only what is written is known.
    """

    file: str
    person: str
    standing: str
    approval: str = ""
    employer: str = ""
    requested: datetime.date | None = None
    given: datetime.date | None = None
    answer_by: datetime.date | None = None
    until: datetime.date | None = None
    employer_until: datetime.date | None = None
    languages: tuple[str, ...] = ()
    is_draft: bool = False


@dataclass(frozen=True)
class StoryFact:
    """One story. ``moment`` is when it went out (UTC), None while it is not published;
    ``industries`` are those that may be shown, and of a draft those of its tellers. ``turns`` has
    the day of each step of a turnaround, and who took it.
    """

    slug: str
    file: str
    advocates: tuple[str, ...]
    kind: str
    language: str
    date: datetime.date
    products: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    updated: datetime.date | None = None
    retired: datetime.date | None = None
    translation_of: str | None = None
    moment: datetime.datetime | None = None
    turns: tuple[tuple[datetime.date, str], ...] = ()
    promises: tuple[PromiseFact, ...] = ()
    has_reply: bool = False
    is_critical: bool = False
    is_draft: bool = False
    consents: tuple[ConsentFact, ...] = ()

    @property
    def is_published(self) -> bool:
        """Whether the site shows it."""
        return self.moment is not None


@dataclass(frozen=True)
class PersonFact:
    """One person with a profile. ``names`` are those by which a commit may call them, ``industry``
    is that of their employer where it may be shown.
    """

    slug: str
    file: str
    stage: str
    candidate: Candidate
    names: tuple[str, ...]
    products: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    industry: str | None = None
    company: str | None = None
    has_left: bool = False
    company_is_former: bool = False
    joined: datetime.date | None = None
    reviewed: datetime.date | None = None
    is_published: bool = False
    consent: ConsentFact | None = None

    @property
    def employer(self) -> str | None:
        """The company that they work for now."""
        return None if self.has_left else self.company


@dataclass(frozen=True)
class CompanyFact:
    """The approval that one company gave or refused for all its people, and its last day."""

    company: str
    standing: str
    department: str
    until: datetime.date | None


@dataclass(frozen=True)
class EventFact:
    """An event: its first day, who speaks, and whether it is published."""

    day: datetime.date
    speakers: tuple[str, ...]
    is_published: bool


@dataclass(frozen=True)
class PostFact:
    """A post: when its turn is (UTC), where, and of which story."""

    moment: datetime.datetime
    network: str
    story: str


@dataclass(frozen=True)
class DeadLink:
    """A link that leads nowhere, since when, and what its host said."""

    file: str
    url: str
    since: datetime.date
    said: str


@dataclass(frozen=True)
class Facts:
    """What a plan says, as of ``now`` (UTC): everybody and every story by their slug, drafts of
    stories and consents that wait beside them. ``renamed`` has the current slugs of former ones, by
    folder; ``wordless`` are pictures without a description, each with the file it stands in.
    ``verdicts`` says by which state of the file of verdicts links are dead.
    """

    now: datetime.datetime
    community: str
    people: Mapping[str, PersonFact]
    stories: Mapping[str, StoryFact]
    draft_stories: tuple[StoryFact, ...]
    draft_consents: tuple[ConsentFact, ...]
    retired_products: frozenset[str]
    companies: tuple[CompanyFact, ...]
    events: tuple[EventFact, ...]
    posts: tuple[PostFact, ...]
    stories_in_feeds: int
    renamed: Mapping[str, Mapping[str, str]]
    wordless: tuple[tuple[str, str], ...]
    dead_links: tuple[DeadLink, ...]
    verdicts: str

    @property
    def today(self) -> datetime.date:
        """The day of ``now``."""
        return self.now.date()

    @cached_property
    def published(self) -> Mapping[str, StoryFact]:
        """The stories that are published."""
        return {slug: story for slug, story in self.stories.items() if story.is_published}

    @cached_property
    def files_with_dead_links(self) -> frozenset[str]:
        """The paths of files that name a dead link."""
        return frozenset(link.file for link in self.dead_links)

    @cached_property
    def consents(self) -> tuple[ConsentFact, ...]:
        """Every consent to something that is no draft, by file and person."""
        own = [person.consent for person in self.people.values() if person.consent]
        given = [consent for story in self.stories.values() for consent in story.consents]
        return tuple(sorted([*own, *given], key=lambda each: (each.file, each.person)))
