"""The pixels of a picture as every screen shows them: upright, in sRGB, eight bits a channel."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from PIL import (
    AvifImagePlugin,
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from rooftop.media.kinds import ENDINGS

#: Asked for a format that it has not loaded, Pillow loads all forty.
_LOADED = (AvifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
#: Pillow's mode for the pixels that a profile describes, by its colour space (ICC.1:2022, 7.2.8).
_MODES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}
#: What programs write that mean sRGB, whose curve is nearly a power of 1/2.2.
_SRGB_GAMMA = (0.42, 0.48)
#: How browsers and Photoshop convert: white stays white, black stays black.
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


def open_picture(file: Path) -> Image.Image:
    """The picture in ``file``, of a format that is published; nothing of its pixels is read yet.
    Raises what Pillow raises.
    """
    return Image.open(file, formats=tuple(ENDINGS))


def read_pixels(file: Path) -> Image.Image:
    """The pixels of the picture in ``file`` and nothing else: RGBA where anything shines through,
    else RGB.

    A profile that cannot be read or does not fit the pixels counts for nothing, as in browsers.
    """
    with open_picture(file) as image:
        profile, gamma = image.info.get("icc_profile"), _gamma_of(image)
        upright = _in_eight_bits(ImageOps.exif_transpose(image))
    alpha = upright.convert("RGBA").getchannel("A") if upright.has_transparency_data else None
    pixels = _in_srgb(upright, profile) if profile else upright.convert("RGB")
    if gamma:
        pixels = pixels.point([_encoded((value / 255) ** (1 / gamma)) for value in range(256)] * 3)
    if alpha:
        pixels.putalpha(alpha)
    pixels.info.clear()
    return pixels


def on_white(pixels: Image.Image) -> Image.Image:
    """``pixels`` as RGB; what shines through is white."""
    if pixels.mode != "RGBA":
        return pixels.convert("RGB")
    white = Image.new("RGBA", pixels.size, "white")
    return Image.alpha_composite(white, pixels).convert("RGB")


def _gamma_of(image: Image.Image) -> float | None:
    """The gamma of a PNG that means other brightness than sRGB (PNG 3, 11.3.2.2); None without one.
    ``sRGB`` and a profile in the file count before it.
    """
    gamma: float = image.info.get("gamma", 0.0)
    is_srgb = _SRGB_GAMMA[0] <= gamma <= _SRGB_GAMMA[1]
    is_told = "icc_profile" in image.info or "srgb" in image.info
    return gamma if gamma > 0 and not is_srgb and not is_told else None


def _encoded(light: float) -> int:
    """The level of 256 at which sRGB shows ``light``, from 0 to 1 (IEC 61966-2-1)."""
    share = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * share)


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits a pixel brought down to eight; Pillow itself would clip it to white."""
    if not image.mode.startswith("I"):
        return image
    grey = image.convert("I").point(lambda value: value / 256).convert("L")
    grey.info.pop("transparency", None)
    return grey


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.getOpenProfile(io.BytesIO(profile))
        mode = _MODES[source.profile.xcolor_space]
        if (mode == "CMYK") != (image.mode == "CMYK"):
            return image.convert("RGB")
        colours = image.convert("RGB").convert(mode) if mode != "CMYK" else image
        converted = ImageCms.profileToProfile(
            colours, source, _srgb(), _INTENT, outputMode="RGB", flags=_FLAGS
        )
    except (ImageCms.PyCMSError, OSError, ValueError, KeyError):
        return image.convert("RGB")
    return converted or image.convert("RGB")


@lru_cache(maxsize=1)
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
