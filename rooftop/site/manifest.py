"""The manifest of a published site: the inputs of each file, and facts that identify it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from rooftop.files import entries_below

#: The version of the form below.
_FORMAT = 1


class Facts(NamedTuple):
    """Facts that identify an unchanged file. ``size`` is in bytes; ``modified`` is the time of the
    last change of content, ``changed`` that of any change, in nanoseconds. No program can set the
    latter.
    """

    inode: int
    mode: int
    size: int
    modified: int
    changed: int


@dataclass(frozen=True)
class Batch:
    """Files that were made together. ``key`` is a digest of their inputs and of the code that made
    them, ``paths`` are below the site root; ``notes`` are JSON data of the code that made them.
    """

    key: str
    paths: tuple[str, ...]
    notes: Any = None


@dataclass
class Manifest:
    """``batches`` by their names; of each path the SHA-256 of its content, and the facts."""

    batches: dict[str, Batch] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)

    def save(self, file: Path) -> None:
        """Write it to ``file``, in one step. Raises OSError."""
        batches = {name: [each.key, each.paths, each.notes] for name, each in self.batches.items()}
        files = {path: [self.digests[path], *facts] for path, facts in self.facts.items()}
        text = json.dumps([_FORMAT, batches, files], separators=(",", ":")).encode()
        beside = file.with_name(f"{file.name}.{os.getpid()}")
        beside.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
        beside.replace(file)


def load_manifest(file: Path) -> Manifest | None:
    """The manifest in ``file``; None if there is none, or if it was truncated or altered."""
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        digest, _, text = file.read_bytes().partition(b"\n")
        if digest.decode() != hashlib.sha256(text).hexdigest():
            return None
        version, batches, files = json.loads(text)
        if version == _FORMAT:
            return Manifest(
                {
                    name: Batch(key, tuple(paths), notes)
                    for name, (key, paths, notes) in batches.items()
                },
                {path: digest for path, (digest, *_) in files.items()},
                {path: Facts(*facts) for path, (_, *facts) in files.items()},
            )
    return None


def facts_of(status: os.stat_result) -> Facts:
    """The facts in ``status``."""
    times = status.st_mtime_ns, status.st_ctime_ns
    return Facts(status.st_ino, status.st_mode, status.st_size, *times)


def facts_below(folder: Path) -> dict[str, Facts]:
    """The facts of everything below ``folder`` that is not a folder, by its path. Raises
    OSError.
    """
    return {
        path: facts_of(entry.stat(follow_symlinks=False)) for path, entry in entries_below(folder)
    }
