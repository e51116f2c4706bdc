"""Give and take: what the company did for people lately, and what it owes them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rooftop.consent import last_day
from rooftop.logbook import Entry, Request
from rooftop.plan import Plan
from rooftop.programme import Programme

#: The months in which favours count.
MONTHS = 12


@dataclass(frozen=True)
class Favours:
    """What the company did for somebody in the last twelve months; ``debts`` are what it owes them
    today, in words.
    """

    thanks: int = 0
    gifts: int = 0
    promises_kept: int = 0
    debts: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many things the company did."""
        return self.thanks + self.gifts + self.promises_kept


@dataclass(frozen=True)
class _Promise:
    """A promise to ``people``, from the log or from a story."""

    people: tuple[str, ...]
    what: str
    due: datetime.date | None
    kept: datetime.date | None


def favours_by_person(
    plan: Plan,
    programme: Programme,
    entries: Iterable[Entry],
    requests: Mapping[str, Request],
    today: datetime.date,
) -> dict[str, Favours]:
    """The favours and debts of everybody who has any, on ``today`` (UTC)."""
    entries = list(entries)
    favours: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for person, kind, day in _favours(plan, entries, requests):
        if day <= today < last_day(day, None, MONTHS):
            favours[person][kind] += 1
    debts: dict[str, list[str]] = defaultdict(list)
    for person, debt in _debts(plan, programme, entries, requests, today):
        debts[person].append(debt)
    return {
        person: Favours(**favours.get(person, {}), debts=tuple(debts.get(person, ())))
        for person in sorted({*favours, *debts})
    }


def last_thanks(entries: Iterable[Entry]) -> dict[str, datetime.date]:
    """The last day on which each person was thanked, as the log has it."""
    days: dict[str, datetime.date] = {}
    for entry in entries:
        if entry.kind == "thanks":
            days |= {person: max(entry.on, days.get(person, entry.on)) for person in entry.people}
    return days


def _favours(
    plan: Plan, entries: list[Entry], requests: Mapping[str, Request]
) -> Iterator[tuple[str, str, datetime.date]]:
    """Who got what kind of favour, and when."""
    for entry in entries:
        if entry.kind in ("thanks", "gift"):
            kind = "thanks" if entry.kind == "thanks" else "gifts"
            yield from ((person, kind, entry.on) for person in dict.fromkeys(entry.people))
    for promise in _promises(plan, entries):
        if promise.kept:
            yield from ((person, "promises_kept", promise.kept) for person in promise.people)
    for request in requests.values():
        if request.person and request.thanked:
            yield request.person, "thanks", request.thanked


def _debts(
    plan: Plan,
    programme: Programme,
    entries: list[Entry],
    requests: Mapping[str, Request],
    today: datetime.date,
) -> Iterator[tuple[str, str]]:
    for promise in _promises(plan, entries):
        if promise.due and promise.due < today and not promise.kept:
            debt = f"a promise that was due on {promise.due}"
            yield from ((person, debt) for person in promise.people)
    days, thanks = datetime.timedelta(programme.rhythms.thanks_days), last_thanks(entries)
    for name, request in requests.items():
        if request.state != "done" or request.person is None or request.thanked:
            continue
        done = request.steps[-1].day
        if done + days < today and thanks.get(request.person, datetime.date.min) < done:
            yield request.person, f"thanks for {name}"


def _promises(plan: Plan, entries: list[Entry]) -> Iterator[_Promise]:
    """Every promise, once: a line of the log that says that one was kept ends the one before it
    with the same words.
    """
    logged: dict[tuple[tuple[str, ...], str], _Promise] = {}
    for entry in entries:
        if entry.kind == "promise":
            people, text = tuple(sorted(set(entry.people))), entry.text or ""
            before = logged.get((people, text))
            due = entry.due or (before.due if before else None)
            kept = entry.kept or (before.kept if before else None)
            logged[people, text] = _Promise(people, text, due, kept)
    yield from logged.values()
    for story in plan.catalogue.stories.values():
        if story.translation_of:
            continue  # it repeats what the original says
        people = tuple(dict.fromkeys(story.advocates))
        yield from (_Promise(people, each.what, each.due, each.kept) for each in story.promises)
