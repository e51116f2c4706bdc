"""Files that an earlier build read need not be read again."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection
from pathlib import Path

from rooftop.cache import Cache, dump, load
from rooftop.catalogue.record import Reading, read_record
from rooftop.frontmatter import MAX_FILE_BYTES
from rooftop.records import Record


def read_kept(
    cache: Cache,
    kind: type[Record],
    file: Path,
    path: str,
    countries: Collection[str],
    allowed_contacts: Collection[str],
    *,
    draft: bool,
) -> Reading:
    """What `read_record` gives, from ``cache`` if it was read before as it stands now.

    A draft and a file with a problem are read each time, unless this process did. What is kept can
    be read only by who has the file, so the cache tells nothing that was taken out of it.
    """
    made_from = _facts_of(file), sorted(countries), sorted(allowed_contacts), draft

    def make() -> Reading:
        return _read(cache, kind, file, path, countries, allowed_contacts, draft)

    return cache.memory.get(("reading", path), made_from, make)


def _facts_of(file: Path) -> object:
    """What nobody can keep the same while changing ``file``; nothing that is ever the same where it
    cannot be had.
    """
    try:
        status = file.stat()
    except OSError:
        return object()
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _read(
    cache: Cache,
    kind: type[Record],
    file: Path,
    path: str,
    countries: Collection[str],
    allowed_contacts: Collection[str],
    draft: bool,
) -> Reading:
    data = b"" if draft else _bytes_of(file)
    digest = hashlib.blake2b(data, digest_size=20).hexdigest()
    known, contacts = sorted(countries), sorted(allowed_contacts)
    key = ("reading", kind.__name__, path, known, contacts, digest)
    if data and (kept := cache.get(*key, name=path, secret=data)) is not None:
        with contextlib.suppress(Exception):  # of whatever kind: it was altered, or is no reading
            reading = load(kept)
            if isinstance(reading, Reading):
                return reading
    reading = read_record(kind, file, path, countries, allowed_contacts, draft=draft)
    if data and reading.record and data == _bytes_of(file):
        cache.put(dump(reading), *key, name=path, secret=data)
    return reading


def _bytes_of(file: Path) -> bytes:
    """All of ``file``; nothing where it can't be read, or is longer than a record may be."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError:
        return b""
    return data if len(data) <= MAX_FILE_BYTES else b""
