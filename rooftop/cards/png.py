"""Pictures of few colours as small PNGs (ISO/IEC 15948): sixteen colours, four bits a pixel."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import deflate

from rooftop.deferred import Deferred

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = Deferred("PIL.Image")  # most builds draw no picture

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS, _PALETTE = 4, 3
#: From here on, it takes four times as long for a twentieth of the bytes.
_EFFORT = 6


def between(first: str, second: str) -> str:
    """The colour halfway between two, ``#rrggbb``, as edges of letters are."""
    pairs = zip(_parts_of(first), _parts_of(second), strict=True)
    return "#" + "".join(f"{(a + b) // 2:02x}" for a, b in pairs)


def _parts_of(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))


def indexed(drawn: Image.Image, tones: tuple[tuple[str, int], ...]) -> Image.Image:
    """``drawn``, a greyscale picture, as palette indices: for each pixel, that of the nearest of
    ``tones``, which are colours of different brightness with their indices.
    """
    return drawn.point(_numbers(tones), "P")


@lru_cache
def _numbers(tones: tuple[tuple[str, int], ...]) -> list[int]:
    """For each of the 256 shades of grey, the palette index of the nearest of ``tones``."""
    greys = {number: Image.new("L", (1, 1), colour).tobytes()[0] for colour, number in tones}
    return [min(greys, key=lambda each: abs(greys[each] - grey)) for grey in range(256)]


def rows(picture: Image.Image, width: int, left: int = 0) -> bytes:
    """The rows of a PNG ``width`` pixels wide that shows ``picture``, palette indices, ``left``
    pixels from its left edge. The rest has the first colour. A zero before each row means that the
    row is not filtered.
    """
    numbers = picture.tobytes("raw", f"P;{_BITS}", 1 + width * _BITS // 8)  # zeros after each row
    before = 1 + left * _BITS // 8
    return b"".join((bytes(before), memoryview(numbers)[:-before]))


def encode(rows: bytes, size: tuple[int, int], colours: Sequence[str]) -> bytes:
    """A PNG of ``rows`` with the palette ``colours``, at most sixteen; ``size`` is its width and
    height.
    """
    header = struct.pack(">IIBBBBB", *size, _BITS, _PALETTE, 0, 0, 0)
    table = bytes(part for colour in colours for part in _parts_of(colour))
    data = bytes(deflate.zlib_compress(rows, _EFFORT))
    chunks = [(b"IHDR", header), (b"PLTE", table), (b"IDAT", data), (b"IEND", b"")]
    return _SIGNATURE + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check
