"""Stories that are past their best, and what to do about each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rooftop.consent import last_day
from rooftop.desk.report.sources import Sources
from rooftop.programme import Sign
from rooftop.records import Story

#: ``keep``: nothing to do. ``renew``: ask those who tell it to bring it up to date.
#: ``retire``: `rooftop retire` keeps its page, and takes it out of packs and the home page.
Advice = Literal["keep", "renew", "retire"]
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
    stories = [
        story for slug, story in sources.stories.items() if slug in sources.plan.published.stories
    ]
    rows = [row for story in stories if not story.retired if (row := _judge(story, sources))]
    order = ("retire", "renew", "keep")
    rows.sort(key=lambda row: (order.index(row.advice), row.date, row.story))
    count = {advice: sum(row.advice == advice for row in rows) for advice in order}
    return Aging(**count, already_retired=sum(bool(each.retired) for each in stories), stories=tuple(rows))


def _judge(story: Story, sources: Sources) -> Aged | None:
    told = story.updated or story.date
    months = sources.programme.retire.after_months
    is_old = last_day(told, None, months) < sources.today
    wanted = sources.programme.retire.signs
    signs = [sign for sign in _signs(story, sources) if sign in wanted]
    reasons = ([_OLD] if is_old else []) + signs
    if not reasons:
        return None
    return Aged(story.slug, story.date, tuple(reasons), _advise(story, reasons, sources))


def _signs(story: Story, sources: Sources) -> Iterator[Sign]:
    tellers = [sources.people[slug] for slug in story.advocates if slug in sources.people]
    companies = [teller.company for teller in tellers if teller.company]
    if any(company.former for company in companies):
        yield "person-left"
    if any(_is_retired(slug, sources) for slug in story.products):
        yield "product-retired"
    records = getattr(sources.plan.catalogue, "companies", {})
    slugs = (getattr(company, "record", None) for company in companies)
    if any(slug in records and records[slug].former for slug in slugs if slug):
        yield "company-former"
    if sources.dead_links.get(story.origin.path):
        yield "link-dead"


def _is_retired(slug: str, sources: Sources) -> bool:
    product = sources.plan.catalogue.product(slug)
    return product is not None and product.status == "retired"


def _advise(story: Story, reasons: list[str], sources: Sources) -> Advice:
    """Retire what is about nothing that is sold, and what is old and told by nobody who is still
    there. Keep what is only old, where everybody agreed to it again since.
    """
    is_gone = bool(story.products) and all(_is_retired(slug, sources) for slug in story.products)
    has_nobody = {"person-left", "company-former"} & set(reasons)
    if ("product-retired" in reasons and is_gone) or (_OLD in reasons and has_nobody):
        return "retire"
    months = sources.programme.retire.after_months
    given = [consent.given for consent in story.consent.values()]
    is_confirmed = all(day and last_day(day, None, months) >= sources.today for day in given)
    return "keep" if reasons == [_OLD] and is_confirmed else "renew"
