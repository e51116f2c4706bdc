"""Which entries stand in which file of a feed: the newest in the feed itself, all older ones in
archives (RFC 5005).

An archive holds the stories of one block of the community's chronicle, always the same fifty by
when they went out, so that archives of every feed keep their numbers and their contents whatever
comes, goes or is called
otherwise later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rooftop.feeds.definitions import FeedDefinition
from rooftop.feeds.items import Item
from rooftop.published import Published

#: Stories in a block, and in a feed where they fit.
BLOCK = 50
#: What was taken back is told in the feed itself too; of these, so many.
_NOTICES = 20

Size = Callable[[Item], int]


@dataclass(frozen=True)
class Document:
    """One file of a feed, in ``folder`` below the root and with ``name``; ``older`` and ``newer``
    are folders of archives.
    """

    folder: str
    entries: tuple[Item, ...]
    name: str = "feed"
    is_archive: bool = False
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


def documents(
    definition: FeedDefinition, blocks: Mapping[str, int], size: Size, most: int
) -> Iterator[Document]:
    """The files of ``definition`` where one may hold ``most`` bytes of entries as ``size`` counts
    them; the feed itself first.

    Archives are made once there is more than the feed can hold. A block that is not full yet is
    archived only where the feed had to leave out some of it.
    """
    window = _fitting(_window(definition), size, most)
    archives: list[tuple[str, tuple[Item, ...]]] = []
    if len(definition.entries) > len(window):
        archives = list(_archives(definition, blocks, {entry.id for entry in window}, size, most))
    folders = [folder for folder, _ in archives]
    yield Document(definition.folder, window, older=folders[-1] if folders else None)
    for number, (folder, entries) in enumerate(archives):
        older = folders[number - 1] if number else None
        newer = folders[number + 1] if number + 1 < len(folders) else None
        yield Document(folder, entries, is_archive=True, older=older, newer=newer)


def _window(definition: FeedDefinition) -> list[Item]:
    notices = sorted(
        (e for e in definition.entries if e.deleted), key=lambda e: (e.updated, e.id), reverse=True
    )[:_NOTICES]
    ids = {entry.id for entry in (*definition.items[:BLOCK], *notices)}
    return [entry for entry in definition.entries if entry.id in ids]


def _fitting(entries: Sequence[Item], size: Size, most: int) -> tuple[Item, ...]:
    """As many of ``entries`` as fit, one at least: fewer stories, never fewer words."""
    kept: list[Item] = []
    for entry in entries:
        most -= size(entry)
        if kept and most < 0:
            break
        kept.append(entry)
    return tuple(kept)


def _archives(
    definition: FeedDefinition,
    blocks: Mapping[str, int],
    in_window: set[str],
    size: Size,
    most: int,
) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Folder and entries of each archive, oldest first; a block too large for one file goes on in
    further parts.
    """
    last = max(blocks.values(), default=0)
    by_block: dict[int, list[Item]] = {}
    for entry in definition.entries:
        if entry.id in blocks:  # news are of the day
            by_block.setdefault(blocks[entry.id], []).append(entry)
    full = sum(block == last for block in blocks.values()) == BLOCK
    for block in sorted(by_block):
        rest = by_block[block]
        if block == last and not full and in_window.issuperset(entry.id for entry in rest):
            continue
        parts: list[tuple[Item, ...]] = []
        while rest:
            parts.append(_fitting(rest, size, most))
            rest = rest[len(parts[-1]) :]
        names = [
            f"{block}" if number == 1 else f"{block}-{number}"
            for number in range(1, len(parts) + 1)
        ]
        yield from reversed(
            [
                (f"{definition.folder}archive/{n}/", part)
                for n, part in zip(names, parts, strict=True)
            ]
        )
