"""The state of consents: what waits, what ends soon, what was refused, and how long answers
take.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from rooftop.consent import Approval, Standing
from rooftop.desk.facts import CompanyFact, ConsentFact
from rooftop.desk.report.sources import Sources

#: The days ahead by which consents that end are grouped.
_AHEAD = (30, 60, 90)
_ENDED = (Standing.REFUSED, Standing.WITHDRAWN, Standing.EXPIRED)


@dataclass(frozen=True)
class Waiting:
    """A consent that was asked for; ``days`` since then, where the record says when."""

    file: str
    person: str
    requested: datetime.date | None
    answer_by: datetime.date | None
    days: int | None
    is_late: bool


@dataclass(frozen=True)
class Lapse:
    """A consent, or an employer's approval, that ends after ``until``: in ``within`` days or
    sooner.
    """

    until: datetime.date
    within: int
    file: str
    person: str
    whose: str


@dataclass(frozen=True)
class Ended:
    """A consent that shows nothing: it was refused or withdrawn, or has expired."""

    file: str
    person: str
    standing: str


@dataclass(frozen=True)
class Changed:
    """Words that are not what the person approved."""

    file: str
    person: str
    approval: str


@dataclass(frozen=True)
class Employer:
    """What one company approved, in how many records; until which day all of it holds."""

    company: str
    records: int
    given: int
    waiting: int
    refused: int
    ended: int
    until: datetime.date | None


@dataclass(frozen=True)
class ConsentReport:
    """Consents that need somebody. ``median_days`` are those from the request to the consent, over
    ``answers`` that have both days.
    """

    given: int
    unanswered: int
    lapsing_in_30_days: int
    lapsing_in_60_days: int
    lapsing_in_90_days: int
    refused: int
    withdrawn: int
    expired: int
    answers: int
    median_days: float | None
    waiting: tuple[Waiting, ...]
    lapsing: tuple[Lapse, ...]
    ended: tuple[Ended, ...]
    changed: tuple[Changed, ...]
    companies: tuple[CompanyFact, ...]
    employers: tuple[Employer, ...]


def consents(sources: Sources) -> ConsentReport:
    """The state of all consents, including those of drafts."""
    decided, drafts = sources.facts.consents, sources.facts.draft_consents
    waiting = sorted(_waiting([*decided, *drafts], sources), key=lambda each: each.file)
    lapsing = sorted(_lapses(decided, sources), key=lambda each: (each.until, each.file))
    people = [each for each in lapsing if each.whose == "person"]
    ended = [
        Ended(each.file, each.person, each.standing)
        for each in (*decided, *drafts)
        if each.standing in _ENDED
    ]
    count = Counter(each.standing for each in ended)
    days = list(_days_to_answer(decided))
    return ConsentReport(
        given=sum(each.standing == Standing.GIVEN for each in decided),
        unanswered=len(waiting),
        lapsing_in_30_days=sum(each.within <= 30 for each in people),
        lapsing_in_60_days=sum(each.within <= 60 for each in people),
        lapsing_in_90_days=len(people),
        refused=count[Standing.REFUSED],
        withdrawn=count[Standing.WITHDRAWN],
        expired=count[Standing.EXPIRED],
        answers=len(days),
        median_days=float(median(days)) if days else None,
        waiting=tuple(waiting),
        lapsing=tuple(lapsing),
        ended=tuple(ended),
        changed=tuple(_changed(decided)),
        companies=sources.facts.companies,
        employers=tuple(_employers(sources)),
    )


def _waiting(consents: Iterable[ConsentFact], sources: Sources) -> Iterator[Waiting]:
    for each in consents:
        if each.standing in (Standing.REQUESTED, Standing.WAITING):
            yield Waiting(
                file=each.file,
                person=each.person,
                requested=each.requested,
                answer_by=each.answer_by,
                days=sources.days_since(each.requested) if each.requested else None,
                is_late=each.standing == Standing.WAITING,
            )


def _lapses(decided: Iterable[ConsentFact], sources: Sources) -> Iterator[Lapse]:
    for each in decided:
        if each.standing == Standing.GIVEN:
            ends = [("person", each.until)]
            if each.employer == Standing.GIVEN:
                ends.append(("employer", each.employer_until))
            for whose, until in ends:
                days = sources.days_until(until) if until else _AHEAD[-1] + 1
                if until and 0 <= days <= _AHEAD[-1]:
                    within = next(limit for limit in _AHEAD if days <= limit)
                    yield Lapse(until, within, each.file, each.person, whose)


def _changed(decided: Iterable[ConsentFact]) -> Iterator[Changed]:
    fine = (Approval.MATCHES, Approval.SIGNED, Approval.UNBOUND)
    for each in decided:
        if each.standing == Standing.GIVEN and each.approval not in fine:
            yield Changed(each.file, each.person, each.approval)


def _days_to_answer(decided: Iterable[ConsentFact]) -> Iterator[int]:
    for each in decided:
        if each.requested and each.given and each.given >= each.requested:
            yield (each.given - each.requested).days


def _employers(sources: Sources) -> Iterator[Employer]:
    """The approvals of each company, by its name, over all records of its people."""
    by_company = defaultdict[str, list[ConsentFact]](list)
    for each in sources.facts.consents:
        profile = sources.facts.people.get(each.person)
        if profile and profile.company:
            by_company[profile.company].append(each)
    for name, many in sorted(by_company.items()):
        states = Counter(each.employer for each in many)
        given = [each for each in many if each.employer == Standing.GIVEN]
        yield Employer(
            company=name,
            records=len(many),
            given=len(given),
            waiting=states[Standing.REQUESTED] + states[Standing.WAITING],
            refused=states[Standing.REFUSED],
            ended=states[Standing.WITHDRAWN] + states[Standing.EXPIRED],
            until=min((each.employer_until for each in given if each.employer_until), default=None),
        )
