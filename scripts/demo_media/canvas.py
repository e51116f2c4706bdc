"""Drawing in units of the finished picture, several times as fine, then made smaller."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

INK, PAPER, ACCENT = "#1d1a16", "#fbf7f0", "#b3452a"
#: Sizes of pictures beside the text, and from edge to edge.
WIDE, FULL = (1600, 800), (1920, 820)
Point = tuple[float, float]


class Canvas:
    """A picture of ``width`` by ``height``, drawn ``scale`` times as large."""

    def __init__(self, width: int, height: int, backdrop: str, scale: int = 4) -> None:
        self.image = Image.new("RGB", (width * scale, height * scale), backdrop)
        self.width, self.height = width, height
        self._draw = ImageDraw.Draw(self.image)
        self._scale = scale

    def oval(self, x: float, y: float, across: float, down: float, fill: str) -> None:
        box = (x - across, y - down, x + across, y + down)
        self._draw.ellipse([value * self._scale for value in box], fill=fill)

    def shape(self, fill: str, *points: Point) -> None:
        self._draw.polygon([(x * self._scale, y * self._scale) for x, y in points], fill=fill)

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: str, radius: float = 0
    ) -> None:
        box = [value * self._scale for value in (left, top, right, bottom)]
        self._draw.rounded_rectangle(box, radius * self._scale, fill=fill)

    def line(self, colour: str, width: float, *points: Point) -> None:
        self._draw.line(
            [(x * self._scale, y * self._scale) for x, y in points],
            fill=colour,
            width=round(width * self._scale),
            joint="curve",
        )

    def arc(
        self, x: float, y: float, across: float, down: float, start: float, end: float, width: float
    ) -> None:
        box = [value * self._scale for value in (x - across, y - down, x + across, y + down)]
        self._draw.arc(box, start, end, fill=INK, width=round(width * self._scale))

    def finished(self) -> Image.Image:
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)

    def fade(self, top: float, bottom: float, *colours: str) -> None:
        """Fill the rows from ``top`` to ``bottom`` with a gradient over ``colours``."""
        first, last = round(top * self._scale), round(bottom * self._scale)
        for row in range(first, last):
            place = (row - first) / max(1, last - first - 1) * (len(colours) - 1)
            index = min(int(place), len(colours) - 2)
            colour = mix(colours[index], colours[index + 1], place - index)
            self._draw.line([(0, row), (self.image.width, row)], fill=colour)

    def hills(self, colour: str, level: float, *waves: tuple[float, float, float]) -> None:
        """Land below a line around ``level``; each wave has a height, a length and a shift."""
        tops = [
            (x, level + sum(h * math.sin(x / length + shift) for h, length, shift in waves))
            for x in range(0, self.width + 9, 8)
        ]
        self.shape(colour, (0, self.height), *tops, (self.width, self.height))

    def grid(
        self, colour: str, left: float, top: float, size: Point, step: Point, count: Point
    ) -> None:
        """Boxes of ``size`` in columns and rows, ``count`` of each, ``step`` apart."""
        for column in range(int(count[0])):
            for row in range(int(count[1])):
                x, y = left + column * step[0], top + row * step[1]
                self.box(x, y, x + size[0], y + size[1], colour)


def mix(one: str, other: str, share: float) -> str:
    """The colour ``share`` of the way from ``one`` to ``other``."""
    pairs = ((int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
