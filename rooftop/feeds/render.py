"""Every feed in every form. One whose entries did not change since an earlier build is not drawn
again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from rooftop import addresses
from rooftop.cache import Cache
from rooftop.feeds.archive import PAGES, Document, chronicle, documents, growing_block
from rooftop.feeds.definitions import FeedDefinition
from rooftop.feeds.files import FeedFiles, print_of
from rooftop.feeds.head import Head, head_of
from rooftop.feeds.items import Item
from rooftop.feeds.json import JsonWriter
from rooftop.feeds.opml import render_opml
from rooftop.feeds.xml import Writer
from rooftop.published import Published


def render_feeds(
    published: Published, definitions: list[FeedDefinition], icon: str | None, cache: Cache
) -> Iterator[FeedFiles]:
    """Every feed in every form, with its archives or further pages, and the list of feeds.

    Same published, same bytes. ``icon`` is the address, below the root, of a square picture for the
    community.
    """
    blocks = chronicle(published)
    entries = {entry.id: entry for definition in definitions for entry in definition.entries}
    prints = {id_: print_of(entry) for id_, entry in entries.items()}
    writers = _Writers(head_of(published, definitions[0], icon))
    growing = growing_block(blocks)
    for definition in definitions:
        head = head_of(published, definition, icon)
        places = [blocks.get(entry.id) for entry in definition.entries]
        parts = [
            (prints[entry.id], at, at == growing)
            for entry, at in zip(definition.entries, places, strict=True)
        ]
        former = [old for old, new in published.moved.items() if new == definition.folder]
        made_from = print_of((head, parts, former))
        draw = partial(writers.write, head, definition, blocks, former)
        name = f"feed {definition.folder}"
        yield FeedFiles(name, made_from, partial(_kept, made_from, draw, cache), cached=True)
    opml = render_opml(published, definitions)
    yield FeedFiles("feeds", print_of(opml), lambda: [(addresses.OPML, opml)])


def _kept(
    made_from: str, draw: Callable[[], Iterable[tuple[str, bytes]]], cache: Cache
) -> Iterator[tuple[str, bytes]]:
    """What ``draw`` draws, or drew in an earlier build."""
    key = "feed", made_from
    yield from _files(cache.get(*key) or cache.put(_bundle(dict(draw())), *key))


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


class _Writers:
    """The writers, which draw every item once, when the first feed needs it."""

    def __init__(self, head: Head) -> None:
        self._xml, self._json = Writer(head), JsonWriter()

    def write(
        self, head: Head, definition: FeedDefinition, blocks: dict[str, int], former: Sequence[str]
    ) -> Iterator[tuple[str, bytes]]:
        """Address and content of each file of ``definition``; all forms hold the same entries. Who
        subscribed at one of the ``former`` folders stays subscribed.
        """
        files = dict(self._documents(head, definition, blocks))
        yield from files.items()
        for folder in former:
            for name in addresses.FEED_FILES:
                yield folder + name, files[definition.folder + name]

    def _documents(
        self, head: Head, definition: FeedDefinition, blocks: dict[str, int]
    ) -> Iterator[tuple[str, bytes]]:
        self._xml.draw(definition.entries)
        self._json.draw(definition.entries)
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
