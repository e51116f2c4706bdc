"""What people earn by what they did here, read off what is published; nobody grants it and nothing
is counted in secret.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from rooftop.published import Published
from rooftop.views import SiteAdvocate, SiteStory


@dataclass(frozen=True)
class Badge:
    """Something earned: its name, and the number in it where it has one."""

    name: str
    n: int = 0


def badges_of(published: Published, person: SiteAdvocate) -> tuple[Badge, ...]:
    """The badges of ``person``, those for stories first."""
    return tuple(_earned(published, person, published.stories_of.get(person.slug, [])))


def _earned(published: Published, person: SiteAdvocate, told: list[SiteStory]) -> Iterator[Badge]:
    if told:
        yield Badge("regular" if len(told) >= 3 else "storyteller")
    if any(story.turnaround for story in told):
        yield Badge("straight-talker")
    if any(story.not_a_fit_for for story in told):
        yield Badge("honest")
    if any(person.slug in event.advocates for event in published.events.values()):
        yield Badge("speaker")
    if person.answers_peers:
        yield Badge("guide")
    if len({story.language for story in told}) > 1:
        yield Badge("polyglot")
    if person.joined and (years := _whole_years(person.joined, published.today)):
        yield Badge("years", years)


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


def _whole_years(since: datetime.date, today: datetime.date) -> int:
    return max(0, today.year - since.year - ((today.month, today.day) < (since.month, since.day)))
