"""Caching of small values, such as the posts of each record. One entry of the cache holds many of
them, because reading a thousand entries would take longer than computing the values again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TypeVar

from rooftop.cache.objects import dump, load
from rooftop.cache.packing import digest_of
from rooftop.cache.store import Cache

V = TypeVar("V")
#: In how many entries the values of one kind lie: a change of one value writes its entry again.
_BLOCKS = 64


class Blocks:
    """Cached values of one ``kind``, by a digest of the inputs of each. ``made_by`` is a digest of
    the code that made them, beside the library. Only values that were requested are kept.
    """

    def __init__(self, cache: Cache, kind: str, made_by: str = "") -> None:
        self._cache, self._kind, self._made_by = cache, kind, made_by
        self._known: dict[int, dict[bytes, object]] = {}
        self._asked: dict[int, dict[bytes, object]] = {}

    def get(self, name: str, made_from: bytes, cls: type[V], make: Callable[[], V]) -> V:
        """The result of ``make``, a ``cls``, or the cached value if an earlier build made it from
        the same ``made_from``. ``name`` says which record it belongs to.
        """
        number = digest_of(name.encode())[0] % _BLOCKS
        if number not in self._known:
            self._known[number], self._asked[number] = self._read(number), {}
        digest = digest_of(made_from)
        known = self._known[number].get(digest)
        value = known if isinstance(known, cls) else make()
        self._cache.count(self._kind, name, is_hit=value is known)
        self._asked[number][digest] = value
        return value

    def keep(self) -> None:
        """Write the requested values for the next build, and drop all others."""
        for number, asked in self._asked.items():
            known = self._known[number]
            if asked != known:
                self._cache.put(dump(asked), *self._key(number), made_by=self._made_by)
                known.clear()
                known.update(asked)  # for the next build of this process

    def _read(self, number: int) -> dict[bytes, object]:
        memory, name = self._cache.memory, self._key(number)
        block = memory.find(name, self._made_by, dict)
        if block is None:
            block = self._load(number)
        memory.put(name, self._made_by, block)
        return block

    def _load(self, number: int) -> dict[bytes, object]:
        data = self._cache.get(*self._key(number), made_by=self._made_by)
        with contextlib.suppress(Exception):  # of whatever kind: it was altered, or holds no values
            if data and isinstance(block := load(data), dict):
                return block
        return {}

    def _key(self, number: int) -> tuple[str, int]:
        return f"{self._kind} block", number
