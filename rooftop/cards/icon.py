"""The mark of a community: two houses in its colour."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from rooftop.cards.drawing import Picture
from rooftop.settings import Community

_SIDE, _FINER = 512, 4
#: Corners of the two roofs in a square of 34.
_HOUSES = (
    ((5, 28), (5, 17), (12, 10), (19, 17), (19, 28)),
    ((19, 28), (19, 13), (25, 7), (31, 13), (31, 28)),
)


def draw_icon(community: Community) -> Picture:
    """A square PNG for feeds and lists of them."""
    scale = _SIDE * _FINER / 36
    image = Image.new("RGB", (_SIDE * _FINER, _SIDE * _FINER), "#fbf7f0")
    pen = ImageDraw.Draw(image)
    for house in _HOUSES:
        corners = [(x * scale, y * scale) for x, y in house]
        pen.line(corners, fill=community.settings.accent, width=int(2 * scale), joint="curve")
        for x, y in (corners[0], corners[-1]):  # round ends
            pen.circle((x, y), scale, fill=community.settings.accent)
    buffer = io.BytesIO()
    image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).quantize(16).save(buffer, "PNG")
    return Picture(buffer.getvalue(), _SIDE, _SIDE, community.name)
