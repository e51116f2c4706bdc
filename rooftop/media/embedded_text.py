"""What a picture's file says beside its pixels, which are compressed and say nothing but by
chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PNG, _JPEG, _RIFF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"RIFF"
#: Chunks of pixels in PNG (ISO 15948) and WebP (RFC 9649).
_PIXELS = {b"IDAT", b"PLTE", b"VP8 ", b"VP8L", b"ALPH"}
#: In JPEG (ITU-T T.81, B.1.1) pixels follow a start of scan, up to the next marker; FF00 and
#: FFD0–FFD7 are none.
_SCAN = re.compile(rb"\xff\xda(?:[^\xff]|\xff[\x00\xd0-\xd7\xff])*", re.DOTALL)


def read_embedded_text(data: bytes) -> bytes:
    """The parts of a PNG, JPEG or WebP file that are no pixels; any other file as it is."""
    if data.startswith(_PNG):
        return b"\n".join(_png(data))
    if data.startswith(_RIFF) and data[8:12] == b"WEBP":
        return b"\n".join(_webp(data))
    return _SCAN.sub(b"\n", data) if data.startswith(_JPEG) else data


def _png(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(data):
        kind, end = data[at + 4 : at + 8], at + 8 + int.from_bytes(data[at : at + 4], "big")
        yield b"" if kind in _PIXELS else data[at + 8 : end]
        at = end + 4
    yield data[at:]


def _webp(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        yield b"" if kind in _PIXELS else data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    yield data[at:]
