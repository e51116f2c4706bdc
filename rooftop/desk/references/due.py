"""What is due in requests, and since when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rooftop.desk.references.favours import last_thanks
from rooftop.logbook import OPEN, Entry, Request
from rooftop.programme import Programme

#: A request that nobody moved for more days than this has waited long.
LONG = 7
Kind = Literal["proposal", "answer", "time", "result", "feedback", "thanks"]
_SENTENCES: Mapping[Kind, str] = {
    "proposal": "propose it to somebody",
    "answer": "{person} has not answered",
    "time": "agree on a time with {person}",
    "result": "say whether it took place",
    "feedback": "{by} has not said how it went",
    "thanks": "thank {person}",
}


@dataclass(frozen=True)
class Due:
    """Something to do about the request called ``request``, by the end of the day ``by`` (UTC).

    ``is_late`` is whether that day has passed; ``has_waited_long``, whether the request is open and
    nothing happened in it for more than seven days.
    """

    request: str
    person: str | None
    kind: Kind
    by: datetime.date
    is_late: bool
    has_waited_long: bool
    what: str


def things_due(
    requests: Mapping[str, Request],
    programme: Programme,
    entries: Iterable[Entry],
    today: datetime.date,
) -> tuple[Due, ...]:
    """Everything that is to be done about ``requests``, the earliest first."""
    thanks = last_thanks(entries)
    things = [
        due
        for name, request in requests.items()
        for due in _things_due(name, request, programme, thanks, today)
    ]
    return tuple(sorted(things, key=lambda due: (due.by, due.request, due.kind)))


def due_of(
    name: str,
    request: Request,
    programme: Programme,
    entries: Iterable[Entry],
    today: datetime.date,
) -> tuple[Due, ...]:
    """What is to be done about one request, on ``today`` (UTC)."""
    return tuple(_things_due(name, request, programme, last_thanks(entries), today))


def _things_due(
    name: str,
    request: Request,
    programme: Programme,
    thanks: Mapping[str, datetime.date],
    today: datetime.date,
) -> Iterator[Due]:
    waited = (today - max(request.steps[-1].day, _end(request) or datetime.date.min)).days
    for kind, by in _days(request, programme, thanks):
        yield Due(
            request=name,
            person=request.person,
            kind=kind,
            by=by,
            is_late=by < today,
            has_waited_long=request.state in OPEN and waited > LONG,
            what=_SENTENCES[kind].format(person=request.person, by=request.by),
        )


def _days(
    request: Request, programme: Programme, thanks: Mapping[str, datetime.date]
) -> Iterator[tuple[Kind, datetime.date]]:
    since = request.steps[-1].day
    answer = since + datetime.timedelta(programme.asks.answer_days)
    if request.state == "new":
        yield "proposal", answer
    elif request.state == "proposed":
        yield "answer", answer
    elif request.state == "accepted":
        end = _end(request)
        yield ("result", end) if end else ("time", answer)
    elif request.state == "done":
        rhythms = programme.rhythms
        if not request.feedback:
            yield "feedback", since + datetime.timedelta(rhythms.feedback_days)
        thanked = request.thanked or thanks.get(request.person or "", datetime.date.min)
        if thanked < since:
            yield "thanks", since + datetime.timedelta(rhythms.thanks_days)


def _end(request: Request) -> datetime.date | None:
    """The day (UTC) on which what was agreed ends; None while no time is agreed."""
    return request.ends.astimezone(datetime.UTC).date() if request.ends else None
