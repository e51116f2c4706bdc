"""Divides the entries of a feed into files.

A feed contains the newest entries. The older stories of the community are in archives (RFC 5005,
section 4), each with one block of its chronicle: always the same fifty, by time of publication, so
that archives keep their numbers and contents whatever is added, removed or renamed. Every story is
in one of them, so other feeds do not repeat its text: their older stories are in further pages
(section 3), which refer to it. Both exist only as Atom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rooftop import addresses
from rooftop.feeds.definitions import FeedDefinition
from rooftop.feeds.entries import Entry
from rooftop.published import Published

#: Stories in a block.
BLOCK = 50
#: Stories in a feed: of everything, of one person, of anything else. The smaller the subject, the
#: fewer stories come between two visits of a feed reader, and the more feeds there are.
_NEWEST, _NEWEST_OF_PERSON, _NEWEST_OF_GROUP = 10, 2, 5
#: Notices in a feed, which are told in the feed itself too.
_NOTICES = 20
#: Bytes of a feed, which is asked for every hour, and of what comes before it.
_FEED_BYTES, _OLDER_BYTES = 250_000, 1_000_000
#: Bytes reserved for the head of a feed.
_HEAD = 4_000

Size = Callable[[Entry], int]


@dataclass(frozen=True)
class Chain:
    """How the files of a feed are linked (RFC 5005): to the feed itself, to the file with older and
    to the one with newer entries.
    """

    feed: str
    older: str
    newer: str


ARCHIVES = Chain("current", "prev-archive", "next-archive")
PAGES = Chain("first", "next", "previous")


@dataclass(frozen=True)
class Document:
    """One file of a feed, in ``folder`` below the root and with ``name``; ``older`` and ``newer``
    are folders of the Atom files before and after it.

    ``is_feed`` is false for archives and further pages.
    """

    folder: str
    entries: tuple[Entry, ...]
    name: str = "feed"
    chain: Chain = ARCHIVES
    is_feed: bool = True
    older: str | None = None
    newer: str | None = None


def chronicle(published: Published) -> dict[str, int]:
    """The block, from 1, of every story that feeds carry or carried, by its id.

    Blocks fill up oldest first.
    """
    id_of = published.community.id_of
    moments = {id_of(story.permalink): story.moment for story in published.feed}
    for retraction in published.retracted_from("feeds"):
        moments.setdefault(id_of(retraction.address), retraction.published)
    ranked = sorted(moments, key=lambda id_: (moments[id_], id_))
    return {id_: rank // BLOCK + 1 for rank, id_ in enumerate(ranked)}


def growing_block(blocks: Mapping[str, int]) -> int | None:
    """The block of ``blocks`` that is not full yet."""
    last = max(blocks.values(), default=0)
    return last if sum(block == last for block in blocks.values()) < BLOCK else None


def documents(
    definition: FeedDefinition, blocks: Mapping[str, int], size: Size, older_size: Size
) -> Iterator[Document]:
    """The files of ``definition``, the feed itself first. ``size`` counts the bytes of an entry in
    a feed, ``older_size`` those in archives or further pages.
    """
    is_community = not definition.folder
    growing = growing_block(blocks) if is_community else None
    kept = [e for e in definition.entries if is_community and blocks.get(e.id) == growing]
    window = _fitting(_window(definition, kept), size, _FEED_BYTES - _HEAD)
    left_out = {entry.id for entry in definition.entries} - {entry.id for entry in window}
    feed = Document(definition.folder, window, chain=ARCHIVES if is_community else PAGES)
    dated = [entry for entry in definition.entries if entry.id in blocks]  # news are of the day
    if not left_out:
        older = []
    elif is_community:
        older = list(_archives(dated, blocks, None if left_out & {e.id for e in kept} else growing))
    else:
        older = [(addresses.archive(definition.folder), [e for e in dated if e.id in left_out])]
    yield from _linked(feed, _parts(older, older_size))


def _window(definition: FeedDefinition, kept: Sequence[Entry]) -> list[Entry]:
    """The newest stories and notices of ``definition``, and all that are ``kept`` there."""
    notices = sorted(
        (e for e in definition.entries if e.deleted), key=lambda e: (e.updated, e.id), reverse=True
    )[:_NOTICES]
    newest = definition.items[: _most(definition)]
    ids = {entry.id for entry in (*newest, *notices, *kept)}
    return [entry for entry in definition.entries if entry.id in ids]


def _most(definition: FeedDefinition) -> int:
    """How many stories ``definition`` holds."""
    if definition.group in addresses.FEED_GROUPS:
        return _NEWEST_OF_PERSON if definition.group == "advocates" else _NEWEST_OF_GROUP
    return _NEWEST


def _fitting(entries: Sequence[Entry], size: Size, most: int) -> tuple[Entry, ...]:
    """As many of ``entries`` as fit, one at least: fewer stories, never fewer words."""
    kept: list[Entry] = []
    for entry in entries:
        most -= size(entry)
        if kept and most < 0:
            break
        kept.append(entry)
    return tuple(kept)


def _archives(
    entries: Sequence[Entry], blocks: Mapping[str, int], left_out: int | None
) -> Iterator[tuple[str, list[Entry]]]:
    """Folder and entries of each block, newest first, without the block that is ``left_out``."""
    by_block: dict[int, list[Entry]] = {}
    for entry in entries:
        by_block.setdefault(blocks[entry.id], []).append(entry)
    for block in sorted(by_block, reverse=True):
        if block != left_out:
            yield f"{addresses.archive('')}{block}/", by_block[block]


def _parts(
    files: Sequence[tuple[str, list[Entry]]], size: Size
) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """``files`` by their folders; what is too large for one file goes on in further ones, in
    ``archive/2/`` or, of a block, ``archive/7-2/``.
    """
    for folder, entries in files:
        rest, number = entries, 1
        stem = folder if folder.endswith(addresses.archive("")) else f"{folder[:-1]}-"
        while rest:
            part = _fitting(rest, size, _OLDER_BYTES - _HEAD)
            yield folder if number == 1 else f"{stem}{number}/", part
            rest, number = rest[len(part) :], number + 1


def _linked(feed: Document, older: Iterator[tuple[str, tuple[Entry, ...]]]) -> Iterator[Document]:
    """``feed`` and the files with its ``older`` entries, newest first, each linked to its
    neighbours. Older entries are measured only as far as the next file needs.
    """
    part = next(older, None)
    yield replace(feed, older=part[0] if part else None)
    newer = None if feed.chain is ARCHIVES else feed.folder
    while part:
        (folder, entries), part = part, next(older, None)
        further = replace(feed, folder=folder, entries=entries, is_feed=False)
        yield replace(further, older=part[0] if part else None, newer=newer)
        newer = folder
