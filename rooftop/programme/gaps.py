"""Which stories the goals still need."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Protocol, TypeVar

from rooftop.programme.model import Needs, Programme
from rooftop.published import Published

#: The field of a story that has the words of a list of needs, where it is called otherwise.
_FIELDS = {"languages": "language"}


class About(Protocol):
    """What a story is about, published or not."""

    @property
    def products(self) -> tuple[str, ...]: ...
    @property
    def industries(self) -> tuple[str, ...]: ...
    @property
    def roles(self) -> tuple[str, ...]: ...
    @property
    def stages(self) -> tuple[str, ...]: ...
    @property
    def topics(self) -> tuple[str, ...]: ...
    @property
    def language(self) -> str: ...
    @property
    def retired(self) -> datetime.date | None: ...


S = TypeVar("S", bound=About)


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


def serving(needs: Needs, stories: Iterable[S]) -> list[S]:
    """Those of ``stories`` that have a word of each list in ``needs``, in their order. A story that
    is retired serves no goal.
    """
    lists = {name: set(words) for name, words in needs.given().items()}
    return [
        story
        for story in stories
        if not story.retired
        if all(words & words_of(story, name) for name, words in lists.items())
    ]


def nearness(needs: Needs, story: About) -> int:
    """How many words of ``needs`` the story has."""
    return sum(len(words_of(story, name) & set(words)) for name, words in needs.given().items())


def words_of(story: About, name: str) -> set[str]:
    """The words of ``story`` of the kind that the list ``name`` in `Needs` has."""
    value = getattr(story, _FIELDS.get(name, name))
    return {value} if isinstance(value, str) else set(value)
