"""Whether customers speak freely: what staff changed in their words, and how much of what is
published is critical.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rooftop.consent import Approval, Standing
from rooftop.desk.facts import StoryFact
from rooftop.desk.report.sources import Edit, Sources


@dataclass(frozen=True)
class EditRow:
    """Words of a story that somebody changed who does not tell it. ``is_approved`` is whether
    everybody who tells it approved what stands there now.
    """

    day: datetime.date
    story: str
    author: str
    fields: tuple[str, ...]
    is_approved: bool


@dataclass(frozen=True)
class Year:
    """The stories that were published in one year, and how many of them are of a kind that may
    criticise. ``critical`` are those that do; ``share`` is how many in a hundred.
    """

    year: int
    stories: int
    reviews: int
    social_posts: int
    turnarounds: int
    with_reply: int
    critical: int
    share: int


@dataclass(frozen=True)
class Control:
    """Edits of the last twelve months, the newest first, and years, the latest first."""

    edits: int
    unapproved_edits: int
    changed_words: tuple[EditRow, ...]
    critical_stories: tuple[Year, ...]


def control(sources: Sources) -> Control:
    """What staff changed in customers' words, and the share of critical stories."""
    rows = tuple(_row(edit, sources) for edit in reversed(sources.edits))
    unapproved = sum(not row.is_approved for row in rows)
    return Control(len(rows), unapproved, rows, tuple(_years(sources)))


def _row(edit: Edit, sources: Sources) -> EditRow:
    is_approved = all(
        each.standing == Standing.GIVEN
        and each.approval in (Approval.MATCHES, Approval.SIGNED, Approval.UNVERIFIABLE)
        for each in sources.facts.stories[edit.story].consents
    )
    return EditRow(edit.day, edit.story, edit.author, edit.fields, is_approved)


def _years(sources: Sources) -> Iterator[Year]:
    years = defaultdict[int, list[StoryFact]](list)
    for story in sources.facts.published.values():
        years[story.moment.year if story.moment else 0].append(story)
    for year, stories in sorted(years.items(), reverse=True):
        critical = sum(story.is_critical for story in stories)
        turnarounds = [each for each in stories if each.kind == "turnaround" or each.turns]
        yield Year(
            year=year,
            stories=len(stories),
            reviews=sum(story.kind == "review" for story in stories),
            social_posts=sum(story.kind == "social-post" for story in stories),
            turnarounds=len(turnarounds),
            with_reply=sum(story.has_reply for story in stories),
            critical=critical,
            share=round(100 * critical / len(stories)),
        )
