"""Extracts the text of built files of every format."""

from __future__ import annotations

import contextlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from rooftop.media import read_embedded_text

#: Boundaries between items of a feed: each item is in several feeds, and is searched once.
_ITEM = re.compile(r"(?=<item>|<entry[ >])")
#: The rules of time zones in a calendar, whose names are everybody's.
_ZONES = re.compile(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE", re.DOTALL)
#: The first bytes of compressed files, and those that Pagefind writes before compressed data.
_GZIP, _ZIP, _PAGEFIND = b"\x1f\x8b", b"PK\x03\x04", b"pagefind_dcd"
#: Facts and texts for programs within a page.
_JSON_IN_PAGE = re.compile(r"<script[^<>]*\bjson\b[^<>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_JSON = frozenset((".json", ".jsonld"))
#: The most bytes that are unpacked to search one file; slides with pictures have far fewer.
_MAX_UNPACKED = 200_000_000
#: In how many others a compressed file may be.
_MAX_DEPTH = 8
#: What `zipfile` raises for archives that are damaged, encrypted or of an unknown method.
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError)
_PRINTABLE = re.compile(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{6,}")


def pieces_of(name: str, data: bytes) -> Iterator[str]:
    """The text of the file called ``name``, in pieces that may also be in other files."""
    for suffix, text in texts_of(name, data):
        yield from pieces_in(suffix, text)


class UnsearchableError(Exception):
    """Too much would have to be unpacked to search a file; its text says so."""

    def __init__(self) -> None:
        super().__init__("a compressed file that is too large to be searched")


def texts_of(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The text of the file called ``name``, unpacked and in UTF-8, and the suffix of its format.
    For slides and other zip archives, the names and the texts of their members. Raises
    `UnsearchableError` if it is compressed, and too large when it is unpacked.
    """
    return _Unpacking().texts_of(name, data, 0)


class _Unpacking:
    """Unpacks one file, and the compressed files in it, within limits for all of them."""

    def __init__(self) -> None:
        self._left = _MAX_UNPACKED

    def texts_of(self, name: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
        """The texts of the file called ``name``, which is in so many others: its ``depth``."""
        if depth > _MAX_DEPTH:
            raise UnsearchableError
        if data.startswith(_ZIP):
            yield from self._in_archive(data, depth)
        elif data.startswith(_GZIP):
            unpacked, is_whole = self._unpack(data)
            yield from self.texts_of(PurePosixPath(name).stem, unpacked, depth + 1)
            if not is_whole:
                yield "", _printable(data)
        else:
            yield _text_of(PurePosixPath(name).suffix.lower(), data)

    def _in_archive(self, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
        """The names and the texts of the members of a zip archive; the text between its bytes if it
        cannot be opened.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._take(sum(member.file_size for member in archive.infolist()))
                members = {name: archive.read(name) for name in archive.namelist()}
        except _BROKEN:
            yield "", _printable(data)
            return
        for name, member in members.items():
            yield "", name.encode("utf-8", "replace")
            yield from self.texts_of(name, member, depth + 1)

    def _unpack(self, data: bytes) -> tuple[bytes, bool]:
        """What can be read of ``data`` in gzip, and whether that is all of it."""
        unpacked = []
        with contextlib.suppress(zlib.error):
            while data:
                member = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
                unpacked.append(member.decompress(data, self._left + 1))
                self._take(len(unpacked[-1]))
                if not member.eof:
                    break
                data = member.unused_data.lstrip(b"\0")  # padding
        return b"".join(unpacked), not data

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise UnsearchableError


def _text_of(suffix: str, data: bytes) -> tuple[str, bytes]:
    if suffix == ".ics":
        data = _ZONES.sub(b"", data)
    if data.startswith(_PAGEFIND):
        data, suffix = data.removeprefix(_PAGEFIND), ".json"
    return (suffix, data) if _is_text(data) else ("", _printable(read_embedded_text(data)))


def pieces_in(suffix: str, text: bytes) -> Iterator[str]:
    """A ``text`` of `texts_of` in pieces: items of feeds, and the strings of JSON with their
    escapes resolved.
    """
    written = text.decode("utf-8", "replace")
    strings = _json_strings(written) if suffix in _JSON else None
    if strings is not None:
        yield from strings
    else:
        yield from _ITEM.split(written) if suffix == ".xml" else (written,)
        for facts in _JSON_IN_PAGE.findall(written):
            yield from _json_strings(facts) or ()


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _printable(data: bytes) -> bytes:
    """The text between the bytes of ``data``: metadata of pictures, videos and fonts."""
    return b"\n".join(_PRINTABLE.findall(data))


def _json_strings(text: str) -> list[str] | None:
    """Every string in a JSON document, keys included; None when it is none."""
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return None
    found: list[str] = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
    return found
