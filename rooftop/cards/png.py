"""Pictures of few colours as small PNGs (ISO/IEC 15948): sixteen colours, four bits a pixel."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from PIL import Image, ImageColor

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS, _PALETTE = 4, 3

RGB = tuple[int, ...]


def palette(paper: str, tones: Sequence[tuple[str, int]]) -> list[RGB]:
    """``paper``, and each of ``tones`` in as many steps as it says, as edges of letters are."""
    ground: RGB = ImageColor.getrgb(paper)
    colours = [ground]
    for colour, steps in tones:
        end: RGB = ImageColor.getrgb(colour)
        colours += [
            tuple(round(a + (b - a) * step / steps) for a, b in zip(ground, end, strict=True))
            for step in range(1, steps + 1)
        ]
    return colours


def encode(picture: Image.Image, colours: Sequence[RGB]) -> bytes:
    """``picture``, of which each pixel takes the nearest of ``colours``, at most sixteen."""
    table = bytes(part for colour in colours for part in colour)
    chosen = Image.new("P", (1, 1))
    chosen.putpalette(table + table[:3] * (256 - len(colours)))
    indexed = picture.convert("RGB").quantize(palette=chosen, dither=Image.Dither.NONE)
    packed = indexed.tobytes("raw", f"P;{_BITS}")
    stride = -(-picture.width * _BITS // 8)
    rows = (packed[start : start + stride] for start in range(0, len(packed), stride))
    header = struct.pack(">IIBBBBB", *picture.size, _BITS, _PALETTE, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = [(b"IHDR", header), (b"PLTE", table), (b"IDAT", data), (b"IEND", b"")]
    return _SIGNATURE + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check
