"""Everything that a site publishes on one day: the only input of pages, feeds and other outputs.

It contains views and no record, so withheld content cannot be reached from here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rooftop.markup import Prose
from rooftop.media import MediaFile
from rooftop.posts import ScheduledPost
from rooftop.settings import Community
from rooftop.views import (
    STAGES,
    Channel,
    CompanyView,
    EmbedAdvocate,
    EmbedStory,
    EventView,
    FeedStory,
    InputAdvocate,
    InputStory,
    PageView,
    PressAdvocate,
    PressStory,
    ProductView,
    SiteAdvocate,
    SiteStory,
    SocialAdvocate,
    SocialStory,
    Teller,
    TrainingAdvocate,
    TrainingStory,
)

EMPTY = Prose()

#: Folder and slug of a record, and the field of it that is Markdown.
ProseKey = tuple[str, str, str]


@dataclass(frozen=True)
class Channels:
    """Views by slug, for each channel beside the site: stories newest first, people by name.

    Drafts are in none. What AI systems may use names nobody who did not agree to that.
    """

    feeds: Mapping[str, FeedStory] = field(default_factory=dict)
    social: Mapping[str, SocialStory] = field(default_factory=dict)
    embeds: Mapping[str, EmbedStory] = field(default_factory=dict)
    press: Mapping[str, PressStory] = field(default_factory=dict)
    ai_input: Mapping[str, InputStory] = field(default_factory=dict)
    ai_train: Mapping[str, TrainingStory] = field(default_factory=dict)
    social_people: Mapping[str, SocialAdvocate] = field(default_factory=dict)
    embeds_people: Mapping[str, EmbedAdvocate] = field(default_factory=dict)
    press_people: Mapping[str, PressAdvocate] = field(default_factory=dict)
    ai_input_people: Mapping[str, InputAdvocate] = field(default_factory=dict)
    ai_train_people: Mapping[str, TrainingAdvocate] = field(default_factory=dict)


@dataclass(frozen=True)
class Retraction:
    """A story that went out once and that some channels carry no more.

    ``address`` is its id below the site root, ``slug`` the name its frame has. It went out at
    ``published`` and ended at ``since``, UTC. ``channels`` carried it and no longer do; ``feeds``
    are the groups and slugs of the feeds that carried it, as far as consent covered what tells them
    (no person's feed where the name was not covered, no industry's without the employer). Where
    ``is_silent``, nothing may tell of it: its address says a name that is withheld.
    """

    address: str
    slug: str
    published: datetime.datetime
    since: datetime.datetime
    channels: frozenset[Channel]
    feeds: tuple[tuple[str, str], ...] = ()
    is_silent: bool = False


@dataclass(frozen=True)
class Published:
    """Everything that is published, as of ``now`` (UTC).

    ``stories`` come newest first, ``advocates`` and ``products`` by name, ``events`` by time,
    ``companies`` that have a record by name.
    ``media`` are the files that are shown, by their name; ``pictured`` names those of them that
    stand in a text. ``notices`` are addresses at which something public was taken back; ``moved``
    leads old addresses to new ones; ``addresses`` are all that a link may lead to. All of them are
    below the site root. ``debuts`` has the slug of the story with which each person first went out,
    where that story is shown. ``unnamed`` has, for each channel of AI systems, the subjects of the
    products and events that name nobody who did not agree to it. ``next_consent_change`` is the
    first day after today on which time changes what consent allows.
    """

    community: Community
    now: datetime.datetime
    stories: Mapping[str, SiteStory]
    channels: Channels
    posts: tuple[ScheduledPost, ...]
    advocates: Mapping[str, SiteAdvocate]
    products: Mapping[str, ProductView]
    events: Mapping[str, EventView]
    companies: Mapping[str, CompanyView]
    pages: Mapping[str, PageView]
    prose: Mapping[ProseKey, Prose]
    related: Mapping[str, tuple[str, ...]]
    media: Mapping[str, MediaFile]
    pictured: frozenset[str]
    retractions: tuple[Retraction, ...]
    notices: tuple[str, ...]
    moved: Mapping[str, str]
    addresses: frozenset[str]
    debuts: Mapping[str, str]
    unnamed: Mapping[Channel, frozenset[str]]
    next_consent_change: datetime.date | None

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

    def stories_by(
        self, words: Callable[[SiteStory], Iterable[str | None]]
    ) -> dict[str, list[SiteStory]]:
        """Stories by each of the ``words`` of them, newest first."""
        groups: dict[str, list[SiteStory]] = {}
        for story in self.stories.values():
            for word in dict.fromkeys(words(story)):
                if word:
                    groups.setdefault(word, []).append(story)
        return groups

    @cached_property
    def stories_of(self) -> dict[str, list[SiteStory]]:
        """Stories by the slug of each person who tells them, newest first."""
        return self.stories_by(lambda story: (teller.slug for teller in story.tellers))

    @property
    def stages(self) -> dict[str, list[SiteStory]]:
        """Stories by the stage of buying they help in, in the order of the stages."""
        groups = self.stories_by(lambda story: story.stages)
        return {stage: groups[stage] for stage in STAGES if stage in groups}

    @cached_property
    def focus_of(self) -> dict[str, tuple[float, float] | None]:
        """The centre around which each portrait is cropped, by the name of its file."""
        tellers = (teller for story in self.stories.values() for teller in story.tellers)
        people: list[SiteAdvocate | Teller] = [*self.advocates.values(), *tellers]
        return {person.photo: person.photo_focus for person in people if person.photo}

    @cached_property
    def families(self) -> dict[str, list[SiteStory]]:
        """Stories by the slug of the one they translate, or by their own."""
        return self.stories_by(lambda story: [story.translation_of or story.slug])

    @cached_property
    def newest(self) -> datetime.date:
        """The day anything last changed in public; the first day of 2000 for an empty site."""
        days = (story.changed for story in self.stories.values())
        return max(days, default=datetime.date(2000, 1, 1))

    def retracted_from(self, channel: Channel) -> list[Retraction]:
        """The stories that ``channel`` carried once and carries no more, as far as that may be
        said; oldest first.
        """
        return [
            each for each in self.retractions if channel in each.channels and not each.is_silent
        ]

    @property
    def valid_until(self) -> datetime.datetime | None:
        """The first moment, UTC, at which a build would be another one; None when time changes
        nothing.
        """
        days = {self.next_consent_change} if self.next_consent_change else set()
        days |= {_next_day(event.ends_utc.date()) for event in self.events.values()}
        promises = (promise for story in self.stories.values() for promise in story.promises)
        days |= {_next_day(promise.due) for promise in promises if not promise.kept}
        joined = (person.joined for person in self.advocates.values() if person.joined)
        days |= {next_anniversary(day, self.today) for day in joined}
        days |= {each.helped_peer for each in self.advocates.values() if each.helped_peer}
        midnight = datetime.time()
        moments = {
            datetime.datetime.combine(day, midnight, datetime.UTC)
            for day in days
            if day > self.today
        }
        moments |= {post.moment for post in self.posts if post.moment > self.now}
        return min(moments, default=None)


def _next_day(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(1) if day < datetime.date.max else day


def next_anniversary(day: datetime.date, today: datetime.date) -> datetime.date:
    """The next day after ``today`` on which whole years have passed since ``day``; 28 February for
    the 29th.
    """
    leap_day = (day.month, day.day) == (2, 29)
    month, number = (2, 28) if leap_day else (day.month, day.day)
    this_year = datetime.date(max(today.year, day.year + 1), month, number)
    return this_year if this_year > today else this_year.replace(year=this_year.year + 1)
