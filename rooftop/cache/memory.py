"""Objects that a process keeps from one build to the next: a preview makes one after the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

V = TypeVar("V")


class Memory:
    """Objects by a name each, with what they were made from. The same object is given as long as
    that is the same, so that what was made from it may be remembered as well.
    """

    def __init__(self) -> None:
        self._earlier: dict[Hashable, tuple[object, Any]] = {}
        self._current: dict[Hashable, tuple[object, Any]] = {}

    def begin(self) -> None:
        """Begin another build: what the last one did not ask for is forgotten."""
        self._earlier, self._current = self._current, {}

    def get(self, name: Hashable, made_from: object, make: Callable[[], V]) -> V:
        """What ``make`` gives, from an earlier build if that had it ``made_from`` the same."""
        known = self._current.get(name) or self._earlier.get(name)
        if known is None or known[0] != made_from:
            known = made_from, make()
        self._current[name] = known
        value: V = known[1]
        return value
