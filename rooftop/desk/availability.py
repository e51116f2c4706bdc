"""Who may be asked for something today.

Somebody is free when their profile is published today, which takes their consent; when they are
open to what they would be asked for; when no other request waits for them; when they were asked
less often in the last three months than they accept; and when they have rested since they last
said yes. Whoever refused, withdrew, or whose consent has ended is never free.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rooftop.consent import last_day
from rooftop.logbook import Entry, Request
from rooftop.plan import Plan
from rooftop.programme import Programme
from rooftop.records import Advocate

#: The months in which asks count.
MONTHS = 3


@dataclass(frozen=True)
class Ask:
    """One time that somebody was asked: by a request of that name, or as the log has it.

    ``since`` and ``latest`` are the first and the last day of it; ``accepted`` is the last day on
    which they accepted or did it. All days are UTC.
    """

    since: datetime.date
    latest: datetime.date
    purpose: str | None = None
    request: str | None = None
    accepted: datetime.date | None = None
    is_open: bool = False

    def counts(self, today: datetime.date) -> bool:
        """Whether it counts against the limit of asks: it is open, or its last day is less than
        three months ago.
        """
        return self.is_open or last_day(self.latest, None, MONTHS) > today


@dataclass(frozen=True)
class Availability:
    """Whether somebody may be asked. ``reasons`` are why not, as sentences without their full stop;
    ``used`` of ``limit`` asks were made in the last three months.
    """

    is_free: bool
    reasons: tuple[str, ...]
    used: int
    limit: int


def asks_by_person(
    entries: Iterable[Entry], requests: Mapping[str, Request]
) -> dict[str, tuple[Ask, ...]]:
    """Every ask of every person, the oldest first. A request that was proposed to somebody twice
    counts twice, whatever they answered.
    """
    asks: dict[str, list[Ask]] = defaultdict(list)
    for entry in entries:
        if entry.kind == "ask":
            for person in dict.fromkeys(entry.people):
                asks[person].append(Ask(entry.on, entry.on, entry.purpose))
    for name, request in requests.items():
        for each in request.proposals:
            asks[each.person].append(
                Ask(
                    since=each.steps[0].day,
                    latest=each.latest,
                    purpose=request.purpose,
                    request=name,
                    accepted=each.accepted,
                    is_open=each.is_open,
                )
            )
    return {
        person: tuple(sorted(many, key=lambda ask: (ask.since, ask.request or "")))
        for person, many in asks.items()
    }


def availability(
    person: str,
    purpose: str | None,
    plan: Plan,
    programme: Programme,
    entries: Iterable[Entry],
    requests: Mapping[str, Request],
    today: datetime.date,
) -> Availability:
    """Whether ``person`` may be asked on ``today`` (UTC) for ``purpose``; for anything, where that
    is None. ``requests`` are all others than the one they would be asked by.

    To judge many people, call `asks_by_person` once, and `is_free_for` for each.
    """
    asks = asks_by_person(entries, requests).get(person, ())
    return is_free_for(person, purpose, plan, programme, asks, today)


def is_free_for(
    person: str,
    purpose: str | None,
    plan: Plan,
    programme: Programme,
    asks: Sequence[Ask],
    today: datetime.date,
) -> Availability:
    """The same as `availability`, for a person of whom all ``asks`` are known."""
    return judge(candidate(person, plan), purpose, programme, asks, today)


@dataclass(frozen=True)
class Candidate:
    """What a plan says of somebody who might be asked: ``reasons`` why nobody may ask them
    anything, what they are ``open_to``, and their own ``limit`` of asks, if they set one.
    """

    reasons: tuple[str, ...]
    open_to: tuple[str, ...] = ()
    limit: int | None = None


def candidate(person: str, plan: Plan) -> Candidate:
    """What ``plan`` says of ``person``."""
    profile = plan.catalogue.advocates.get(person)
    limit = profile.limits.asks_per_quarter if profile and profile.limits else None
    reasons = tuple(_consent_reasons(person, plan))
    return Candidate(reasons, profile.open_to if profile else (), limit)


def judge(
    candidate: Candidate,
    purpose: str | None,
    programme: Programme,
    asks: Sequence[Ask],
    today: datetime.date,
) -> Availability:
    """The same as `is_free_for`, for somebody of whom a plan says what ``candidate`` holds."""
    most = programme.asks.per_quarter
    limit = most if candidate.limit is None else min(candidate.limit, most)
    used = sum(ask.counts(today) for ask in asks)
    reasons = [
        *candidate.reasons,
        *_openness_reasons(candidate, purpose),
        *_pending_reasons(asks),
        *_rest_reasons(asks, programme.asks.rest_days, today),
    ]
    if used >= limit:
        times = "once" if used == 1 else f"{used} times"
        reasons.append(f"was asked {times} in three months, and the limit is {limit}")
    return Availability(not reasons, tuple(reasons), used, limit)


def _consent_reasons(person: str, plan: Plan) -> Iterator[str]:
    """In doubt nobody is free: what a profile says counts only as far as the person agreed to it
    being shown.
    """
    view = plan.published.advocates.get(person)
    if view and not (view.is_draft or view.is_example):
        return
    profile = plan.catalogue.advocates.get(person)
    if profile is None:
        yield "has no profile"
    elif profile.example:
        yield "is an example"
    elif profile.is_draft:
        yield "waits in the drafts folder for consent"
    else:
        yield f"has a profile that is withheld: {_why_withheld(profile, plan)}"


def _why_withheld(profile: Advocate, plan: Plan) -> str:
    consent = plan.consents.of(profile)[profile.slug]
    decision = consent.decisions.get("site")
    if decision is not None and not decision:
        return next(iter(decision.why.values()))
    path = profile.origin.path
    reasons = (each.reason for each in plan.withheld if each.path == path and each.is_whole)
    return next(reasons, "it cannot be shown")


def _openness_reasons(candidate: Candidate, purpose: str | None) -> Iterator[str]:
    if purpose and purpose not in candidate.open_to:
        yield f"is not open to {purpose}"


def _pending_reasons(asks: Iterable[Ask]) -> Iterator[str]:
    for ask in asks:
        if ask.is_open:
            yield f"has an open request, {ask.request}, since {ask.since}"


def _rest_reasons(asks: Iterable[Ask], days: int, today: datetime.date) -> Iterator[str]:
    accepted = max((ask.accepted for ask in asks if ask.accepted), default=None)
    if accepted and accepted + datetime.timedelta(days) > today:
        until = accepted + datetime.timedelta(days)
        yield f"said yes on {accepted} and rests until {until}"
