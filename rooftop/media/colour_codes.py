"""The colour space that a PNG or an AVIF names by numbers (ITU-T H.273), which Pillow does not
tell: the chunk ``cICP`` (PNG 3, 11.3.2.6), and the box ``colr`` of the type ``nclx`` (ISO 14496-12,
12.1.5).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
#: Colour primaries (table 2) and transfer characteristics (table 3) that are those of sRGB, that
#: screens show as if they were, or that say nothing.
_PRIMARIES = frozenset({1, 2})
_TRANSFERS = frozenset({1, 2, 4, 6, 13, 14, 15})


def is_srgb(data: bytes, *, has_profile: bool) -> bool:
    """Whether the picture in ``data`` names no other colour space than sRGB by numbers. In an AVIF
    an ICC profile counts before them, in a PNG after.
    """
    if data.startswith(_PNG):
        codes = _codes_of_png(data)
    else:
        codes = iter(()) if has_profile else _codes_of_avif(data)
    return all(primaries in _PRIMARIES and transfer in _TRANSFERS for primaries, transfer in codes)


def _codes_of_png(data: bytes) -> Iterator[tuple[int, int]]:
    place = len(_PNG)
    while place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"cICP" and length == 4:
            yield data[place + 8], data[place + 9]
        if kind == b"IDAT":  # it stands before the pixels, or counts for nothing
            return
        place += 12 + length


def _codes_of_avif(data: bytes) -> Iterator[tuple[int, int]]:
    """Those of every item: boxes of boxes need not be taken apart to find this one in ``meta``."""
    mark, meta = b"colrnclx", _meta(data)
    place = meta.find(mark)
    while 0 <= place <= len(meta) - len(mark) - 4:
        yield struct.unpack_from(">2H", meta, place + len(mark))
        place = meta.find(mark, place + 1)


def _meta(data: bytes) -> bytes:
    place = 0
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"meta":
            return data[place : place + size]
        if size < 8:  # to the end of the file, or longer than pictures are
            break
        place += size
    return b""
