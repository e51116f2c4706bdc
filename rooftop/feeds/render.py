"""Every feed in every form. One whose entries did not change since an earlier build is not drawn
again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property

from rooftop import addresses
from rooftop.cache import Cache
from rooftop.feeds.archive import PAGES, Document, chronicle, documents, growing_block
from rooftop.feeds.definitions import FeedDefinition
from rooftop.feeds.head import Head, head_of
from rooftop.feeds.items import Item
from rooftop.feeds.json import JsonWriter
from rooftop.feeds.opml import render_opml
from rooftop.feeds.xml import Writer
from rooftop.published import Published


def render_feeds(
    published: Published, definitions: list[FeedDefinition], icon: str | None, cache: Cache
) -> Iterator[tuple[str, bytes]]:
    """Address below the root, and content, of every feed in every form, of its archives or further
    pages, and of the list of feeds.

    Same published, same bytes. ``icon`` is the address, below the root, of a square picture for the
    community.
    """
    blocks = chronicle(published)
    prints = {entry.id: _print(entry) for definition in definitions for entry in definition.entries}
    writers = _Writers(head_of(published, definitions[0], icon), definitions)
    growing = growing_block(blocks)
    for definition in definitions:
        head = head_of(published, definition, icon)
        places = [blocks.get(entry.id) for entry in definition.entries]
        key = (
            "feed",
            head,
            [
                (prints[e.id], at, at == growing)
                for e, at in zip(definition.entries, places, strict=True)
            ],
        )
        kept = cache.get(*key)
        if kept is None:
            kept = cache.put(_bundle(dict(writers.write(head, definition, blocks))), *key)
        yield from _files(kept)
    yield addresses.OPML, render_opml(published, definitions)


def _bundle(files: dict[str, bytes]) -> bytes:
    """``files`` as one: a line that says how long each is, then all of them."""
    lengths = {address: len(data) for address, data in files.items()}
    return b"\n".join([json.dumps(lengths).encode(), b"".join(files.values())])


def _files(bundle: bytes) -> Iterator[tuple[str, bytes]]:
    lengths, _, rest = bundle.partition(b"\n")
    start = 0
    for address, length in json.loads(lengths).items():
        yield address, rest[start : start + length]
        start += length


def _print(entry: object) -> str:
    return hashlib.blake2b(repr(entry).encode(), digest_size=16).hexdigest()


class _Writers:
    """The writers, made when the first feed needs them: they draw every item."""

    def __init__(self, head: Head, definitions: list[FeedDefinition]) -> None:
        self._head = head
        self._entries = {
            entry.id: entry for definition in definitions for entry in definition.entries
        }.values()

    @cached_property
    def _xml(self) -> Writer:
        return Writer(self._head, self._entries)

    @cached_property
    def _json(self) -> JsonWriter:
        return JsonWriter(self._entries)

    def write(
        self, head: Head, definition: FeedDefinition, blocks: dict[str, int]
    ) -> Iterator[tuple[str, bytes]]:
        """Address and content of each file of ``definition``; all forms hold the same entries."""
        older_size = self._xml.reference_size if definition.folder else self._xml.atom_size
        for document in documents(definition, blocks, self._size, older_size):
            if document.is_feed:
                yield f"{document.folder}feed.xml", self._xml.rss(head, document)
                yield f"{document.folder}feed.json", self._json.json(head, document)
            yield f"{document.folder}atom.xml", self._atom(head, document)

    def _atom(self, head: Head, document: Document) -> bytes:
        if document.is_feed or document.chain is not PAGES:
            return self._xml.atom(head, document)
        return self._xml.references(head, document)

    def _size(self, item: Item) -> int:
        """Bytes of ``item`` in its longest form."""
        return max(self._xml.rss_size(item), self._xml.atom_size(item), self._json.size(item))
