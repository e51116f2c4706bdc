"""Who the people of the programme are, what was asked of them, and who has gone silent."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rooftop.desk.availability import is_free_for
from rooftop.desk.report.sources import Movement, Sources, employer_of, entries_by_person
from rooftop.logbook import Entry
from rooftop.published import next_anniversary
from rooftop.records import LADDER, Advocate

#: How many days ahead an anniversary is named.
_AHEAD = 30


@dataclass(frozen=True)
class Load:
    """What fell to one person in the last three months.

    ``asks`` of at most ``limit`` counts requests, open ones included; ``appearances`` are stories
    of theirs that were published and events at which they spoke; ``posts`` went out about them.
    """

    asks: int
    limit: int
    appearances: int
    posts: int


@dataclass(frozen=True)
class Step:
    """How many people stand on one step of the loyalty ladder, and how many came to it and left it
    in the last three months.
    """

    stage: str
    people: int
    came: int
    left: int


@dataclass(frozen=True)
class PersonRow:
    """One person. ``is_eligible`` is whether the programme's rule makes them an advocate;
    ``silent_days`` are those since they were last heard of, where that is longer than the rhythm.
    """

    person: str
    stage: str
    is_eligible: bool
    is_published: bool
    is_free: bool
    open_to: tuple[str, ...]
    products: int
    contacts: int
    last_heard: datetime.date | None
    silent_days: int | None
    asks: int
    limit: int
    is_at_limit: bool
    appearances: int
    posts: int


@dataclass(frozen=True)
class Anniversary:
    """On ``day``, ``person`` has been in the community for ``years``."""

    day: datetime.date
    person: str
    years: int


@dataclass(frozen=True)
class People:
    """People by their slug; movements the newest first."""

    count: int
    eligible: int
    silent: int
    at_limit: int
    ladder: tuple[Step, ...]
    movements: tuple[Movement, ...]
    anniversaries: tuple[Anniversary, ...]
    people: tuple[PersonRow, ...]


def people(sources: Sources) -> People:
    """Everybody with a profile, the ladder they stand on, and what was asked of them."""
    rows = tuple(_rows(sources))
    return People(
        count=len(rows),
        eligible=sum(row.is_eligible for row in rows),
        silent=sum(row.silent_days is not None for row in rows),
        at_limit=sum(row.is_at_limit for row in rows),
        ladder=tuple(_ladder(sources)),
        movements=tuple(reversed(sources.movements)),
        anniversaries=tuple(sorted(_anniversaries(sources), key=lambda each: each.day)),
        people=rows,
    )


def load_of(person: str, sources: Sources) -> Load:
    """What fell to ``person`` in the last three months."""
    asks = sources.asks.get(person, ())
    free = is_free_for(person, None, sources.plan, sources.programme, asks, sources.today)
    published = sources.plan.published
    stories = [story.slug for story in published.stories_of.get(person, ())]
    days = [published.stories[slug].moment.date() for slug in stories]
    days += [
        event.starts.date() for event in published.events.values() if person in event.advocates
    ]
    posts = sum(sources.posts_this_quarter[slug] for slug in stories)
    return Load(free.used, free.limit, sum(map(sources.is_this_quarter, days)), posts)


def _rows(sources: Sources) -> Iterator[PersonRow]:
    companies = Counter(employer_of(person) for person in sources.people.values())
    entries = entries_by_person(sources.entries)
    days = _days_of_events(sources)
    rule, rhythm = sources.programme.advocate, sources.programme.rhythms.contact_days
    for slug, person in sorted(sources.people.items()):
        employer = employer_of(person)
        contacts = companies[employer] if employer else 1
        load = load_of(slug, sources)
        heard = _last_heard(person, sources, entries.get(slug, []), days.get(slug, []))
        silence = sources.days_since(heard) if heard else None
        free = is_free_for(
            slug, None, sources.plan, sources.programme, sources.asks.get(slug, ()), sources.today
        )
        yield PersonRow(
            person=slug,
            stage=person.loyalty_stage,
            is_eligible=len(set(person.products)) >= rule.products
            and contacts >= rule.contacts
            and len(set(person.open_to)) >= rule.open_to,
            is_published=slug in sources.plan.published.advocates,
            is_free=free.is_free,
            open_to=person.open_to,
            products=len(set(person.products)),
            contacts=contacts,
            last_heard=heard,
            silent_days=silence if silence is not None and silence > rhythm else None,
            asks=load.asks,
            limit=load.limit,
            is_at_limit=load.asks >= load.limit,
            appearances=load.appearances,
            posts=load.posts,
        )


def _ladder(sources: Sources) -> Iterator[Step]:
    here = Counter(person.loyalty_stage for person in sources.people.values())
    recent = [each for each in sources.movements if sources.is_this_quarter(each.day)]
    for stage in LADDER:
        came = sum(each.after == stage for each in recent)
        yield Step(stage, here[stage], came, sum(each.before == stage for each in recent))


def _days_of_events(sources: Sources) -> Mapping[str, list[datetime.date]]:
    """The days of the events at which each person spoke or speaks."""
    days = defaultdict[str, list[datetime.date]](list)
    for event in sources.plan.catalogue.events.values():
        for person in event.advocates:
            days[person].append(event.starts_local.date())
    return days


def _last_heard(
    person: Advocate, sources: Sources, entries: list[Entry], events: list[datetime.date]
) -> datetime.date | None:
    """The last day on which ``person`` and the company had to do with each other: an entry in the
    log, an answer to a request, an event, a story, a consent, or a look at their profile.
    """
    stories = sources.stories_of.get(person.slug, ())
    consents = [person.consent, *(story.consent.get(person.slug) for story in stories)]
    days = [
        person.joined,
        person.reviewed,
        *(consent.given for consent in consents if consent),
        *(story.date for story in stories),
        *(entry.on for entry in entries),
        *(ask.latest for ask in sources.asks.get(person.slug, ())),
        *events,
    ]
    return max((day for day in days if day and day <= sources.today), default=None)


def _anniversaries(sources: Sources) -> Iterator[Anniversary]:
    yesterday = sources.today - datetime.timedelta(1)
    for slug, person in sorted(sources.people.items()):
        if person.joined and person.joined <= sources.today:
            day = next_anniversary(person.joined, yesterday)
            if sources.days_until(day) <= _AHEAD:
                yield Anniversary(day, slug, day.year - person.joined.year)
