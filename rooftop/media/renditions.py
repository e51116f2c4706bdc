"""Pictures in the sizes pages use, as WebP for nearly everybody and JPEG for the rest."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rooftop.deferred import Deferred
from rooftop.media.kinds import MediaFile

if TYPE_CHECKING:
    from PIL import Image

    from rooftop.media import pixels
else:
    Image, pixels = Deferred("PIL.Image"), Deferred("rooftop.media.pixels")  # for pictures alone

#: Widths in pixels: of portraits, which are square, and of pictures in the text.
FACES, PICTURES = (96, 128, 192, 352, 704), (480, 960, 1600)
#: How wide a picture of the text is shown, by its placement (HTML, 4.8.4.2.2).
PICTURE_SIZES = {
    "column": "(max-width: 48rem) 92vw, 724px",
    "wide": "(max-width: 75rem) 92vw, 1096px",
    "full": "100vw",
}
_QUALITY: dict[str, dict[str, Any]] = {
    "webp": {"quality": 80, "method": 4},
    "jpg": {"quality": 82, "optimize": True, "progressive": True},
}
_FORMATS = {"webp": "WEBP", "jpg": "JPEG"}


@dataclass(frozen=True)
class Renditions:
    """One picture in its ``widths``, smallest first; ``width`` and ``height`` are those of the
    largest.
    """

    folder: str
    widths: tuple[int, ...]
    width: int
    height: int

    def address(self, width: int, ending: str) -> str:
        """Where the smallest file at least ``width`` wide stands, below the site root; else the
        widest.
        """
        fits = next((each for each in self.widths if each >= width), self.widths[-1])
        return f"{self.folder}{fits}.{ending}"

    def srcset(self, root: str, ending: str) -> str:
        """The ``srcset`` of an ``img`` on a page from which the site root is ``root``."""
        return ", ".join(f"{root}{self.folder}{width}.{ending} {width}w" for width in self.widths)


def face_renditions(file: MediaFile) -> Renditions:
    """The sizes in which ``file`` is shown as a portrait."""
    widths = _up_to(FACES, min(file.width, file.height))
    return Renditions(f"pictures/{file.name}/face-", widths, widths[-1], widths[-1])


def picture_renditions(file: MediaFile) -> Renditions:
    """The sizes in which ``file`` is shown whole."""
    widths = _up_to(PICTURES, file.width)
    return Renditions(
        f"pictures/{file.name}/",
        widths,
        widths[-1],
        max(1, round(file.height * widths[-1] / file.width)),
    )


def rendition_addresses(name: str, file: MediaFile | None) -> frozenset[str]:
    """Every address, below the site root, at which the picture ``name`` is shown in some size;
    without the ``file``, in any of the usual ones.
    """
    widths = {f"face-{width}" for width in FACES} | {str(width) for width in PICTURES}
    if file and file.kind == "image":
        widths |= {f"face-{width}" for width in face_renditions(file).widths}
        widths |= {str(width) for width in picture_renditions(file).widths}
    return frozenset(f"pictures/{name}/{width}.{ending}" for width in widths for ending in _FORMATS)


def resize(
    file: MediaFile, sizes: Renditions, focus: tuple[float, float] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of every file of ``sizes``, from the pixels of ``file`` alone.

    With a ``focus``, shares of width and height, they are square, cut around it as far as the
    picture goes.
    """
    whole = pixels.read_pixels(file.file)
    if focus:
        whole = _square(whole, focus)
    opaque = pixels.on_white(whole)
    has_alpha = whole.has_transparency_data and whole.getchannel("A").getextrema()[0] != 255
    for width in sizes.widths:
        size = (width, max(1, round(whole.height * width / whole.width)))
        for ending, form in _FORMATS.items():
            source = whole if has_alpha and ending == "webp" else opaque
            out = io.BytesIO()
            source.resize(size, Image.Resampling.LANCZOS).save(out, form, **_QUALITY[ending])
            yield sizes.address(width, ending), out.getvalue()


def _up_to(widths: tuple[int, ...], most: int) -> tuple[int, ...]:
    """Those of ``widths`` that need no enlarging; what there is where all would."""
    fitting = tuple(width for width in widths if width <= most)
    return (
        fitting
        if (fitting and fitting[-1] == widths[-1]) or most in fitting
        else (*fitting, min(most, widths[-1]))
    )


def _square(image: Image.Image, focus: tuple[float, float]) -> Image.Image:
    side = min(image.size)
    left = min(max(round(focus[0] * image.width - side / 2), 0), image.width - side)
    top = min(max(round(focus[1] * image.height - side / 2), 0), image.height - side)
    return image.crop((left, top, left + side, top + side))
