"""Stories that are past their best, and what to do about each."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from rooftop.consent import last_day
from rooftop.desk.facts import StoryFact
from rooftop.desk.report.sources import Sources
from rooftop.programme import Sign

#: ``keep``: nothing to do. ``renew``: ask those who tell it to bring it up to date.
#: ``retire``: `rooftop retire` keeps its page, and takes it out of packs and the home page.
Advice = Literal["retire", "renew", "keep"]
_ORDER: tuple[Advice, ...] = get_args(Advice)
_OLD = "old"


@dataclass(frozen=True)
class Aged:
    """A published story that is past its best: why, and what to do about it."""

    story: str
    date: datetime.date
    reasons: tuple[str, ...]
    advice: Advice


@dataclass(frozen=True)
class Aging:
    """Stories to retire come first, then those to renew; of these, the oldest."""

    retire: int
    renew: int
    keep: int
    already_retired: int
    stories: tuple[Aged, ...]


def aging(sources: Sources) -> Aging:
    """The published stories that are past their best by the rules of the programme."""
    stories = sources.facts.published.values()
    rows = [row for story in stories if not story.retired if (row := _judge(story, sources))]
    rows.sort(key=lambda row: (_ORDER.index(row.advice), row.date, row.story))
    return Aging(
        retire=sum(row.advice == "retire" for row in rows),
        renew=sum(row.advice == "renew" for row in rows),
        keep=sum(row.advice == "keep" for row in rows),
        already_retired=sum(bool(story.retired) for story in stories),
        stories=tuple(rows),
    )


def _judge(story: StoryFact, sources: Sources) -> Aged | None:
    rule = sources.programme.retire
    is_old = last_day(story.updated or story.date, None, rule.after_months) < sources.today
    signs = [sign for sign in _signs(story, sources) if sign in rule.signs]
    reasons = (*([_OLD] if is_old else []), *signs)
    if not reasons:
        return None
    return Aged(story.slug, story.date, reasons, _advise(story, reasons, sources))


def _signs(story: StoryFact, sources: Sources) -> Iterator[Sign]:
    people = sources.facts.people
    tellers = [people[slug] for slug in story.advocates if slug in people]
    if any(teller.has_left for teller in tellers):
        yield "person-left"
    if sources.facts.retired_products & set(story.products):
        yield "product-retired"
    if any(teller.company_is_former for teller in tellers):
        yield "company-former"
    if story.file in sources.facts.files_with_dead_links:
        yield "link-dead"


def _advise(story: StoryFact, reasons: Collection[str], sources: Sources) -> Advice:
    """Retire what is about nothing that is sold, and what is old and told by nobody who is still
    there. Keep what is only old, where everybody agreed to it again since.
    """
    is_gone = sources.facts.retired_products.issuperset(story.products)
    has_nobody = {"person-left", "company-former"} & set(reasons)
    if ("product-retired" in reasons and is_gone) or (_OLD in reasons and has_nobody):
        return "retire"
    months = sources.programme.retire.after_months
    given = [consent.given for consent in story.consents]
    is_confirmed = all(day and last_day(day, None, months) >= sources.today for day in given)
    return "keep" if set(reasons) == {_OLD} and is_confirmed else "renew"
