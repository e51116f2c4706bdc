"""Serializes the entries of feeds. An entry is in half a dozen feeds and is serialized once for all
of them, or not at all if only its size is needed and an earlier build cached it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from rooftop.cache import Cache
from rooftop.feeds.elements import atom_entry, atom_reference, rss_item
from rooftop.feeds.entries import Entry
from rooftop.feeds.files import print_of
from rooftop.feeds.items import SiteFiles
from rooftop.feeds.json import SEPARATOR, json_item

#: Entries that are held as bytes at the same time.
_AT_ONCE = 1024


@dataclass(frozen=True)
class Drawn:
    """One entry in each format."""

    rss: bytes
    atom: bytes
    json: bytes

    @property
    def sizes(self) -> list[int]:
        """The size in bytes of the longest format, and of Atom."""
        json_size = len(self.json) + len(SEPARATOR)
        return [max(len(self.rss), len(self.atom), json_size), len(self.atom)]


class Drawer:
    """Serializes the entries of one build, with the ``files`` that belong to them. ``cache`` has
    the sizes of all entries of an earlier build.
    """

    def __init__(self, files: SiteFiles, cache: Cache) -> None:
        self._files, self._cache = files, cache
        self._known: dict[str, list[int]] = json.loads(cache.get("entries") or b"{}")
        self._sizes: dict[str, list[int]] = {}
        self._keys: dict[str, str] = {}
        self.draw = lru_cache(_AT_ONCE)(self._draw)
        self.reference = lru_cache(_AT_ONCE)(_reference)

    def key(self, entry: Entry) -> str:
        """A digest of all inputs of ``entry``."""
        if entry.id not in self._keys:
            self._keys[entry.id] = print_of((entry.says, entry.enclosures(self._files)))
        return self._keys[entry.id]

    def size(self, entry: Entry) -> int:
        """The size in bytes of ``entry`` in its longest format."""
        return self._sizes_of(self.key(entry), lambda: self.draw(entry).sizes)[0]

    def atom_size(self, entry: Entry) -> int:
        """The size in bytes of ``entry`` in Atom."""
        return self._sizes_of(self.key(entry), lambda: self.draw(entry).sizes)[1]

    def reference_size(self, entry: Entry) -> int:
        """The size in bytes of ``entry`` in Atom with a reference in place of its text."""
        return self._sizes_of(entry.outline_says, lambda: [len(self.reference(entry))])[0]

    def keep_sizes(self) -> None:
        """Cache the known sizes for the next build."""
        if self._sizes != self._known:
            self._cache.put(json.dumps(self._sizes).encode(), "entries")

    def _sizes_of(self, key: str, measure: Callable[[], list[int]]) -> list[int]:
        if key not in self._sizes:
            self._sizes[key] = self._known.get(key) or measure()
        return self._sizes[key]

    def _draw(self, entry: Entry) -> Drawn:
        item = entry.compose(self._files)
        return Drawn(rss_item(item), atom_entry(item), json_item(item))


def _reference(entry: Entry) -> bytes:
    return atom_reference(entry.outline())
