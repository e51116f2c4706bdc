"""Which goals have their stories, where voices are missing, and who could be asked for one."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from rooftop.consent import Standing
from rooftop.desk.facts import StoryFact
from rooftop.desk.report.sources import Sources
from rooftop.programme import Goal, serving, words_of
from rooftop.programme.gaps import About

#: The lists of a goal that span its cells, by the name a word of each has there.
_SIDES = {"products": "product", "stages": "stage", "industries": "industry", "roles": "role"}
#: A goal with more cells than this shows those that hold a story.
_MOST_CELLS = 1_000
#: How many people are named who could close a gap.
_MOST_PEOPLE = 5


@dataclass(frozen=True)
class GoalRow:
    """How far one goal is. ``wanted`` is how many stories it still lacks."""

    goal: str
    owner: str
    by: datetime.date | None
    days_left: int | None
    target: int
    published: int
    waiting: int
    wanted: int


@dataclass(frozen=True)
class Cell:
    """One product, stage, industry and role that a goal names; empty where it names none."""

    goal: str
    product: str
    stage: str
    industry: str
    role: str
    published: int
    waiting: int
    is_wanted: bool


@dataclass(frozen=True)
class Gap:
    """A goal that lacks stories, and who could tell one: ``people`` are those to ask first of
    ``candidates``.
    """

    goal: str
    by: datetime.date | None
    wanted: int
    empty_cells: int
    candidates: int
    people: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """Goals in the order of the programme; gaps by the date of their goal, the earliest first."""

    goals: tuple[GoalRow, ...]
    gaps: tuple[Gap, ...]
    cells: tuple[Cell, ...]


def coverage(sources: Sources) -> Coverage:
    """How the stories that are published, and those that wait for consent, cover the goals."""
    waiting = waiting_stories(sources)
    rows, gaps, cells = [], [], []
    for goal in sources.programme.goals:
        published = serving(goal.needs, sources.facts.published.values())
        coming = serving(goal.needs, waiting)
        row = _row(goal, len(published), len(coming), sources)
        own = list(_cells(goal, published, coming, is_reached=not row.wanted))
        rows.append(row)
        cells += own
        if row.wanted:
            gaps.append(_gap(goal, row, own, sources))
    gaps.sort(key=lambda gap: gap.by or datetime.date.max)
    return Coverage(tuple(rows), tuple(gaps), tuple(cells))


def waiting_stories(sources: Sources) -> list[StoryFact]:
    """The stories that are not published and wait for somebody's consent: drafts, and those in the
    content whose consent was asked for.
    """
    asked = (Standing.REQUESTED, Standing.WAITING)
    return [
        *sources.facts.draft_stories,
        *(
            story
            for story in sources.facts.stories.values()
            if not story.is_published
            if any(consent.standing in asked for consent in story.consents)
        ),
    ]


def _row(goal: Goal, published: int, waiting: int, sources: Sources) -> GoalRow:
    return GoalRow(
        goal=goal.name,
        owner=goal.owner or "",
        by=goal.by,
        days_left=sources.days_until(goal.by) if goal.by else None,
        target=goal.target,
        published=published,
        waiting=waiting,
        wanted=max(goal.target - published, 0),
    )


def _cells(
    goal: Goal, published: Iterable[About], waiting: Iterable[About], *, is_reached: bool
) -> Iterator[Cell]:
    sides = [getattr(goal.needs, name) or ("",) for name in _SIDES]
    shown = _count(sides, published), _count(sides, waiting)
    is_large = prod(map(len, sides)) > _MOST_CELLS
    for words in product(*sides):
        here, coming = (counter[words] for counter in shown)
        if here or coming or not is_large:
            yield Cell(
                goal=goal.name,
                product=words[0],
                stage=words[1],
                industry=words[2],
                role=words[3],
                published=here,
                waiting=coming,
                is_wanted=not here and not is_reached,
            )


def _count(sides: list[tuple[str, ...]], stories: Iterable[About]) -> Counter[tuple[str, ...]]:
    """How many of ``stories`` each combination of words of ``sides`` holds."""
    cells: Counter[tuple[str, ...]] = Counter()
    for story in stories:
        own = [
            [word for word in words if not word or word in words_of(story, name)]
            for name, words in zip(_SIDES, sides, strict=True)
        ]
        cells.update(product(*own))
    return cells


def _gap(goal: Goal, row: GoalRow, cells: list[Cell], sources: Sources) -> Gap:
    people = sorted(_candidates(goal, sources))
    return Gap(
        goal=goal.name,
        by=goal.by,
        wanted=row.wanted,
        empty_cells=sum(cell.is_wanted for cell in cells),
        candidates=len(people),
        people=tuple(slug for *_, slug in people[:_MOST_PEOPLE]),
    )


def _candidates(goal: Goal, sources: Sources) -> Iterator[tuple[int, int, int, str]]:
    """Who could tell a story that ``goal`` lacks: they use a product of it, work in an industry of
    it, speak a language of it, are open to requests, and may be asked today. Those who share most
    topics and were asked least sort first, and of these, those who told fewest stories.
    """
    needs = goal.needs
    for slug, person in sources.facts.people.items():
        if not person.candidate.open_to:
            continue
        asked_for = (
            (needs.products, person.products),
            (needs.industries, (person.industry,)),
            (needs.languages, person.languages),
        )
        if any(words and not set(words) & set(own) for words, own in asked_for):
            continue
        free = sources.may_be_asked(slug)
        if free.is_free:
            shared = len(set(needs.topics) & set(person.topics))
            yield -shared, free.used, len(sources.stories_of.get(slug, ())), slug
