"""The cache file: SQLite is safe with two builds at once and after a crash, reads an entry in a few
microseconds, and a CI service copies one file faster than thirty thousand.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rooftop.cache import tables
from rooftop.cache.keys import Key, key_of, kind_of
from rooftop.cache.memory import Memory
from rooftop.cache.packing import digest_of, pack, unpack

#: The name of the file within the folder of the cache.
FILE = "store.sqlite"
#: For how many builds something is kept that none of them used: a branch, or an edit taken back.
_UNUSED_BUILDS = 8
#: Where what no build used lately is larger than this, and than what is used, it goes at once.
_SPARE_BYTES = 64_000_000
#: How much is put into the file in one go: each go costs as much as many entries.
_AT_ONCE = 4_000_000
_PATIENCE = 5.0


@dataclass(frozen=True)
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
        self._folder, self._is_read_only = folder, is_read_only
        self.memory = Memory()
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._asked: set[Key] = set()
        self._new: list[Key] = []
        #: What is not in the file yet, and how many bytes that is: kind, name, digest, packed.
        self._waiting: dict[Key, tuple[str, str, bytes, bytes]] = {}
        self._waiting_bytes = 0
        self.hits: Counter[str] = Counter()
        self.misses: list[Miss] = []
        self.made = 0

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
        self._asked.add(key)
        waiting = self._waiting.get(key)
        for digest, packed in [waiting[2:]] if waiting else self._run(tables.GET, *key):
            data = unpack(packed, secret) if digest == digest_of(packed) else None
            if data is not None and (fits is None or fits(data)):
                self.hits[kind] += 1
                return data
        self.misses.append(Miss(kind, name, self._why(kind, name, key)))
        return None

    def has(self, *made_from: object, made_by: str = "") -> bool:
        """Whether `get` would find something in the file. This counts as neither hit nor miss."""
        return bool(self._run(tables.HAS, *key_of(made_from, made_by)))

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
        if self._folder and not self._is_read_only:
            key, packed = key_of(made_from, made_by), pack(data, secret)
            self._asked.add(key)
            self._new.append(key)
            self._waiting[key] = (kind_of(made_from), name, digest_of(packed), packed)
            self._waiting_bytes += len(packed)
            if self._waiting_bytes > _AT_ONCE:
                self.write()
        return data

    def write(self) -> None:
        """Write new entries to the file, where other processes find them from then on."""
        rows = [(key, *row) for key, row in self._waiting.items()]
        self._waiting, self._waiting_bytes = {}, 0
        if rows:
            with self._writing():
                self._many(tables.PUT_BLOB, [(digest, packed) for *_, digest, packed in rows])
                self._many(tables.PUT, [(*key, *row) for key, *row, _ in rows])

    def use(self, *made_from: object, made_by: str = "") -> None:
        """Count a value as a hit without reading it, because the site has it already."""
        self._asked.add(key_of(made_from, made_by))
        self.hits[kind_of(made_from)] += 1

    def count(self, kind: str, name: str, *, is_hit: bool) -> None:
        """Count a value of ``kind`` that is part of a larger entry."""
        if is_hit:
            self.hits[kind] += 1
        else:
            self.misses.append(Miss(kind, name, "new or changed"))

    def sweep(self, secrets: str = "", without: Collection[str] = ()) -> None:
        """Remove entries that recent builds did not use, and all with a name in ``without``.

        ``secrets`` is a digest of everything withheld. If it differs from the one at the last
        sweep, only entries that this build used stay, as others may contain text withheld now.
        """
        self.write()
        with self._writing():
            self._run("CREATE TEMP TABLE asked (made_from BLOB, made_by BLOB)")
            self._many("INSERT INTO asked VALUES (?, ?)", self._asked)
            self._run("CREATE INDEX temp.by_key ON asked (made_from, made_by)")
            told = self._run("SELECT digest FROM secrets") == [(secrets,)]
            self._run(tables.COUNT_UNUSED)
            self._run(tables.COUNT_USED)
            most = _UNUSED_BUILDS if told and not self._is_wasteful() else 0
            self._run("DELETE FROM entry WHERE unused > ?", most)
            self._run(tables.DELETE_NAMED, json.dumps(list(without)))
            self._run("DELETE FROM secrets")
            self._run("INSERT INTO secrets VALUES (?)", secrets)
            self._run("DROP TABLE asked")
            self._run(tables.DELETE_LOOSE)
        self._shrink()

    def take_back(self) -> None:
        """Remove the entries that this build added: it failed, so nobody audited what it made."""
        self._waiting, self._waiting_bytes = {}, 0
        with self._writing():
            self._many("DELETE FROM entry WHERE made_from = ? AND made_by = ?", self._new)
            self._run(tables.DELETE_LOOSE)
        self._shrink()

    def _is_wasteful(self) -> bool:
        """Whether unused entries take much space, and more than used ones; this is slow."""
        unused = self._count_bytes(tables.UNUSED_BYTES)
        return unused > _SPARE_BYTES and unused > self._count_bytes(tables.USED_BYTES)

    def _count_bytes(self, statement: str) -> int:
        return sum(number or 0 for (number,) in self._run(statement))

    def _shrink(self) -> None:
        self._run("PRAGMA incremental_vacuum")
        self._run("PRAGMA wal_checkpoint(TRUNCATE)")
        self._close()

    def _why(self, kind: str, name: str, key: Key) -> str:
        earlier = self._run(tables.NAMED, kind, name) if name else []
        if not earlier:
            return "new"
        if any(made_from == key[0] for made_from, _ in earlier):
            return "code, templates or settings changed"
        return "its inputs changed"

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """All of the block is written, or nothing."""
        self._run("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._run("COMMIT")

    def _run(self, statement: str, *values: object) -> list[Any]:
        """The rows; none where the file can't be read or written."""
        return self._execute(lambda file: file.execute(statement, values).fetchall()) or []

    def _many(self, statement: str, rows: Collection[tuple[Any, ...]]) -> None:
        self._execute(lambda file: file.executemany(statement, rows))

    def _execute(self, action: Callable[[sqlite3.Connection], Any]) -> Any:
        try:
            if connection := self._connect():
                return action(connection)
        except sqlite3.OperationalError:  # locked, full, or not ours to write
            return None
        except sqlite3.DatabaseError:
            self._discard()
        return None

    def _connect(self) -> sqlite3.Connection | None:
        """The open file, for each process its own: a connection may not cross a fork."""
        if self._process != os.getpid():
            self._process, self._connection = os.getpid(), None
            if self._folder:
                with contextlib.suppress(OSError):
                    self._connection = self._open(self._folder / FILE)
        return self._connection

    def _open(self, file: Path) -> sqlite3.Connection | None:
        if self._is_read_only and not file.is_file():
            return None
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found != tables.FORMAT:
            connection.executescript(tables.TABLES)
        return connection

    def _close(self) -> None:
        """All of it is in one file again; what follows opens that anew."""
        if self._connection and self._process == os.getpid():
            self._connection.close()
        self._connection, self._process = None, 0

    def __del__(self) -> None:
        self.write()
        self._close()

    def _discard(self) -> None:
        """Begin anew: what stands there is no store, or a damaged one."""
        self._close()
        if self._folder and not self._is_read_only:
            for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
                with contextlib.suppress(OSError):
                    (self._folder / name).unlink()
