"""Whom to ask: people who may be asked today, the most suitable first, each with the reason.

Whoever meets more of what is asked for comes first. Among those who meet as much, it is whoever
rested longer, in whole quarters; then whom the company owes nothing; then whom it did more for;
then who was asked less.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rooftop.desk.availability import Availability, asks_by_person, is_free_for
from rooftop.desk.references.favours import Favours, favours_by_person
from rooftop.desk.references.suitability import Fit, Profiles, Wish
from rooftop.logbook import Entry, Request
from rooftop.plan import Plan
from rooftop.programme import Programme
from rooftop.summary import count

#: The days of a quarter, about, and the quarters without an ask beyond which more are the same.
_QUARTER, _MOST_QUARTERS = 91, 4


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be asked. ``last_asked`` is None where nobody ever asked them."""

    person: str
    name: str
    fit: Fit
    last_asked: datetime.date | None
    availability: Availability
    favours: Favours

    def explain(self, today: datetime.date) -> str:
        """Why they stand where they stand, in a sentence, with everything that decides it."""
        used, limit = self.availability.used, self.availability.limit
        parts = [
            str(self.fit),
            _describe_rest(self.last_asked, today),
            f"{used} of {count(limit, 'ask', 'asks')} used in three months",
            _describe_favours(self.favours),
        ]
        sentence = "; ".join(part for part in parts if part)
        return f"{sentence[:1].upper()}{sentence[1:]}."

    def order(self, today: datetime.date) -> tuple[object, ...]:
        """What candidates are sorted by, the best first."""
        last = self.last_asked or datetime.date.min
        return (
            -len(self.fit.met),
            -min((today - last).days // _QUARTER, _MOST_QUARTERS),
            len(self.favours.debts),
            -self.favours.total,
            self.availability.used,
            last,
            self.person,
        )


@dataclass(frozen=True)
class LeftOut:
    """Somebody who is not to be asked, and every reason, as the end of a sentence."""

    person: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """Candidates, the most suitable first, and everybody else, by slug."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]


def rank(
    wish: Wish,
    plan: Plan,
    programme: Programme,
    entries: Iterable[Entry],
    requests: Mapping[str, Request],
    today: datetime.date,
) -> Ranking:
    """Everybody with a profile, ranked for ``wish`` or left out, on ``today`` (UTC)."""
    entries = list(entries)
    asks = asks_by_person(entries, requests)
    favours = favours_by_person(plan, programme, entries, requests, today)
    profiles = Profiles(plan.published)
    candidates: list[Candidate] = []
    left_out: list[LeftOut] = []
    for person in sorted({*plan.catalogue.advocates, *plan.published.advocates}):
        own = asks.get(person, ())
        available = is_free_for(person, wish.purpose, plan, programme, own, today)
        fit = profiles.fit(person, wish) if available.is_free else Fit()
        reasons = available.reasons or profiles.objections(person, wish, fit)
        if reasons:
            left_out.append(LeftOut(person, reasons))
            continue
        name = plan.published.advocates[person].name
        last = max((ask.latest for ask in own), default=None)
        given = favours.get(person, Favours())
        candidates.append(Candidate(person, name, fit, last, available, given))
    candidates.sort(key=lambda candidate: candidate.order(today))
    return Ranking(tuple(candidates), tuple(left_out))


def _describe_rest(last: datetime.date | None, today: datetime.date) -> str:
    if last is None:
        return "was never asked"
    return f"had their last request on {last}, {count((today - last).days, 'day', 'days')} ago"


def _describe_favours(favours: Favours) -> str:
    counts = {
        ("thanks", "thanks"): favours.thanks,
        ("gift", "gifts"): favours.gifts,
        ("promise kept", "promises kept"): favours.promises_kept,
    }
    given = [count(number, *nouns) for nouns, number in counts.items() if number]
    parts = [
        f"got {', '.join(given)} from us in a year" if given else "",
        f"we owe them {' and '.join(favours.debts)}" if favours.debts else "",
    ]
    return "; ".join(part for part in parts if part)
