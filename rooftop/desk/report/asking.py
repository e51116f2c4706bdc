"""Requests: what is due, what waits for too long, and what they did for deals."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from rooftop.desk.references.due import Due, things_due
from rooftop.desk.references.influence import influence_of
from rooftop.desk.report.sources import Sources
from rooftop.logbook import OPEN

#: What is due within so many days is due soon: 72 hours, in whole days.
_SOON = 3


@dataclass(frozen=True)
class Task:
    """Something to do about one request by the end of the day ``by`` (UTC)."""

    by: datetime.date
    request: str
    person: str
    task: str
    is_late: bool


@dataclass(frozen=True)
class Outcome:
    """How many deals had one outcome, empty where none was noted."""

    outcome: str
    deals: int


@dataclass(frozen=True)
class Asking:
    """How many requests there are, what is due in them, the earliest first, and what became of the
    deals that those belong to which were done.
    """

    open: int
    done: int
    declined: int
    missed: int
    deals: int
    done_without_deal: int
    due_in_72_hours: tuple[Task, ...]
    waiting_more_than_7_days: tuple[Task, ...]
    influence: tuple[Outcome, ...]


def asking(sources: Sources) -> Asking:
    """The state of all requests."""
    requests = sources.requests
    states = [request.state for request in requests.values()]
    due = things_due(requests, sources.programme, sources.entries, sources.today)
    influence = influence_of(requests.values())
    return Asking(
        open=sum(state in OPEN for state in states),
        done=states.count("done"),
        declined=states.count("declined"),
        missed=states.count("missed"),
        deals=influence.deals,
        done_without_deal=influence.without_deal,
        due_in_72_hours=tuple(_task(e) for e in due if sources.days_until(e.by) <= _SOON),
        waiting_more_than_7_days=tuple(_task(each) for each in due if each.has_waited_long),
        influence=tuple(Outcome(name, deals) for name, deals in influence.outcomes.items()),
    )


def _task(due: Due) -> Task:
    return Task(due.by, due.request, due.person or "", due.what, due.is_late)
