"""When each story went out, and its name for all time: written into the story once, so that nothing
of it lives outside git.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from rooftop.catalogue import Catalogue
from rooftop.frontmatter import set_values
from rooftop.plan import Plan
from rooftop.records import Story

_SECOND = datetime.timedelta(seconds=1)


@dataclass(frozen=True)
class Stamp:
    """What is written into one story: ``moment``, UTC, whole seconds, and ``permalink``, its id in
    every feed.
    """

    story: Story
    moment: datetime.datetime
    permalink: str

    def on(self, text: str) -> str:
        """The file of the story with the stamp in it. Raises `EditError`."""
        values = {"published": f"{self.moment:%Y-%m-%dT%H:%M:%SZ}", "permalink": self.permalink}
        return set_values(text, (), values)


def goes_out(catalogue: Catalogue, found: Collection[Stamp]) -> bool:
    """Whether a story has an id that readers know: one went out before, or goes out by a stamp of
    ``found``.
    """
    return bool(found) or any(story.published for story in catalogue.stories.values())


def stamps(plan: Plan, now: datetime.datetime) -> list[Stamp]:
    """The stamps for stories that ``plan`` shows and that have none, oldest first.

    No two stories went out in one second, none in the future, and none before one that was out
    already: readers that remember the last moment they saw would never show it. A story for which
    no second is left yet waits for
    the next run.
    """
    waiting = [plan.catalogue.stories[slug] for slug in reversed(list(plan.published.stories))]
    waiting = [story for story in waiting if story.published is None and not story.is_draft]
    now = now.astimezone(datetime.UTC).replace(microsecond=0)
    stamped = (each.published for each in plan.catalogue.stories.values() if each.published)
    last = max((moment for moment in stamped if moment <= now), default=None)
    first = now - _SECOND * (len(waiting) - 1)
    first = max(first, last.astimezone(datetime.UTC) + _SECOND) if last else first
    moments = ((story, first + _SECOND * number) for number, story in enumerate(waiting))
    views = plan.published.stories
    return [
        Stamp(story, moment, views[story.slug].permalink)
        for story, moment in moments
        if moment <= now
    ]
