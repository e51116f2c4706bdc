"""What people earn by what they did here, read off what is published; nobody grants it and nothing
is counted in secret.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from rooftop.consent import SiteAdvocate, SiteStory
from rooftop.plan import Plan


@dataclass(frozen=True)
class Badge:
    """Something badges_of: its name, and the number in it where it has one."""

    name: str
    n: int = 0


def badges_of(plan: Plan, person: SiteAdvocate) -> tuple[Badge, ...]:
    """The badges of ``person``, those for stories first."""
    return tuple(_earned(plan, person, plan.told_by.get(person.slug, [])))


def _earned(plan: Plan, person: SiteAdvocate, told: list[SiteStory]) -> Iterator[Badge]:
    if told:
        yield Badge("regular" if len(told) >= 3 else "storyteller")
    if any(story.turnaround for story in told):
        yield Badge("straight-talker")
    if any(story.not_a_fit_for for story in told):
        yield Badge("honest")
    if any(person.slug in event.advocates for event in plan.events.values()):
        yield Badge("speaker")
    if person.answers_peers:
        yield Badge("guide")
    if len({story.language for story in told}) > 1:
        yield Badge("polyglot")
    if person.joined and (years := _whole_years(person.joined, plan.today)):
        yield Badge("years", years)


def last_heard(plan: Plan, person: SiteAdvocate) -> datetime.date:
    """The day ``person`` last spoke, here or at an event; the day they joined if they have not
    yet.
    """
    days = [story.date for story in plan.told_by.get(person.slug, ())]
    met = (event.starts.date() for event in plan.events.values() if person.slug in event.advocates)
    days += [day for day in met if day <= plan.today]
    return max(days, default=person.joined or datetime.date.min)


def _whole_years(since: datetime.date, today: datetime.date) -> int:
    return max(0, today.year - since.year - ((today.month, today.day) < (since.month, since.day)))
