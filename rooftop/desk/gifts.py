"""Gifts that the log knows and the stories do not disclose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rooftop.consent import last_day
from rooftop.logbook import LOG, Entry
from rooftop.plan import Plan
from rooftop.problems import Problem, as_notes, did_you_mean, problem
from rooftop.records import Story

#: For how many months a gift that names no story is asked about in stories told afterwards.
MONTHS = 12
_HINT = (
    "Write in `disclosure.incentive` what they got, and ask them to approve the story again "
    "(FTC 16 CFR 255.5)."
)
_UNSURE = f"{_HINT} If the gift belongs to another story, write that one in its line of the log."


def check_gifts(plan: Plan, entries: Iterable[Entry], folder: str) -> Iterator[Problem]:
    """A problem for each story that does not disclose the gift that one of ``entries`` notes for
    it; for a gift that names no story, a note for each story that one of its people told in the
    twelve months after it. ``folder`` is the name of the private folder.
    """
    stories = [story for story in plan.catalogue.stories.values() if not story.example]
    for entry in entries:
        if entry.kind != "gift":
            continue
        if entry.story is None:
            silent = [story for story in stories if _may_concern(story, entry)]
            yield from as_notes(_undisclosed(story, entry, _UNSURE) for story in silent)
        elif story := _named(plan, entry.story):
            if not _discloses(story):
                found = _undisclosed(story, entry, _HINT)
                yield from as_notes([found]) if story.is_draft else [found]
        else:
            text = f"the gift of {entry.on} names the story {entry.story}, which does not exist"
            hint = did_you_mean(entry.story, plan.catalogue.stories)
            yield problem(f"{folder}/{LOG}", (0, 0), "log-invalid", text, hint)


def _named(plan: Plan, slug: str) -> Story | None:
    catalogue = plan.catalogue
    slug = catalogue.renamed.get("stories", {}).get(slug, slug)
    left_out = catalogue.left_out.get(f"stories/{slug}/")
    return catalogue.stories.get(slug) or (left_out if isinstance(left_out, Story) else None)


def _may_concern(story: Story, entry: Entry) -> bool:
    is_theirs = not set(story.advocates).isdisjoint(entry.people)
    until = last_day(entry.on, None, MONTHS)
    return is_theirs and entry.on <= story.date <= until and not _discloses(story)


def _discloses(story: Story) -> bool:
    return story.disclosure is not None and story.disclosure.incentive.casefold() != "none"


def _undisclosed(story: Story, entry: Entry, hint: str) -> Problem:
    people = ", ".join(person for person in entry.people if person in story.advocates)
    text = f"says nothing of the gift that the log notes for {people} on {entry.on}"
    at = story.origin.at("disclosure", "incentive")
    return problem(story.origin.path, at, "gift-undisclosed", text, hint)
