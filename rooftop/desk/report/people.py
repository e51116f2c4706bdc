"""Who the people of the programme are, what was asked of them, and who has gone silent."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rooftop.desk.facts import PersonFact
from rooftop.desk.report.sources import Movement, Sources, entries_by_person
from rooftop.logbook import Entry
from rooftop.published import next_anniversary
from rooftop.records import LADDER

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

    profiles: int
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
        profiles=len(rows),
        eligible=sum(row.is_eligible for row in rows),
        silent=sum(row.silent_days is not None for row in rows),
        at_limit=sum(row.is_at_limit for row in rows),
        ladder=tuple(_ladder(sources)),
        movements=tuple(reversed(sources.movements)),
        anniversaries=tuple(sorted(_anniversaries(sources), key=lambda each: each.day)),
        people=rows,
    )


def load_of(person: str, sources: Sources) -> Load:
    """What fell to ``person``, who has a profile, in the last three months."""
    free = sources.may_be_asked(person)
    stories = [story for story in sources.stories_of.get(person, ()) if story.moment]
    days = [story.moment.date() for story in stories if story.moment]
    days += sources.days_on_stage.get(person, ())
    posts = sum(sources.posts_this_quarter[story.slug] for story in stories)
    return Load(free.used, free.limit, sum(map(sources.is_this_quarter, days)), posts)


def _rows(sources: Sources) -> Iterator[PersonRow]:
    companies = Counter(person.employer for person in sources.facts.people.values())
    entries = entries_by_person(sources.entries)
    rule, rhythm = sources.programme.advocate, sources.programme.rhythms.contact_days
    for slug, person in sources.facts.people.items():
        contacts = companies[person.employer] if person.employer else 1
        heard = _last_heard(person, sources, entries.get(slug, []))
        silence = sources.days_since(heard) if heard else None
        products, open_to = len(person.products), person.candidate.open_to
        load = load_of(slug, sources)
        yield PersonRow(
            person=slug,
            stage=person.stage,
            is_eligible=products >= rule.products
            and contacts >= rule.contacts
            and len(set(open_to)) >= rule.open_to,
            is_published=person.is_published,
            is_free=sources.may_be_asked(slug).is_free,
            open_to=open_to,
            products=products,
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
    here = Counter(person.stage for person in sources.facts.people.values())
    recent = [each for each in sources.movements if sources.is_this_quarter(each.day)]
    for stage in LADDER:
        came = sum(each.after == stage for each in recent)
        yield Step(stage, here[stage], came, sum(each.before == stage for each in recent))


def _last_heard(person: PersonFact, sources: Sources, entries: list[Entry]) -> datetime.date | None:
    """The last day on which ``person`` and the company had to do with each other: an entry in the
    log, an answer to a request, an event, a story, a consent, or a look at their profile.
    """
    stories = sources.stories_of.get(person.slug, ())
    consents = [person.consent, *(each for story in stories for each in story.consents)]
    days = [
        person.joined,
        person.reviewed,
        *(each.given for each in consents if each and each.person == person.slug),
        *(story.date for story in stories),
        *(entry.on for entry in entries),
        *(ask.latest for ask in sources.asks.get(person.slug, ())),
        *sources.days_on_stage.get(person.slug, ()),
    ]
    return max((day for day in days if day and day <= sources.today), default=None)


def _anniversaries(sources: Sources) -> Iterator[Anniversary]:
    yesterday = sources.today - datetime.timedelta(1)
    for slug, person in sources.facts.people.items():
        if person.joined and person.joined <= sources.today:
            day = next_anniversary(person.joined, yesterday)
            if sources.days_until(day) <= _AHEAD:
                yield Anniversary(day, slug, day.year - person.joined.year)
