"""The kinds of files that films and recordings come in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Container:
    """One kind of file: its IANA media type, how its bytes begin, what FFmpeg calls it, and how it
    is written so that players start at once.
    """

    kind: str
    mime: str
    offset: int
    signatures: tuple[bytes, ...]
    format: str
    options: tuple[tuple[str, str], ...] = ()


_START_AT_ONCE = (("movflags", "+faststart"),)
_UNTAGGED = (("id3v2_version", "0"), ("write_id3v1", "0"))
#: By ending; those of Ogg as RFC 5334 and RFC 7845 have them.
CONTAINERS = {
    ".mp4": Container("video", "video/mp4", 4, (b"ftyp",), "mp4", _START_AT_ONCE),
    ".m4v": Container("video", "video/mp4", 4, (b"ftyp",), "mp4", _START_AT_ONCE),
    ".webm": Container("video", "video/webm", 0, (b"\x1a\x45\xdf\xa3",), "webm"),
    ".m4a": Container("audio", "audio/mp4", 4, (b"ftyp",), "mp4", _START_AT_ONCE),
    ".mp3": Container(
        "audio",
        "audio/mpeg",
        0,
        (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2"),
        "mp3",
        _UNTAGGED,
    ),
    ".ogg": Container("audio", "audio/ogg", 0, (b"OggS",), "ogg"),
    ".oga": Container("audio", "audio/ogg", 0, (b"OggS",), "ogg"),
    ".opus": Container("audio", "audio/ogg", 0, (b"OggS",), "ogg"),
}
