"""Captions (WebVTT): times and words are kept; notes, styles and places on the screen are not."""

from __future__ import annotations

import html
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from rooftop.media.kinds import MediaError, MediaFile

if TYPE_CHECKING:
    from webvtt.models import Caption

ENDING, MIME = ".vtt", "text/vtt"


def identify(file: Path, name: str) -> MediaFile:
    """The captions in ``file``. Raises `MediaError`."""
    words = " ".join(f"{caption.voice or ''} {_said(caption)}" for caption in _read(file))
    return MediaFile(name, file, "captions", words=" ".join(words.split()))


def rewrite(file: Path) -> bytes:
    """WebVTT, UTF-8: who says what, and when."""
    cues = (
        f"{each.start} --> {each.end}\n{_voice(each)}{_escaped(_said(each))}\n"
        for each in _read(file)
    )
    return "\n".join(["WEBVTT\n", *cues]).encode()


def _read(file: Path) -> list[Caption]:
    import webvtt  # noqa: PLC0415 — slow to load, and few communities have captions
    from webvtt.errors import MalformedCaptionError, MalformedFileError  # noqa: PLC0415

    try:
        text = file.read_bytes().decode("utf-8-sig")
        captions: list[Caption] = webvtt.from_buffer(StringIO(text)).captions
    except UnicodeDecodeError:
        raise MediaError("is not UTF-8 text") from None
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError):
        what = (
            "cannot be read as captions: they begin with WEBVTT, and have times such as "
            "00:01.000 --> 00:02.000"
        )
        raise MediaError(what) from None
    if not captions:
        raise MediaError("has no captions in it")
    return captions


def _said(caption: Caption) -> str:
    """The words of one caption, its marks left out."""
    return "\n".join(line for line in html.unescape(caption.text).split("\n") if line.strip())


def _voice(caption: Caption) -> str:
    return f"<v {_escaped(' '.join(caption.voice.split()))}>" if caption.voice else ""


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
