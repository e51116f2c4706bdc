"""Which stories the goals still need."""

from __future__ import annotations

from collections.abc import Iterable

from rooftop.programme.model import Needs, Programme
from rooftop.published import Published
from rooftop.views import C, StoryView

#: The field of a story that has the words of a list of needs, where it is called otherwise.
_FIELDS = {"languages": "language"}


def missing(programme: Programme, published: Published) -> list[dict[str, tuple[str, ...]]]:
    """What each goal that is not reached yet needs; its name and its numbers stay the company's
    own.
    """
    gaps = []
    for goal in programme.goals:
        needs = goal.needs.given()
        count = len(serving(goal.needs, published.stories.values()))
        if needs and count < goal.target and needs not in gaps:
            gaps.append(needs)
    return gaps


def serving(needs: Needs, stories: Iterable[StoryView[C]]) -> list[StoryView[C]]:
    """Those of ``stories`` that have a word of each list in ``needs``, in their order."""
    lists = needs.given()
    return [
        story
        for story in stories
        if all(_words(story, name) & set(words) for name, words in lists.items())
    ]


def nearness(needs: Needs, story: StoryView[C]) -> int:
    """How many words of ``needs`` the story has."""
    return sum(len(_words(story, name) & set(words)) for name, words in needs.given().items())


def _words(story: StoryView[C], name: str) -> set[str]:
    value = getattr(story, _FIELDS.get(name, name))
    return {value} if isinstance(value, str) else set(value)
