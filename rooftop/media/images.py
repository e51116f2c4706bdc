"""Pictures: measured before they are decoded, decoded completely before they are accepted, and
encoded again for publication.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rooftop.deferred import Deferred
from rooftop.media.colour_codes import is_srgb
from rooftop.media.kinds import ENDINGS, MediaError, MediaFile

if TYPE_CHECKING:
    from PIL import Image

    from rooftop.media import pixels
else:
    pixels = Deferred("rooftop.media.pixels")  # not every site has pictures

MAX_PIXELS = 40_000_000
#: A picture longer than this is a trick, whatever its width.
MAX_SIDE = 12_000
#: The Exif tag (EXIF 2.32, 4.6.4.A) that says how a camera was held, and the values that swap width
#: and height.
_ORIENTATION, _ON_THEIR_SIDE = 0x0112, (5, 6, 7, 8)
_QUALITY: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88},
    "WEBP": {"quality": 86, "method": 4},
    "AVIF": {"quality": 75},
    "PNG": {"optimize": True},
}


def identify(file: Path, name: str) -> MediaFile:
    """The picture in ``file``. Raises `MediaError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pixels.open_picture(file) as image:
                measured = _measure(image, file, name)
                if image.format in ("PNG", "AVIF"):
                    _check_colours(image, file)
                image.load()  # a picture cut short opens as well as a whole one
                return measured
    except MediaError:
        raise
    except (
        Exception
    ):  # Pillow raises a dozen kinds of errors for broken pictures; each means the same
        raise MediaError("cannot be read as a picture") from None


def _check_colours(image: Image.Image, file: Path) -> None:
    """Raises `MediaError` for colours that would be shown wrong: nothing here converts them."""
    if not is_srgb(file.read_bytes(), has_profile="icc_profile" in image.info):
        hint = "Save it with the colour profile sRGB; “Export as” of most programs asks for one."
        raise MediaError("has colours that many screens cannot show", hint)


def _measure(image: Image.Image, file: Path, name: str) -> MediaFile:
    endings = ENDINGS[image.format or ""]
    if file.suffix.lower() not in endings:
        raise MediaError(f"is a {image.format} picture; give it the ending {endings[0]}")
    if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
        raise MediaError(
            f"has more than {MAX_PIXELS // 1_000_000} million pixels, or {MAX_SIDE:,} on one side"
        )
    if getattr(image, "n_frames", 1) > 1:
        raise MediaError("moves; publish a film with captions instead")
    turned = image.getexif().get(_ORIENTATION, 1) in _ON_THEIR_SIDE
    width, height = (image.height, image.width) if turned else image.size
    return MediaFile(name, file, "image", width, height)


def redraw(file: Path) -> bytes:
    """The picture in ``file``, made from its pixels alone, without metadata such as time, place and
    camera.
    """
    out = io.BytesIO()
    form = next(form for form, endings in ENDINGS.items() if file.suffix.lower() in endings)
    picture = pixels.read_pixels(file)
    (pixels.on_white(picture) if form == "JPEG" else picture).save(out, form, **_QUALITY[form])
    return out.getvalue()


def as_jpeg(file: MediaFile) -> bytes:
    """The picture as JPEG, which every network accepts."""
    out = io.BytesIO()
    pixels.on_white(pixels.read_pixels(file.file)).save(out, "JPEG", **_QUALITY["JPEG"])
    return out.getvalue()
