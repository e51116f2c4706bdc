"""The folder in which a site is built, where files of the previous site are reused.

Beside a published site there is a second folder with hard links to the same files: the spare. The
next build replaces files only there, and then the two folders change places. A file is never
written in place, because it is shared with the published site: it is removed, and a new one gets
its name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rooftop.cache import library
from rooftop.files import entries_below
from rooftop.site.manifest import Batch, Facts, Manifest, facts_below, facts_of
from rooftop.site.spare import Spare, remove_empty_folders

Files = Iterable[tuple[str, bytes]]


class OutputFolder:
    """Where one build writes. With a ``spare``, files of the site before are used again; whoever
    writes here by other means must `discard` first.
    """

    def __init__(self, spare: Spare | None = None) -> None:
        self._spare, self._folder = spare, Path()
        self._earlier, self._manifest = Manifest(), Manifest()
        self._unclaimed, self._removed = set[str](), set[str]()
        self._paths: Sequence[str] | None = None
        self._is_alone = self._begins_with_spare = False

    def open(self, folder: Path, *, is_alone: bool) -> None:
        """Begin in ``folder``, which is empty. Unless the build ``is_alone``, plugins may write
        there too, so nothing of the previous site is reused, and nothing is known of what is
        written.
        """
        self._folder, self._is_alone = folder, is_alone
        if self._spare and is_alone:
            self._earlier = self._spare.move_to(folder)
            self._unclaimed = set(self._earlier.facts)
            self._begins_with_spare = bool(self._unclaimed)
            self._removed = self._earlier.digests.keys() - self._unclaimed

    @property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of the files whose content is known without reading them, by their paths."""
        return self._manifest.digests if self._is_alone else {}

    def digest_of(self, path: str) -> str:
        """The SHA-256 of the file that this build wrote to ``path``, in hexadecimal digits."""
        return self._manifest.digests[path]

    def size_of(self, path: str) -> int:
        """The size of the file at ``path``, in bytes. Raises OSError."""
        facts = self._manifest.facts.get(path)
        return facts[2] if facts else (self._folder / path).stat().st_size

    @property
    def same(self) -> Collection[str]:
        """The paths of the files that are those of the site before."""
        return self._manifest.facts.keys()

    def notes(self, name: str) -> Any:
        """The notes of the batch ``name`` in the previous site; None if it had no such batch."""
        batch = self._earlier.batches.get(name)
        return batch.notes if batch else None

    def keep(self, name: str, made_from: object) -> bool:
        """Reuse the files of the batch ``name`` if the same library made them from the same inputs,
        and all of them exist. If this returns False, they must be made.
        """
        batch = self._earlier.batches.get(name)
        if batch is None or batch.key != _key(made_from):
            return False
        if any(path not in self._earlier.facts for path in batch.paths):
            return False
        for path in batch.paths:
            self._claim(path)
        self._manifest.batches[name] = batch
        return True

    def make(self, name: str, made_from: object, files: Callable[[], Files]) -> Sequence[str]:
        """The batch ``name``, of ``files``: reused, or made now. Returns its paths. Raises
        OSError.
        """
        if not self.keep(name, made_from):
            paths = tuple(self.write(path, data) for path, data in files())
            self._manifest.batches[name] = Batch(_key(made_from), paths)
        return self._manifest.batches[name].paths

    def write(self, path: str, data: bytes) -> str:
        """Write ``data`` to ``path`` below the folder, unless the file has it already; returns the
        path. Raises OSError.
        """
        digest = hashlib.sha256(data).hexdigest()
        if path in self._earlier.facts and self._earlier.digests[path] == digest:
            self._claim(path)
            return path
        self.discard(path)
        self._manifest.digests[path] = digest
        file = self._folder / path
        try:
            file.write_bytes(data)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return path

    def write_all(self, files: Mapping[str, bytes]) -> None:
        """Write all of ``files``, by their paths. Raises OSError."""
        for path, data in files.items():
            self.write(path, data)

    def discard(self, *paths: str) -> None:
        """Leave no file at ``paths``, so that whoever writes there makes a new one."""
        for path in paths:
            for known in (self._earlier.facts, self._manifest.facts, self._manifest.digests):
                known.pop(path, None)
            self._unclaimed.discard(path)
            self._removed.add(path)
            with contextlib.suppress(OSError):
                (self._folder / path).unlink()

    def adopt(self, name: str, made_from: object, path: str, notes: object) -> None:
        """Record the batch ``name``, of one file, which other code wrote to ``path``."""
        with contextlib.suppress(FileNotFoundError):
            data = (self._folder / path).read_bytes()
            self._manifest.digests[path] = hashlib.sha256(data).hexdigest()
            self._manifest.batches[name] = Batch(_key(made_from), (path,), notes)

    def prune(self) -> Sequence[str]:
        """Remove files of the previous site that this one does not have. Returns the paths of all
        files that are left; nothing is written after that.
        """
        self.discard(*list(self._unclaimed))
        remove_empty_folders(self._folder, self._removed)
        self._paths = [path for path, _ in entries_below(self._folder)]
        return self._paths

    def new_paths_in(self, folder: Path) -> Iterable[str]:
        """The paths of all files in ``folder`` that are not files of the previous site."""
        is_known = self._is_alone and self._paths is not None
        paths = self._paths if is_known else (path for path, _ in entries_below(folder))
        return [path for path in paths or () if path not in self._manifest.facts]

    def facts_in(self, site: Path) -> Mapping[str, Facts]:
        """The facts of all files of the published ``site``. Raises OSError."""
        if not self._is_alone or self._paths is None:
            return facts_below(site)
        known = self._manifest.facts
        return {path: known.get(path) or facts_of(os.lstat(site / path)) for path in self._paths}

    def settle(self, former: Path) -> None:
        """The site took the place of ``former``, which is the spare from now on, or nothing."""
        if self._spare and self._is_alone:
            same = set(self.same) if self._begins_with_spare else None
            self._spare.settle(former, self._manifest, same)

    def _claim(self, path: str) -> None:
        self._unclaimed.discard(path)
        self._manifest.digests[path] = self._earlier.digests[path]
        self._manifest.facts[path] = self._earlier.facts[path]


def _key(made_from: object) -> str:
    return hashlib.blake2b(f"{library()} {made_from!r}".encode(), digest_size=16).hexdigest()
