"""The files of one feed, drawn only where they are not there already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class FeedFiles:
    """The files of the feed ``name``: ``draw`` gives the address below the root, and the content,
    of each. ``made_from`` is a digest: where it is the same they have the same bytes. The cache has
    those that were ``cached`` under the key ``("feed", made_from)``.
    """

    name: str
    made_from: str
    draw: Callable[[], Iterable[tuple[str, bytes]]]
    cached: bool = False


def print_of(value: object) -> str:
    """A digest of ``value``, which is another one for each other ``repr``."""
    return hashlib.blake2b(repr(value).encode(), digest_size=16).hexdigest()
