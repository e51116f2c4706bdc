"""Which posts went out on networks, where and when, and which are due next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rooftop.desk.facts import PostFact
from rooftop.desk.report.sources import Sources

#: The days of past and of coming posts that are listed one by one.
_BACK, _AHEAD = 30, 14


@dataclass(frozen=True)
class Month:
    """How many posts, of how many stories, had their turn on one network in one month, such as
    ``2026-11`` (UTC).
    """

    month: str
    network: str
    posts: int
    stories: int


@dataclass(frozen=True)
class Amplification:
    """Months the latest first; posts of the last 30 days the newest first, and those of the next 14
    days by their moment. ``silent_stories`` are published and on no network yet.
    """

    posts: int
    posts_this_quarter: int
    planned: int
    stories_in_feeds: int
    silent_stories: int
    months: tuple[Month, ...]
    recent: tuple[PostFact, ...]
    upcoming: tuple[PostFact, ...]


def amplification(sources: Sources) -> Amplification:
    """The posts of all published stories, by network and month."""
    posts, now = sources.facts.posts, sources.facts.now
    past = [post for post in posts if post.moment <= now]
    ahead = [post for post in posts if post.moment > now]
    recent = [post for post in past if sources.days_since(post.moment.date()) <= _BACK]
    upcoming = [post for post in ahead if sources.days_until(post.moment.date()) <= _AHEAD]
    posted = {post.story for post in past}
    return Amplification(
        posts=len(past),
        posts_this_quarter=sum(sources.posts_this_quarter.values()),
        planned=len(ahead),
        stories_in_feeds=sources.facts.stories_in_feeds,
        silent_stories=sum(slug not in posted for slug in sources.facts.published),
        months=tuple(_months(past)),
        recent=tuple(reversed(recent)),
        upcoming=tuple(upcoming),
    )


def _months(posts: Iterable[PostFact]) -> Iterator[Month]:
    stories = defaultdict[str, dict[str, list[str]]](lambda: defaultdict(list))
    for post in posts:
        stories[f"{post.moment:%Y-%m}"][post.network].append(post.story)
    for month in sorted(stories, reverse=True):
        for network, slugs in sorted(stories[month].items()):
            yield Month(month, network, len(slugs), len(set(slugs)))
