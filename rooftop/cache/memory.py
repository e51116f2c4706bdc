"""Objects that a process keeps in memory between builds, as in a preview, which builds repeatedly.
They are never written to the cache file; `Blocks` are for small values there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

V = TypeVar("V")


class Memory:
    """Objects by name, each with its inputs. `find` and `recall` return the same object as long as
    its inputs are the same, so that objects derived from it can be remembered too.
    """

    def __init__(self) -> None:
        self._earlier: dict[Hashable, tuple[object, object]] = {}
        self._current: dict[Hashable, tuple[object, object]] = {}

    def begin(self) -> None:
        """Start another build, and forget objects that the last build did not request."""
        self._earlier, self._current = self._current, {}

    def find(self, name: Hashable, made_from: object, cls: type[V]) -> V | None:
        """The object called ``name``, a ``cls``, if it was made from an equal ``made_from``; else
        None.
        """
        known = self._current.get(name) or self._earlier.get(name)
        if known is None or known[0] != made_from or not isinstance(known[1], cls):
            return None
        return known[1]

    def recall(self, name: Hashable, made_from: object, make: Callable[[], V]) -> V:
        """The result of ``make``, or the remembered object if it was made from an equal
        ``made_from``.
        """
        known = self._current.get(name) or self._earlier.get(name)
        if known is None or known[0] != made_from:
            known = made_from, make()
        self._current[name] = known
        return cast(V, known[1])

    def put(self, name: Hashable, made_from: object, value: object) -> None:
        """Remember ``value``, which was made from ``made_from``."""
        self._current[name] = made_from, value


class NoMemory(Memory):
    """The memory of a process that makes a single build: it keeps nothing."""

    def recall(self, name: Hashable, made_from: object, make: Callable[[], V]) -> V:  # noqa: ARG002 — as `Memory` has it
        """The result of ``make``."""
        return make()

    def put(self, name: Hashable, made_from: object, value: object) -> None:
        """Discard ``value``."""
