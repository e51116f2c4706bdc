"""Requests: what is due, what waits for too long, and what they brought about."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rooftop.desk.report.sources import Sources
from rooftop.logbook import OPEN, Request

#: What is due within so many days is due soon: 72 hours, in whole days.
_SOON = 3
#: After so many days without a new state, an open request waits for too long.
_TOO_LONG = 7


@dataclass(frozen=True)
class RequestRow:
    """One open request, and by when somebody has to act, as far as that is known."""

    request: str
    purpose: str
    state: str
    person: str
    by: str
    since: datetime.date
    due: datetime.date | None


@dataclass(frozen=True)
class Aftermath:
    """A request that was done and still lacks something, since the day ``due``."""

    request: str
    person: str
    lacks: str
    due: datetime.date


@dataclass(frozen=True)
class Influence:
    """How many requests of one purpose were done whose deals had one outcome, and how many deals
    they were; each deal counts once.
    """

    purpose: str
    outcome: str
    done: int
    deals: int


@dataclass(frozen=True)
class Asking:
    """Open requests, those due first; what is still to be done after others, the longest due first;
    and what all of them brought about.
    """

    open: int
    done: int
    declined: int
    missed: int
    due_in_72_hours: tuple[RequestRow, ...]
    waiting_more_than_7_days: tuple[RequestRow, ...]
    to_be_done_after: tuple[Aftermath, ...]
    influence: tuple[Influence, ...]


def asking(sources: Sources) -> Asking:
    """The state of all requests."""
    requests = sources.requests
    rows = [
        _row(name, each, sources) for name, each in sorted(requests.items()) if each.state in OPEN
    ]
    states = [request.state for request in requests.values()]
    soon = [row for row in rows if row.due and sources.days_until(row.due) <= _SOON]
    stale = [row for row in rows if sources.days_since(row.since) > _TOO_LONG]
    return Asking(
        open=len(rows),
        done=states.count("done"),
        declined=states.count("declined"),
        missed=states.count("missed"),
        due_in_72_hours=tuple(sorted(soon, key=lambda row: row.due or row.since)),
        waiting_more_than_7_days=tuple(sorted(stale, key=lambda row: row.since)),
        to_be_done_after=tuple(sorted(_afterwards(sources), key=lambda each: each.due)),
        influence=tuple(_influence(requests.values())),
    )


def _row(name: str, request: Request, sources: Sources) -> RequestRow:
    since = request.steps[-1].day
    answer = since + datetime.timedelta(sources.programme.asks.answer_days)
    return RequestRow(
        request=name,
        purpose=request.purpose,
        state=request.state,
        person=request.person or "",
        by=request.by,
        since=since,
        due=_agreed_day(request) if request.state == "accepted" else answer,
    )


def _agreed_day(request: Request) -> datetime.date | None:
    """The day that was agreed, where ``when`` begins with one."""
    try:
        return datetime.date.fromisoformat((request.when or "")[:10])
    except ValueError:
        return None


def _afterwards(sources: Sources) -> Iterator[Aftermath]:
    rhythms = sources.programme.rhythms
    for name, request in sorted(sources.requests.items()):
        if request.state == "done":
            lacks = {"feedback": rhythms.feedback_days} if not request.feedback else {}
            lacks |= {"thanks": rhythms.thanks_days} if not request.thanked else {}
            for what, days in lacks.items():
                due = request.steps[-1].day + datetime.timedelta(days)
                if due <= sources.today:
                    yield Aftermath(name, request.person or "", what, due)


def _influence(requests: Iterable[Request]) -> Iterator[Influence]:
    groups = defaultdict[tuple[str, str], list[Request]](list)
    for request in requests:
        if request.state == "done":
            groups[request.purpose, request.outcome or ""].append(request)
    for (purpose, outcome), many in sorted(groups.items()):
        deals = {request.deal for request in many if request.deal}
        yield Influence(purpose, outcome, len(many), len(deals))
