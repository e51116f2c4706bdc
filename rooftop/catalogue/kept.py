"""Files that an earlier build read need not be read again."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from rooftop.cache import Cache, dump, load
from rooftop.catalogue.record import Reading, read_record
from rooftop.frontmatter import MAX_FILE_BYTES
from rooftop.parallel import spread
from rooftop.records import Record


def read_kept(
    cache: Cache,
    kind: type[Record],
    files: Mapping[str, Path],
    countries: Collection[str],
    allowed_contacts: Collection[str],
    *,
    draft: bool,
    jobs: int | None = 1,
) -> Iterator[Reading]:
    """The result of `read_record` for each of ``files``, which problems call by their paths.
    Unchanged files come from ``cache``; ``jobs`` processes read the others.

    Drafts and files with problems are read each time, unless this process has read them before.
    Cached readings are encrypted with a key that only the file yields, so the cache reveals nothing
    that was removed from a file.
    """

    def key_of(path: str, data: bytes) -> tuple[object, ...]:
        digest = hashlib.blake2b(data, digest_size=20).hexdigest()
        return "reading", kind.__name__, path, known, contacts, digest

    def read(path: str) -> _Made:
        return _Made(read_record(kind, files[path], path, known, contacts, draft=draft))

    known, contacts = sorted(countries), sorted(allowed_contacts)
    facts = {path: (_facts_of(file), known, contacts, draft) for path, file in files.items()}
    keys: dict[str, tuple[object, ...]] = {}
    kept: dict[str, Reading] = {}
    for path, file in files.items():
        reading = cache.memory.find(("reading", path), facts[path], Reading)
        if reading is None:
            data = b"" if draft else _bytes_of(file)
            keys[path] = key_of(path, data)
            reading = _find(cache, keys[path], path, data) if data else None
        if reading is not None:
            kept[path] = reading
    readings = spread(read, [path for path in files if path not in kept], jobs)
    for path, file in files.items():
        if (reading := kept.get(path)) is None:
            new, data = next(readings), b"" if draft else _bytes_of(file)
            if data and new.reading.record and keys[path] == key_of(path, data):
                cache.put(new.data, *keys[path], name=path, secret=data)
            reading = new.reading
        cache.memory.put(("reading", path), facts[path], reading)
        yield reading


def _facts_of(file: Path) -> object:
    """The inode, size and times of ``file``, which reveal that it was changed. If they cannot be
    read, a new object, so that the file never counts as unchanged.
    """
    try:
        status = file.stat()
    except OSError:
        return object()
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


class _Made:
    """A reading, with the bytes to cache; workers send it as these bytes."""

    def __init__(self, reading: Reading, data: bytes = b"") -> None:
        self.reading, self._data = reading, data

    @property
    def data(self) -> bytes:
        """The bytes."""
        return self._data or dump(self.reading)

    def __reduce__(self) -> tuple[Callable[[bytes], _Made], tuple[bytes]]:
        return _opened, (dump(self.reading),)


def _opened(data: bytes) -> _Made:
    return _Made(load(data), data)


def _find(cache: Cache, key: tuple[object, ...], path: str, data: bytes) -> Reading | None:
    if (found := cache.get(*key, name=path, secret=data)) is not None:
        with contextlib.suppress(Exception):  # of whatever kind: it was altered, or is no reading
            reading = load(found)
            return reading if isinstance(reading, Reading) else None
    return None


def _bytes_of(file: Path) -> bytes:
    """All of ``file``; nothing where it can't be read, or is longer than a record may be."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError:
        return b""
    return data if len(data) <= MAX_FILE_BYTES else b""
