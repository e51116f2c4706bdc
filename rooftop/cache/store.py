"""The cache: what builds made, for those that follow."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from rooftop.cache import tables
from rooftop.cache.file import StoreFile
from rooftop.cache.keys import Key, key_of, kind_of
from rooftop.cache.memory import Memory, NoMemory
from rooftop.cache.packing import digest_of, pack, unpack

#: For how many builds something is kept that none of them used: a branch, or an edit taken back.
_UNUSED_BUILDS = 8
#: Where what no build used lately is larger than this, and than what is used, it goes at once.
_SPARE_BYTES = 64_000_000
#: How much is put into the file in one go: each go costs as much as many entries.
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Miss:
    """A value that was not in the cache: its ``kind``, its ``name`` if it has one, and why."""

    kind: str
    name: str
    why: str


class Cache:
    """Bytes by two keys: a digest of their inputs, and a digest of the code that made them, which
    includes the library. Without a ``folder``, or if it cannot be read, the cache is empty. If it
    ``is_read_only`` or cannot be written, nothing is added.

    Entries that are truncated, altered or lost count as misses. ``hits`` counts hits by kind,
    ``misses`` lists the misses, ``made`` counts added entries, ``memory`` holds objects.
    """

    def __init__(self, folder: Path | None = None, *, is_read_only: bool = False) -> None:
        self._file = StoreFile(folder, is_read_only=is_read_only)
        self.memory: Memory = NoMemory()
        self._asked: set[Key] = set()
        self._new: list[Key] = []
        #: What is not in the file yet, and how many bytes that is: kind, name, digest, packed.
        self._waiting: dict[Key, tuple[str, str, bytes, bytes]] = {}
        #: What marks the file as written by this build, and what its mark was before.
        self._mark, self._earlier_mark = secrets.token_hex(8), ""
        self._has_marked = self._has_readable = False
        self.hits: Counter[str] = Counter()
        self.misses: list[Miss] = []
        self._waiting_bytes = self.made = 0

    def get(
        self,
        *made_from: object,
        made_by: str = "",
        name: str = "",
        secret: bytes = b"",
        fits: Callable[[bytes], bool] | None = None,
    ) -> bytes | None:
        """The value that the same library made from the same inputs before; None for a miss.

        The first of ``made_from`` is the kind. ``made_by`` is a digest of other code that makes the
        value, such as templates. ``name`` identifies it in `misses` and for `sweep`. A value that
        was put in with a ``secret`` is read with the same one. One that fails ``fits`` is a miss.
        """
        kind, key = kind_of(made_from), key_of(made_from, made_by)
        is_first = key not in self._asked
        self._asked.add(key)
        waiting = self._waiting.get(key)
        for digest, packed in [waiting[2:]] if waiting else self._file.rows(tables.GET, *key):
            data = unpack(packed, secret) if digest == digest_of(packed) else None
            if data is not None and (fits is None or fits(data)):
                self.hits[kind] += is_first
                return data
        self.misses.append(Miss(kind, name, self._why(kind, name, key)))
        return None

    def has(self, *made_from: object, made_by: str = "") -> bool:
        """Whether `get` would find something in the file. This counts as neither hit nor miss."""
        return bool(self._file.rows(tables.HAS, *key_of(made_from, made_by)))

    def put(
        self,
        data: bytes,
        *made_from: object,
        made_by: str = "",
        name: str = "",
        secret: bytes = b"",
    ) -> bytes:
        """Keep ``data``, encrypted with the ``secret`` if given, for the next build; returns it."""
        self.made += 1
        if self._file.is_writable:
            key, packed = key_of(made_from, made_by), pack(data, secret)
            self._asked.add(key)
            self._new.append(key)
            self._waiting[key] = (kind_of(made_from), name, digest_of(packed), packed)
            self._waiting_bytes += len(packed)
            self._has_readable |= not secret
            if self._waiting_bytes > _AT_ONCE:
                self.write()
        return data

    def write(self) -> None:
        """Write new entries to the file, where other processes find them from then on. Until then,
        or `sweep`, most are in this process alone.
        """
        rows = [(key, *row) for key, row in self._waiting.items()]
        self._waiting, self._waiting_bytes = {}, 0

        def put(file: sqlite3.Connection) -> None:
            if self._has_readable:
                self._leave_mark(file)
            blobs = [(digest, packed) for *_, digest, packed in rows]
            file.executemany(tables.PUT_BLOB, blobs)
            file.executemany(tables.PUT, [(*key, *row) for key, *row, _ in rows])

        if rows:
            self._file.change(put)

    def use(self, *made_from: object, made_by: str = "") -> None:
        """Count a value as a hit without reading it, because the site has it already."""
        key = key_of(made_from, made_by)
        self.hits[kind_of(made_from)] += key not in self._asked
        self._asked.add(key)

    def count(self, kind: str, name: str, *, is_hit: bool) -> None:
        """Count a value of ``kind`` that is part of a larger entry."""
        if is_hit:
            self.hits[kind] += 1
        else:
            self.misses.append(Miss(kind, name, "new or changed"))

    def sweep(self, shown: str = "", without: Collection[str] = ()) -> bool:
        """Remove entries that recent builds did not use, and all with a name in ``without``.
        Returns False if the file may still have them: it can be neither changed nor removed.

        ``shown`` is a digest of what is shown and what is withheld. If it differs from the one at
        the last sweep, or if a build that did not sweep wrote since then, only entries that this
        build used stay: others may contain what is withheld now.
        """
        self.write()

        def clean(file: sqlite3.Connection) -> None:
            self._leave_mark(file)
            self._count_uses(file)
            is_known = self._earlier_mark == shown and not _is_wasteful(file)
            file.execute(tables.DELETE_UNUSED, (_UNUSED_BUILDS if is_known else 0,))
            file.execute(tables.DELETE_NAMED, (json.dumps(list(without)),))
            file.execute(tables.DELETE_LOOSE)
            file.execute(tables.MARK, (shown,))

        is_clean = self._file.change(clean) or self._file.remove()
        self._file.shrink()
        return is_clean

    def take_back(self) -> None:
        """Remove the entries that this build added: it failed, so nobody audited what it made."""
        self._waiting, self._waiting_bytes = {}, 0

        def delete(file: sqlite3.Connection) -> None:
            file.executemany(tables.DELETE, self._new)
            file.execute(tables.DELETE_LOOSE)

        if not self._file.change(delete):
            self._file.remove()
        self._file.shrink()

    def _leave_mark(self, file: sqlite3.Connection) -> None:
        """Mark the file as written by a build that has not swept it. Each build has a mark of its
        own, so it sees whether another one wrote meanwhile.
        """
        (mark,) = file.execute(tables.GET_MARK).fetchone() or ("",)
        if mark != self._mark:
            self._earlier_mark = "" if self._has_marked else mark
            self._has_marked = True
            file.execute(tables.MARK, (self._mark,))

    def _count_uses(self, file: sqlite3.Connection) -> None:
        """Update how many builds have passed since each entry was used."""
        uses = [(row[:2], row[2]) for row in file.execute(tables.USES)]
        file.executemany(tables.COUNT_UNUSED, [key for key, _ in uses if key not in self._asked])
        file.executemany(tables.COUNT_USED, [key for key, n in uses if n and key in self._asked])

    def _why(self, kind: str, name: str, key: Key) -> str:
        earlier = self._file.rows(tables.NAMED, kind, name) if name else []
        if any(made_from == key[0] for made_from, _ in earlier):
            return "code, templates or settings changed"
        return "its inputs changed" if earlier else "new"

    def __del__(self) -> None:
        self._file.close()


def _is_wasteful(file: sqlite3.Connection) -> bool:
    """Whether unused entries take much space, and more than used ones; this is slow."""
    (unused,) = file.execute(tables.UNUSED_BYTES).fetchone()
    if (unused or 0) <= _SPARE_BYTES:
        return False
    (used,) = file.execute(tables.USED_BYTES).fetchone()
    return bool(unused > (used or 0))
