"""A cache for a process that builds repeatedly and writes no file, as a preview does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rooftop.cache.keys import key_of, kind_of
from rooftop.cache.memory import Memory
from rooftop.cache.store import Cache


class ProcessCache(Cache):
    """Reads the cache file in ``folder``, and keeps what builds of this process add in ``memory``,
    so that nothing is written.
    """

    def __init__(self, folder: Path, memory: Memory) -> None:
        super().__init__(folder, is_read_only=True)
        self.memory = memory

    def get(
        self,
        *made_from: object,
        made_by: str = "",
        name: str = "",
        secret: bytes = b"",
        fits: Callable[[bytes], bool] | None = None,
    ) -> bytes | None:
        """What was made from the same inputs before, as for `Cache.get`."""
        key = key_of(made_from, made_by)
        data = self.memory.find(key, None, bytes)
        if data is not None and (fits is None or fits(data)):
            self.hits[kind_of(made_from)] += 1
        else:
            data = super().get(*made_from, made_by=made_by, name=name, secret=secret, fits=fits)
        if data is not None:
            self.memory.put(key, None, data)
        return data

    def has(self, *made_from: object, made_by: str = "") -> bool:
        """Whether `get` would find something. This does not count as a hit or a miss."""
        key = key_of(made_from, made_by)
        is_known = self.memory.find(key, None, bytes) is not None
        return is_known or super().has(*made_from, made_by=made_by)

    def put(
        self,
        data: bytes,
        *made_from: object,
        made_by: str = "",
        name: str = "",  # noqa: ARG002 — nothing is swept by its name
        secret: bytes = b"",  # noqa: ARG002 — nobody else reads it
    ) -> bytes:
        """Keep ``data`` for the next build of this process; returns it."""
        self.made += 1
        self.memory.put(key_of(made_from, made_by), None, data)
        return data
