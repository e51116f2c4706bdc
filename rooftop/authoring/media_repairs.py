"""Media files whose names cannot be addresses, and pictures that are too large."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image

from rooftop.media.images import MAX_PIXELS, MAX_SIDE
from rooftop.media.kinds import ENDINGS, MAX_BYTES
from rooftop.media.pixels import on_white, read_pixels
from rooftop.records.fields import slug_of

#: The longer side of a picture that was too large, in pixels: more than any page shows.
_SIDE = 3_200
#: Pixels that are still read to make a picture smaller; a file can claim any number.
_MOST_PIXELS = 4 * MAX_PIXELS
_FORMATS = {ending: form for form, endings in ENDINGS.items() for ending in endings}


def better_names(names: Mapping[str, str], taken: frozenset[str]) -> dict[str, str]:
    """A name that may be an address for each media file that was refused for its own, by ``names``
    and the reasons; none where another file is in the way.
    """
    made: dict[str, str] = {}
    for name, reason in names.items():
        if "a name" not in reason:
            continue
        new = "/".join(_named(part) for part in name.split("/"))
        if "" not in new.split("/") and new not in (taken | {*made.values()}):
            made[name] = new
    return made


def _named(part: str) -> str:
    stem, dot, ending = part.rpartition(".")
    return (
        f"{slug_of(stem)}{dot}{ending.strip().lower()}" if dot and slug_of(stem) else slug_of(part)
    )


def oversize(folder: Path, names: Mapping[str, str]) -> Iterator[str]:
    """Those of the refused media files ``names`` that are pictures too large to be published."""
    for name in names:
        file = folder / name
        if _FORMATS.get(file.suffix.lower()) and file.is_file() and not file.is_symlink():
            try:
                with Image.open(file, formats=tuple(ENDINGS)) as image:
                    pixels, side = image.width * image.height, max(image.size)
            except (OSError, ValueError, Image.DecompressionBombError):
                continue
            is_large = pixels > MAX_PIXELS or side > MAX_SIDE
            if pixels <= _MOST_PIXELS and (is_large or file.stat().st_size > MAX_BYTES["image"]):
                yield name


def shrink(file: Path) -> None:
    """Write the picture in ``file`` anew, small enough to be published."""
    pixels = read_pixels(file)
    pixels.thumbnail((_SIDE, _SIDE))
    form = _FORMATS[file.suffix.lower()]
    beside = file.with_name(f".{file.name}.new")
    (on_white(pixels) if form == "JPEG" else pixels).save(beside, form, quality=88)
    beside.replace(file)
