"""The cache file: SQLite is safe with two builds at once and after a crash, reads an entry in a few
microseconds, and a CI service copies one file faster than thirty thousand.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rooftop.cache import tables

#: The name of the file within the folder of the cache.
FILE = "store.sqlite"
#: How many seconds to wait for another process that writes.
_PATIENCE = 5.0


class StoreFile:
    """The file in ``folder``, opened when it is first used and created unless it ``is_read_only``.
    Without a folder, or if it cannot be opened, there are no rows and nothing is written. A damaged
    file is removed.
    """

    def __init__(self, folder: Path | None, *, is_read_only: bool) -> None:
        self._folder, self._is_read_only = folder, is_read_only
        self._connection: sqlite3.Connection | None = None
        self._process = 0

    @property
    def is_writable(self) -> bool:
        """Whether entries may be added."""
        return self._folder is not None and not self._is_read_only

    def rows(self, statement: str, *values: object) -> list[Any]:
        """The rows; none if the file cannot be read."""
        try:
            connection = self._connect()
            return connection.execute(statement, values).fetchall() if connection else []
        except sqlite3.OperationalError:  # locked, or not ours to read
            return []
        except sqlite3.DatabaseError:
            self.remove()
            return []

    def change(self, action: Callable[[sqlite3.Connection], None]) -> bool:
        """Run ``action`` in one transaction. Returns whether the file has all of it; if not, it has
        nothing of it.
        """
        try:
            connection = self._connect()
            if connection is None:
                return False
            connection.execute("BEGIN IMMEDIATE")
            try:
                action(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite itself rolls back when a disk is full
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError:  # locked, full, or not ours to write
            return False
        except sqlite3.DatabaseError:
            self.remove()
            return False
        return True

    def shrink(self) -> None:
        """Give back the space of removed entries, and leave a single file, closed."""
        self.rows("PRAGMA incremental_vacuum")
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        self.close()

    def close(self) -> None:
        """Close the file; it is opened again when it is used."""
        if self._connection and self._process == os.getpid():
            self._connection.close()
        self._connection, self._process = None, 0

    def remove(self) -> bool:
        """Remove the file. Returns whether it is gone."""
        self.close()
        if self._folder is None:
            return True
        if not self._is_read_only:
            for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
                with contextlib.suppress(OSError):
                    (self._folder / name).unlink()
        return not (self._folder / FILE).exists()

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
