"""The mark of a community: two houses in its colour."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rooftop.deferred import Deferred

if TYPE_CHECKING:
    from PIL import Image, ImageDraw
else:
    Image, ImageDraw = Deferred("PIL.Image"), Deferred("PIL.ImageDraw")  # kept once it is drawn

#: Pixels of each side.
ICON_SIDE = 512
_FINER = 4
#: Corners of the two roofs in a square of 34.
_HOUSES = (
    ((5, 28), (5, 17), (12, 10), (19, 17), (19, 28)),
    ((19, 28), (19, 13), (25, 7), (31, 13), (31, 28)),
)


def draw_icon(colour: str) -> bytes:
    """A square PNG for feeds and lists of feeds, `ICON_SIDE` pixels wide."""
    scale = ICON_SIDE * _FINER / 36
    image = Image.new("RGB", (ICON_SIDE * _FINER, ICON_SIDE * _FINER), "#fbf7f0")
    pen = ImageDraw.Draw(image)
    for house in _HOUSES:
        corners = [(x * scale, y * scale) for x, y in house]
        pen.line(corners, fill=colour, width=int(2 * scale), joint="curve")
        for x, y in (corners[0], corners[-1]):  # round ends
            pen.circle((x, y), scale, fill=colour)
    buffer = io.BytesIO()
    image.resize((ICON_SIDE, ICON_SIDE), Image.Resampling.LANCZOS).quantize(16).save(buffer, "PNG")
    return buffer.getvalue()
