"""The mark of a community: two houses in its colour."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from rooftop.cache import Cache
from rooftop.cards.drawing import Picture
from rooftop.settings import Community

_SIDE, _FINER = 512, 4
#: Corners of the two roofs in a square of 34.
_HOUSES = (
    ((5, 28), (5, 17), (12, 10), (19, 17), (19, 28)),
    ((19, 28), (19, 13), (25, 7), (31, 13), (31, 28)),
)


def draw_icon(community: Community, cache: Cache) -> Picture:
    """A square PNG for feeds and lists of them, from ``cache`` where an earlier build drew it."""
    key = ("icon", community.settings.accent)
    data = cache.get(*key) or cache.put(_draw(community.settings.accent), *key)
    return Picture(data, _SIDE, _SIDE, community.name)


def _draw(colour: str) -> bytes:
    scale = _SIDE * _FINER / 36
    image = Image.new("RGB", (_SIDE * _FINER, _SIDE * _FINER), "#fbf7f0")
    pen = ImageDraw.Draw(image)
    for house in _HOUSES:
        corners = [(x * scale, y * scale) for x, y in house]
        pen.line(corners, fill=colour, width=int(2 * scale), joint="curve")
        for x, y in (corners[0], corners[-1]):  # round ends
            pen.circle((x, y), scale, fill=colour)
    buffer = io.BytesIO()
    image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).quantize(16).save(buffer, "PNG")
    return buffer.getvalue()
