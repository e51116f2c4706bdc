"""Whether two files show one picture, saved in another format or another size."""

from __future__ import annotations

from pathlib import Path
from statistics import median_low
from typing import TYPE_CHECKING

from rooftop.deferred import Deferred

if TYPE_CHECKING:
    from PIL import Image

    from rooftop.media import pixels
else:
    Image, pixels = Deferred("PIL.Image"), Deferred("rooftop.media.pixels")  # for pictures alone

_SIDE = 16
#: Mean difference of two likenesses, in levels of grey of 256, up to which they are one picture.
#: JPEG at quality 60 and half the size make less than 1; different faces drawn in one style, 6.
_TOLERANCE = 3.0
#: A picture that differs from one plain grey by less than this could be taken for many others.
_MIN_CONTRAST = 2 * _TOLERANCE


def likeness_of(file: Path) -> str | None:
    """The picture in ``file`` as 16 by 16 levels of grey, two hexadecimal digits each, row by row;
    None where it is too plain to be told from others.
    """
    grey = pixels.on_white(pixels.read_pixels(file)).convert("L")
    cells = grey.resize((_SIDE, _SIDE), Image.Resampling.BOX).tobytes()
    plain = bytes([median_low(cells)]) * len(cells)
    return cells.hex() if _difference(cells, plain) > _MIN_CONTRAST else None


def are_alike(one: str, other: str) -> bool:
    """Whether two likenesses are of one picture."""
    return one == other or _difference(bytes.fromhex(one), bytes.fromhex(other)) <= _TOLERANCE


def _difference(one: bytes, other: bytes) -> float:
    """The mean difference of two rows of levels. That of their sums is never larger, and faster."""
    coarse = abs(sum(one) - sum(other)) / len(one)
    if coarse > _MIN_CONTRAST:
        return coarse
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)
