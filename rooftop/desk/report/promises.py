"""What the company promised and whether it kept its word; turnarounds that have no good end yet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rooftop.desk.facts import StoryFact
from rooftop.desk.report.sources import Sources

#: ``kept-late``: kept after its day. ``late``: its day has passed, and it is not kept.
State = Literal["late", "due", "kept-late", "kept"]
_ORDER = ("late", "due", "kept-late", "kept")


@dataclass(frozen=True)
class PromiseRow:
    """One promise to ``people``, of a story or, where it is not public, of the private log."""

    state: State
    due: datetime.date | None
    made: datetime.date
    kept: datetime.date | None
    what: str
    people: tuple[str, ...]
    story: str
    is_public: bool


@dataclass(frozen=True)
class Turnaround:
    """A story of something that went wrong and has no good end yet, and why not."""

    story: str
    since: datetime.date
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Promises:
    """Promises that are late come first, and of these the longest due."""

    made: int
    due: int
    late: int
    kept: int
    kept_late: int
    promises: tuple[PromiseRow, ...]
    open_turnarounds: tuple[Turnaround, ...]


def promises(sources: Sources) -> Promises:
    """Every promise in stories and in the private log, and the turnarounds that are open."""
    rows = sorted([*_in_stories(sources), *_in_log(sources)], key=_place)
    states = [row.state for row in rows]
    turnarounds = filter(None, (_open(story, sources) for story in sources.facts.stories.values()))
    return Promises(
        made=len(rows),
        due=states.count("due"),
        late=states.count("late"),
        kept=states.count("kept"),
        kept_late=states.count("kept-late"),
        promises=tuple(rows),
        open_turnarounds=tuple(sorted(turnarounds, key=lambda each: (each.since, each.story))),
    )


def _place(row: PromiseRow) -> tuple[int, datetime.date, datetime.date, str, str]:
    return _ORDER.index(row.state), row.due or datetime.date.max, row.made, row.story, row.what


def _in_stories(sources: Sources) -> Iterator[PromiseRow]:
    for story in sources.facts.stories.values():
        for promise in story.promises:
            yield PromiseRow(
                state=_state(promise.due, promise.kept, sources.today),
                due=promise.due,
                made=promise.made,
                kept=promise.kept,
                what=promise.what,
                people=story.advocates,
                story=story.slug,
                is_public=True,
            )


def _in_log(sources: Sources) -> Iterator[PromiseRow]:
    for entry in sources.entries:
        if entry.kind == "promise":
            yield PromiseRow(
                state=_state(entry.due, entry.kept, sources.today),
                due=entry.due,
                made=entry.on,
                kept=entry.kept,
                what=entry.text or "",
                people=entry.people,
                story=entry.story or "",
                is_public=False,
            )


def _state(due: datetime.date | None, kept: datetime.date | None, today: datetime.date) -> State:
    if kept:
        return "kept-late" if due and kept > due else "kept"
    return "late" if due and due < today else "due"


def _open(story: StoryFact, sources: Sources) -> Turnaround | None:
    """A turnaround ends well once the company did something last and kept all that it promised."""
    if story.kind != "turnaround" and not story.turns:
        return None
    reasons = tuple(_why_open(story, sources.today))
    since = min((day for day, _ in story.turns), default=story.date)
    return Turnaround(story.slug, since, reasons) if reasons else None


def _why_open(story: StoryFact, today: datetime.date) -> Iterator[str]:
    last = max((day for day, _ in story.turns), default=None)
    if last is None:
        yield "no step says how it was put right"
    elif (last, "company") not in story.turns:
        yield "the customer had the last word"
    owed = [promise.due for promise in story.promises if promise.kept is None]
    if late := sum(day < today for day in owed):
        yield f"{late} late {'promise' if late == 1 else 'promises'}"
    if due := len(owed) - late:
        yield f"{due} {'promise' if due == 1 else 'promises'} to keep"
