"""What built files say, whatever their format."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from rooftop.media import read_embedded_text

#: Where one item of a feed ends and the next begins: each stands in several feeds, and is looked at
#: once.
_ITEM = re.compile(r"(?=<item>|<entry[ >])")
#: The rules of time zones in a calendar, whose names are everybody's.
_ZONES = re.compile(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE", re.DOTALL)
#: How files begin that are compressed, and what Pagefind writes before what it compresses.
_GZIP, _ZIP, _PAGEFIND = b"\x1f\x8b", b"PK\x03\x04", b"pagefind_dcd"
#: Facts and texts for programs within a page.
_JSON_IN_PAGE = re.compile(r"<script[^<>]*\bjson\b[^<>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
#: Bytes of an archive that are looked into; slides with pictures are far from it.
_MAX_UNPACKED = 200_000_000
_PRINTABLE = re.compile(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{6,}")


def pieces_of(name: str, data: bytes) -> Iterator[str]:
    """What the file called ``name`` says, in pieces that other files may hold too, such as items of
    feeds and strings of JSON. Slides and other zip archives say what their members say.
    """
    if data.startswith(_ZIP):
        yield from _in_archive(data)
        return
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith(_GZIP):
        data, suffix = gzip.decompress(data), PurePosixPath(PurePosixPath(name).stem).suffix.lower()
    if suffix == ".ics":
        data = _ZONES.sub(b"", data)
    if data.startswith(_PAGEFIND):
        data, suffix = data.removeprefix(_PAGEFIND), ".json"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:  # pictures, films, fonts: their metadata is text between bytes
        text, suffix = (
            b"\n".join(_PRINTABLE.findall(read_embedded_text(data))).decode("utf-8", "replace"),
            "",
        )
    strings = _json_strings(text) if suffix == ".json" else None
    if strings is not None:
        yield from strings  # what programs read of it, escapes undone
    else:
        yield from _ITEM.split(text) if suffix == ".xml" else (text,)
        for written in _JSON_IN_PAGE.findall(text):
            yield from _json_strings(written) or ()


def _in_archive(data: bytes) -> Iterator[str]:
    """The names and the contents of the members of a zip archive; one that cannot be opened, or
    would be too large, says what stands between its bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MAX_UNPACKED:
                raise zipfile.BadZipFile
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        yield b"\n".join(_PRINTABLE.findall(data)).decode("utf-8", "replace")
        return
    for name, member in members.items():
        yield name
        yield from pieces_of(name, member)


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
