"""What people earn by what they did here, read off what is published; nobody grants it and nothing
is counted in secret.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rooftop.published import Published
from rooftop.settings import BadgeName
from rooftop.views import EventView, SiteAdvocate, SiteStory

#: How many stories, talks, languages or years each badge takes, unless the settings say otherwise.
RULES: Mapping[BadgeName, int] = {
    "storyteller": 1,
    "regular": 3,
    "straight-talker": 1,
    "honest": 1,
    "speaker": 1,
    "guide": 1,
    "helper": 1,
    "translator": 2,
    "years": 1,
}


@dataclass(frozen=True)
class Badge:
    """Something earned: its name, the number in it where it has one, and the day (UTC) on which it
    was earned, where that is known and over.
    """

    name: BadgeName
    n: int = 0
    since: datetime.date | None = None


def badges_of(published: Published, person: SiteAdvocate) -> tuple[Badge, ...]:
    """The badges of ``person`` that the settings know and the person shows, in the order of
    `RULES`.
    """
    rules = {**RULES, **published.community.settings.badges}
    days = _days(published, person)
    badges = [
        _badge(name, rules[name], days[name])
        for name in RULES
        if name in person.badges and 0 < rules[name] <= len(days[name])
    ]
    names = {badge.name for badge in badges}
    return tuple(badge for badge in badges if badge.name != "storyteller" or "regular" not in names)


def _badge(name: BadgeName, needed: int, days: Sequence[datetime.date | None]) -> Badge:
    n = {"regular": needed, "years": len(days)}.get(name, 0)
    return Badge(name, n, days[-1] if name == "years" else days[needed - 1])


def _days(
    published: Published, person: SiteAdvocate
) -> dict[BadgeName, Sequence[datetime.date | None]]:
    """For each badge, the days on which something counted towards it, the first day first; None
    where nobody knows the day.
    """
    stories = sorted(
        published.stories_of.get(person.slug, ()), key=lambda story: (story.moment, story.slug)
    )
    talks = [each for each in published.events.values() if person.slug in each.advocates]
    talks.sort(key=lambda event: event.starts_utc)
    helped, today = person.helped_peer, published.today
    return {
        "storyteller": _moments(stories),
        "regular": _moments(stories),
        "straight-talker": _moments(story for story in stories if story.turnaround),
        "honest": _moments(story for story in stories if story.not_a_fit_for),
        "speaker": [each.starts.date() if _is_over(each, today) else None for each in talks],
        "guide": [None] if person.answers_peers else [],
        "helper": [helped] if helped and helped <= today else [],
        "translator": _moments({story.language: story for story in reversed(stories)}.values()),
        "years": _anniversaries(person.joined, today) if person.joined else [],
    }


def _is_over(event: EventView, today: datetime.date) -> bool:
    return event.ends_utc.date() < today


def _moments(stories: Iterable[SiteStory]) -> list[datetime.date]:
    return sorted(story.moment.date() for story in stories)


def _anniversaries(since: datetime.date, today: datetime.date) -> list[datetime.date]:
    """Every year that is over since a day, by its last day's morrow."""
    years = range(1, today.year - since.year + 1)
    return [day for n in years if (day := anniversary(since, n)) <= today]


def anniversary(since: datetime.date, years: int) -> datetime.date:
    """The day ``years`` years after ``since``; for 29 February, 1 March in years without it."""
    try:
        return since.replace(year=since.year + years)
    except ValueError:
        return datetime.date(since.year + years, 3, 1)


def last_heard(published: Published, person: SiteAdvocate) -> datetime.date:
    """The day ``person`` last spoke, here or at an event; the day they joined if they have not
    yet.
    """
    days = [story.date for story in published.stories_of.get(person.slug, ())]
    met = (
        event.starts.date() for event in published.events.values() if person.slug in event.advocates
    )
    days += [day for day in met if day <= published.today]
    return max(days, default=person.joined or datetime.date.min)
