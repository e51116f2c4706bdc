"""Where consents stand: what waits, what ends soon, what was refused, and how long answers take."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from rooftop.consent import Approval, Consent, Standing, consent_of, people_of, standing
from rooftop.desk.report.sources import Sources
from rooftop.records import Record

#: The days ahead by which consents that end are grouped.
_AHEAD = (30, 60, 90)


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
    waiting_count: int
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
    employers: tuple[Employer, ...]


def consents(sources: Sources) -> ConsentReport:
    """Where the consents to everything stand, drafts included."""
    decided = sorted(sources.plan.consents, key=lambda each: (each.path, each.person))
    waiting = sorted(_waiting(sources), key=lambda each: (each.file, each.person))
    lapsing = sorted(_lapses(decided, sources), key=lambda each: (each.until, each.file))
    people = [each for each in lapsing if each.whose == "person"]
    ended = [*_ended(decided), *_refused_drafts(sources)]
    count = {name: sum(each.standing == name for each in ended) for name in _ENDED}
    days = sorted(_days_to_answer(decided))
    return ConsentReport(
        given=sum(each.standing is Standing.GIVEN for each in decided),
        waiting_count=len(waiting),
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
        employers=tuple(_employers(sources)),
    )


_ENDED = (Standing.REFUSED, Standing.WITHDRAWN, Standing.EXPIRED)


def _records(sources: Sources) -> Iterator[Record]:
    yield from sources.people.values()
    yield from sources.stories.values()
    yield from sources.drafts


def _waiting(sources: Sources) -> Iterator[Waiting]:
    term = sources.plan.community.settings.default_term_months
    for record in _records(sources):
        for person in people_of(record):
            consent = consent_of(record, person)
            now = standing(consent, sources.today, term)
            if consent and now in (Standing.REQUESTED, Standing.WAITING):
                asked = consent.requested
                yield Waiting(
                    file=record.origin.path,
                    person=person,
                    requested=asked,
                    answer_by=consent.answer_by,
                    days=sources.days_since(asked) if asked else None,
                    is_late=now is Standing.WAITING,
                )


def _lapses(decided: Iterable[Consent], sources: Sources) -> Iterator[Lapse]:
    for each in decided:
        if each.standing is not Standing.GIVEN:
            continue
        ends = [("person", each.until)]
        if each.employer is Standing.GIVEN:
            ends.append(("employer", each.employer_until))
        for whose, until in ends:
            days = sources.days_until(until) if until else _AHEAD[-1] + 1
            if until and 0 <= days <= _AHEAD[-1]:
                within = next(limit for limit in _AHEAD if days <= limit)
                yield Lapse(until, within, each.path, each.person, whose)


def _ended(decided: Iterable[Consent]) -> Iterator[Ended]:
    for each in decided:
        if each.standing in _ENDED:
            yield Ended(each.path, each.person, str(each.standing))


def _refused_drafts(sources: Sources) -> Iterator[Ended]:
    for record in sources.drafts:
        for person in people_of(record):
            consent = consent_of(record, person)
            if consent and consent.status in ("refused", "withdrawn"):
                yield Ended(record.origin.path, person, consent.status)


def _changed(decided: Iterable[Consent]) -> Iterator[Changed]:
    fine = (Approval.MATCHES, Approval.SIGNED, Approval.UNBOUND)
    for each in decided:
        if each.standing is Standing.GIVEN and each.approval not in fine:
            yield Changed(each.path, each.person, str(each.approval))


def _days_to_answer(decided: Iterable[Consent]) -> Iterator[int]:
    for each in decided:
        record = each.record
        if record and record.requested and record.given and record.given >= record.requested:
            yield (record.given - record.requested).days


def _employers(sources: Sources) -> Iterator[Employer]:
    """The approvals of each company, by its name, of records that have or need one."""
    by_company = defaultdict[str, list[Consent]](list)
    for each in sources.plan.consents:
        profile = sources.people.get(each.person)
        if profile and profile.company and profile.company.name:
            by_company[profile.company.name].append(each)
    for name, many in sorted(by_company.items()):
        states = [each.employer for each in many]
        until = [
            each.employer_until
            for each in many
            if each.employer is Standing.GIVEN and each.employer_until
        ]
        yield Employer(
            company=name,
            records=len(many),
            given=states.count(Standing.GIVEN),
            waiting=states.count(Standing.REQUESTED) + states.count(Standing.WAITING),
            refused=states.count(Standing.REFUSED),
            ended=states.count(Standing.WITHDRAWN) + states.count(Standing.EXPIRED),
            until=min(until, default=None),
        )
