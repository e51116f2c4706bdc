"""Every feed in every format. A file whose entries did not change since an earlier build is not
written again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from rooftop import addresses
from rooftop.cache import Cache
from rooftop.feeds.archive import PAGES, Document, chronicle, documents
from rooftop.feeds.definitions import FeedDefinition
from rooftop.feeds.drawing import Drawer
from rooftop.feeds.files import FeedFiles, print_of
from rooftop.feeds.head import Head, founding_of, head_of
from rooftop.feeds.items import SiteFiles
from rooftop.feeds.json import json_feed
from rooftop.feeds.opml import render_opml
from rooftop.feeds.xml import atom_feed, rss_feed
from rooftop.published import Published


def render_feeds(
    published: Published,
    definitions: list[FeedDefinition],
    files: SiteFiles,
    icon: str | None,
    cache: Cache,
) -> Iterator[FeedFiles]:
    """Every feed in every format, with its archives or further pages, and the list of feeds.

    The same ``published`` always gives the same bytes. ``files`` are enclosed in entries; ``icon``
    is the address, below the root, of a square picture of the community.
    """
    blocks, drawer = chronicle(published), Drawer(files, cache)
    founded = founding_of(published)
    for definition in definitions:
        head = head_of(published, definition, founded, icon)
        former = [old for old, new in published.moved.items() if new == definition.folder]
        older_size = drawer.reference_size if definition.folder else drawer.atom_size
        for document in documents(definition, blocks, drawer.size, older_size):
            yield _document(head, document, former, drawer, cache)
    drawer.keep_sizes()
    opml = render_opml(published, definitions)
    yield FeedFiles("feeds", print_of(opml), lambda: [(addresses.OPML, opml)])


def _document(
    head: Head, document: Document, former: list[str], drawer: Drawer, cache: Cache
) -> FeedFiles:
    """The files of ``document``, also at its ``former`` folders, so that subscribers there stay
    subscribed.
    """
    if document.is_feed:
        draw, key = partial(_feed, head, document, former, drawer), drawer.key
    elif document.chain is PAGES:
        draw, key = partial(_page, head, document, drawer), lambda entry: entry.outline_says
    else:
        draw, key = partial(_archive, head, document, drawer), drawer.key
    says = [key(entry) for entry in document.entries]
    made_from = print_of((head, replace(document, entries=()), says, former))
    name = f"feed {document.folder}"
    return FeedFiles(name, made_from, partial(_kept, made_from, draw, cache), cached=True)


def _feed(
    head: Head, document: Document, former: list[str], drawer: Drawer
) -> Iterator[tuple[str, bytes]]:
    """The feed itself; all formats contain the same entries."""
    drawn = [drawer.draw(entry) for entry in document.entries]
    files = {
        "feed.xml": rss_feed(head, document, (each.rss for each in drawn)),
        "feed.json": json_feed(head, document, (each.json for each in drawn)),
        "atom.xml": atom_feed(head, document, (each.atom for each in drawn)),
    }
    for folder in (document.folder, *former):
        yield from ((folder + name, data) for name, data in files.items())


def _archive(head: Head, document: Document, drawer: Drawer) -> Iterator[tuple[str, bytes]]:
    entries = (drawer.draw(entry).atom for entry in document.entries)
    yield f"{document.folder}atom.xml", atom_feed(head, document, entries)


def _page(head: Head, document: Document, drawer: Drawer) -> Iterator[tuple[str, bytes]]:
    entries = map(drawer.reference, document.entries)
    yield f"{document.folder}atom.xml", atom_feed(head, document, entries)


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
