"""When each post's turn comes: the same plan on every build, and nothing that is planned moves when
a story is added.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from zoneinfo import ZoneInfo

from rooftop.cache import Cache
from rooftop.posts.compose import Post
from rooftop.posts.kept import kept_posts
from rooftop.settings import WEEKDAYS, Community, Rhythm
from rooftop.views import Post as OwnPost
from rooftop.views import SocialStory

#: Minutes between two posts of one day.
_APART = 180
_MONDAY = datetime.date(2018, 1, 1)


@dataclass(frozen=True, order=True)
class ScheduledPost:
    """A post, and when its turn comes, UTC. ``embargoed`` is it before the day its author set."""

    moment: datetime.datetime
    network: str
    post: Post
    embargoed: bool = False


@dataclass(frozen=True)
class Queued:
    """A story that posts wait for, or waited for: who tells it, when it went out (UTC), and the
    posts its authors wrote.
    """

    slug: str
    people: tuple[str, ...]
    since: datetime.datetime
    posts: tuple[OwnPost, ...]


@dataclass(frozen=True)
class _Turn:
    """What waits for a slot: the number of a post of a story, and the first moment it may go."""

    story: Queued
    number: int
    ready: datetime.datetime


#: Which turns a network has: the slug of the story, the number of the post, and when it is ready.
_Keys = tuple[tuple[str, int, datetime.datetime], ...]
#: The moment of each turn of a network, by the slug of its story and the number of the post.
_Moments = dict[tuple[str, int], datetime.datetime]


def schedule(
    stories: Mapping[str, SocialStory],
    queue: Iterable[Queued],
    community: Community,
    today: datetime.date,
    cache: Cache,
) -> tuple[ScheduledPost, ...]:
    """Every post of ``stories``, in the order of their moments. Those of stories that are as they
    were come from ``cache``.

    None comes after the last day on which its story may be shown as it is. Slots are given in the
    order in which the stories of ``queue`` went out, and those of a story that was taken back stay
    empty: what comes later never moves what was planned before it.
    """
    waiting = sorted(queue, key=lambda story: (story.since, story.slug))
    posts = kept_posts(stories, community, cache)
    rhythm = community.settings.social
    slots = cache.memory.recall(
        "slots", (waiting, rhythm), lambda: dict(_slots_by_network(waiting, rhythm))
    )
    planned: list[ScheduledPost] = []
    for slug, story in stories.items():
        for post in posts[slug]:
            moment = slots[post.network].get((slug, post.number))
            if moment and moment.date() <= story.until:
                embargoed = post.not_before is not None and post.not_before > today
                planned.append(ScheduledPost(moment, post.network, post, embargoed))
    return tuple(sorted(planned, key=_order))


def _slots_by_network(waiting: list[Queued], rhythm: Rhythm) -> Iterator[tuple[str, _Moments]]:
    """The moments of all slots of each network."""
    plans: dict[_Keys, _Moments] = {}
    by_network: dict[str, _Moments] = {}
    written_for = {name for story in waiting for post in story.posts for name in post.networks}
    for network in rhythm.networks:
        own = network if network in written_for else ""  # for many, nobody wrote a post
        if own not in by_network:
            turns = [turn for story in waiting for turn in _turns(story, network, rhythm)]
            keys = tuple((turn.story.slug, turn.number, turn.ready) for turn in turns)
            if keys not in plans:  # most networks wait for the same stories
                plans[keys] = _planned(turns, rhythm)
            by_network[own] = plans[keys]
        yield network, by_network[own]


def _planned(turns: list[_Turn], rhythm: Rhythm) -> _Moments:
    """The moment of each of ``turns``, by the slug of its story and its number."""
    keys = ((turn.story.slug, turn.number) for turn in turns)
    return dict(zip(keys, _slots(turns, rhythm), strict=True))


def _order(scheduled: ScheduledPost) -> tuple[datetime.datetime, str, str, int]:
    return scheduled.moment, scheduled.network, scheduled.post.story, scheduled.post.number


def _turns(story: Queued, network: str, rhythm: Rhythm) -> Iterator[_Turn]:
    own = [post for post in story.posts if network in post.networks]
    if not own:
        yield _Turn(story, 1, story.since)
    zone = ZoneInfo(rhythm.timezone)
    for number, post in enumerate(own, 1):
        day = post.not_before
        midnight = datetime.datetime.combine(day, datetime.time(), zone) if day else story.since
        yield _Turn(story, number, max(story.since, midnight.astimezone(datetime.UTC)))


def _slots(turns: list[_Turn], rhythm: Rhythm) -> Iterator[datetime.datetime]:
    """The slot of each of ``turns``: the first that is free and not too near another post of the
    same people.
    """
    calendar = _calendar(rhythm, min((turn.ready for turn in turns), default=datetime.datetime.max))
    free: list[datetime.datetime] = []
    posted: defaultdict[str, list[datetime.datetime]] = defaultdict(list)
    gap = datetime.timedelta(days=rhythm.advocate_gap_days)
    for turn in turns:
        own = [posted[person] for person in turn.story.people]
        earliest: datetime.datetime | None = turn.ready
        while earliest:
            while not free or free[-1] < earliest:
                free.append(next(calendar))
            place = bisect_left(free, earliest)
            earliest = max(
                filter(None, (_wait(free[place], each, gap) for each in own)), default=None
            )
        slot = free.pop(place)
        for moments in own:
            insort(moments, slot)
        yield slot


def _wait(
    slot: datetime.datetime, moments: list[datetime.datetime], gap: datetime.timedelta
) -> datetime.datetime | None:
    """The end of the gap that ``slot`` is in: nearer than ``gap`` to one of the sorted ``moments``.
    None if it is in none.
    """
    place = bisect_left(moments, slot)
    near = [each for each in moments[max(place - 1, 0) : place + 1] if abs(slot - each) < gap]
    return near[-1] + gap if near else None


def _calendar(rhythm: Rhythm, first: datetime.datetime) -> Iterator[datetime.datetime]:
    """Every slot from ``first`` on, UTC."""
    zone, slots = ZoneInfo(rhythm.timezone), _week(rhythm)
    for week in count((first.date() - _MONDAY).days // 7):
        for day, minutes in slots:
            at = datetime.time(*divmod(minutes, 60))
            local = datetime.datetime.combine(
                _MONDAY + datetime.timedelta(week * 7 + day), at, zone
            )
            if (slot := local.astimezone(datetime.UTC)) >= first:
                yield slot


def _week(rhythm: Rhythm) -> list[tuple[int, int]]:
    """Day of the week, from 0, and minute of the day of each slot: spread over the days that are
    not quiet.
    """
    days = [number for number, name in enumerate(WEEKDAYS) if name not in rhythm.quiet_days]
    hour, minute = map(int, rhythm.time.split(":"))
    start, most = hour * 60 + minute, -(-rhythm.posts_per_week // len(days))
    apart = min(_APART, (24 * 60 - 1 - start) // max(most - 1, 1))
    slots: list[tuple[int, int]] = []
    for number in range(rhythm.posts_per_week):
        day = days[number * len(days) // rhythm.posts_per_week]
        slots.append((day, start + apart * sum(other == day for other, _ in slots)))
    return sorted(set(slots))
