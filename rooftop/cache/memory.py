"""Objects that a process keeps from one build to the next: a preview makes one after the other.
None of them comes into the file; `Blocks` are for small values there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

V = TypeVar("V")


class Memory:
    """Objects by a name each, with what they were made from. The same object is given as long as
    that is the same, so that what was made from it may be remembered as well.
    """

    def __init__(self) -> None:
        self._earlier: dict[Hashable, tuple[object, object]] = {}
        self._current: dict[Hashable, tuple[object, object]] = {}

    def begin(self) -> None:
        """Begin another build: what the last one did not ask for is forgotten."""
        self._earlier, self._current = self._current, {}

    def find(self, name: Hashable, made_from: object, cls: type[V]) -> V | None:
        """The object of that ``name``, a ``cls``, if it was ``made_from`` the same."""
        known = self._current.get(name) or self._earlier.get(name)
        if known is None or known[0] != made_from or not isinstance(known[1], cls):
            return None
        return known[1]

    def recall(self, name: Hashable, made_from: object, make: Callable[[], V]) -> V:
        """What ``make`` gives, from an earlier build if that had it ``made_from`` the same."""
        known = self._current.get(name) or self._earlier.get(name)
        if known is None or known[0] != made_from:
            known = made_from, make()
        self._current[name] = known
        return cast(V, known[1])

    def put(self, name: Hashable, made_from: object, value: object) -> None:
        """Remember what was ``made_from`` that."""
        self._current[name] = made_from, value


class NoMemory(Memory):
    """What a process has that makes one build: nobody asks for anything again."""

    def recall(self, name: Hashable, made_from: object, make: Callable[[], V]) -> V:  # noqa: ARG002 — as `Memory` has it
        """What ``make`` gives."""
        return make()

    def put(self, name: Hashable, made_from: object, value: object) -> None:
        """Remember nothing."""
