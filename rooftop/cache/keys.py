"""The keys of an entry: a digest of all it was made from, and one of what made it."""

from __future__ import annotations

from functools import lru_cache

from rooftop.cache.packing import digest_of
from rooftop.cache.versions import library

Key = tuple[bytes, bytes]


def kind_of(made_from: tuple[object, ...]) -> str:
    """The kind of what was ``made_from`` this: the first of it, or the name of its class."""
    first = made_from[0] if made_from else ""
    return first if isinstance(first, str) else type(first).__name__.lower()


def key_of(made_from: tuple[object, ...], made_by: str) -> Key:
    """Both keys of what was ``made_from`` this by the library, and by what ``made_by`` names."""
    return digest_of(repr(made_from).encode()), _digest_of_maker(made_by)


@lru_cache(maxsize=64)
def _digest_of_maker(made_by: str) -> bytes:
    return digest_of(f"{library()} {made_by}".encode())
