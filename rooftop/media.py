"""Files below ``content/media/``: which there are, what their bytes say they are, and how large the pictures are."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from rooftop.problems import Problem, problem

#: Bytes of each kind, and the endings it may have.
MAX_BYTES = {"image": 8 << 20, "video": 64 << 20, "audio": 32 << 20, "captions": 1 << 20}
MAX_PIXELS = 40_000_000
_IMAGE_ENDINGS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",), "AVIF": (".avif",)}
#: The Exif tag (EXIF 2.32, 4.6.4.A) that says how a camera was held, and the values that swap width and height.
_ORIENTATION, _ON_THEIR_SIDE = 0x0112, (5, 6, 7, 8)
_QUALITY: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88},
    "WEBP": {"quality": 86, "method": 4},
    "AVIF": {"quality": 75},
    "PNG": {"optimize": True},
}
_SIGNATURES = (
    ("video", (".mp4", ".m4v"), 4, b"ftyp"),
    ("audio", (".m4a",), 4, b"ftyp"),
    ("video", (".webm",), 0, b"\x1a\x45\xdf\xa3"),
    ("audio", (".mp3",), 0, b"ID3"),
    ("audio", (".mp3",), 0, b"\xff\xfb"),
    ("audio", (".ogg", ".oga", ".opus"), 0, b"OggS"),
    ("captions", (".vtt",), 0, b"WEBVTT"),
    ("captions", (".vtt",), 0, b"\xef\xbb\xbfWEBVTT"),
)


@dataclass(frozen=True)
class MediaFile:
    """``name`` is relative to the media folder; ``width`` and ``height`` in pixels are 0 for what is no picture."""

    name: str
    file: Path
    kind: str
    width: int = 0
    height: int = 0


def publishable(item: MediaFile) -> bytes:
    """The bytes of ``item`` that may be published.

    A picture is drawn anew from its pixels, upright: where and when it was taken, by which camera, thumbnails, colour
    profiles and whatever else its file carried stay behind. Films, sound and captions are taken as they are.
    """
    if item.kind != "image":
        return item.file.read_bytes()
    out = io.BytesIO()
    with Image.open(item.file, formats=tuple(_IMAGE_ENDINGS)) as image:
        form = image.format or "PNG"
        upright = ImageOps.exif_transpose(image)
        has_alpha = form != "JPEG" and "A" in upright.getbands() + (("A",) if "transparency" in upright.info else ())
        clean = upright.convert("RGBA" if has_alpha else "RGB")
        clean.info.clear()
        clean.save(out, form, **_QUALITY[form])
    return out.getvalue()


def inspect(folder: Path, path: str) -> tuple[dict[str, MediaFile], list[Problem]]:
    """Every usable file below ``folder``, by its name; ``path`` is what problems call the folder.

    Symbolic links, hidden files, unknown kinds and files whose bytes are not what their ending says are problems.
    """
    media: dict[str, MediaFile] = {}
    found: list[Problem] = []
    for file in _walk(folder):
        name = file.relative_to(folder).as_posix()
        item = None if file.is_symlink() or file.name.startswith(".") else _identify(file, name)
        if isinstance(item, MediaFile):
            media[name] = item
        else:
            what = item or "links and hidden files are not published"
            hint = "Use JPEG, PNG, WebP or AVIF pictures, MP4 or WebM films, MP3, M4A or Ogg sound, and .vtt captions."
            found.append(problem(f"{path}/{name}", (0, 0), "file-not-allowed", what, hint))
    return media, found


def _walk(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        for file in sorted(folder.iterdir()):
            if file.is_dir() and not file.is_symlink():
                yield from _walk(file)
            else:
                yield file


def _identify(file: Path, name: str) -> MediaFile | str:
    """The media file, or why it is none."""
    ending = file.suffix.lower()
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            head = stream.read(16)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if any(ending in endings for endings in _IMAGE_ENDINGS.values()):
        return _identify_image(file, name, size)
    for kind, endings, offset, signature in _SIGNATURES:
        if ending in endings and head[offset:].startswith(signature):
            limit = MAX_BYTES[kind]
            return MediaFile(name, file, kind) if size <= limit else f"is larger than {limit >> 20} MiB"
    known = any(ending in endings for _, endings, _, _ in _SIGNATURES)
    return (
        f"is no {ending} file inside"
        if known
        else f"files of the kind {ending or 'without an ending'} are not published"
    )


def _identify_image(file: Path, name: str, size: int) -> MediaFile | str:
    if size > MAX_BYTES["image"]:
        return f"is larger than {MAX_BYTES['image'] >> 20} MiB"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(file, formats=tuple(_IMAGE_ENDINGS)) as image:
                if file.suffix.lower() not in _IMAGE_ENDINGS[image.format or ""]:
                    return f"is a {image.format} picture; give it the ending {_IMAGE_ENDINGS[image.format or ''][0]}"
                if image.width * image.height > MAX_PIXELS:
                    return f"has more than {MAX_PIXELS // 1_000_000} million pixels"
                if getattr(image, "n_frames", 1) > 1:
                    return "moves; publish a film with captions instead"
                turned = image.getexif().get(_ORIENTATION, 1) in _ON_THEIR_SIDE
                width, height = (image.height, image.width) if turned else image.size
                return MediaFile(name, file, "image", width, height)
    except Exception:  # Pillow raises a dozen kinds of errors for broken pictures; each means the same
        return "cannot be read as a picture"
