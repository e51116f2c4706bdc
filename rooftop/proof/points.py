"""Points of proof: one number or one sentence each, with everything that must stand beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from rooftop.published import Published
from rooftop.views import C, Quotation, Result, StoryView, Teller


@dataclass(frozen=True)
class ProofPoint(Generic[C]):
    """A ``result`` or the ``quote`` of a ``story``; the other is None. It may be shown as long as
    the story is.
    """

    story: StoryView[C]
    result: Result | None = None
    quote: Quotation | None = None

    @property
    def people(self) -> tuple[Teller, ...]:
        """Whose word it is: of a quote, the one who said it."""
        return (self.quote.by,) if self.quote else self.story.tellers


def may_be_copied(point: ProofPoint[C], published: Published) -> bool:
    """Whether slides and print may hold ``point``, and may name the same people for it: people
    agree to that for `press`, and perhaps to less of a story than for the site.
    """
    press = published.channels.press.get(point.story.slug)
    allowed = points_of(press) if press else ()
    return (point.result, point.quote, point.people) in [
        (each.result, each.quote, each.people) for each in allowed
    ]


def points_of(story: StoryView[C]) -> tuple[ProofPoint[C], ...]:
    """Every point of proof in ``story``: its results, then its quote."""
    results = tuple(ProofPoint(story, result=result) for result in story.results)
    return (*results, ProofPoint(story, quote=story.quote)) if story.quote else results
