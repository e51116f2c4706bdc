"""What a media file is, once its bytes were looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rooftop.media.likeness import are_alike, likeness_of

#: The endings of pictures, by Pillow's name of their format.
ENDINGS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",), "AVIF": (".avif",)}
#: Bytes that a file of each kind may have.
MAX_BYTES = {"image": 8 << 20, "video": 64 << 20, "audio": 32 << 20, "captions": 1 << 20}


class MediaError(Exception):
    """A file that is not published; its text says why, and goes on after the file's name. ``hint``
    says what to do, where that is not to use another kind of file.
    """

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.hint = hint


@dataclass(frozen=True)
class MediaFile:
    """``name`` is relative to the media folder; ``width`` and ``height`` in pixels are 0 for what
    is no picture; ``words`` are those of captions; a ``draft`` lies in the drafts folder.
    """

    name: str
    file: Path
    kind: str
    width: int = 0
    height: int = 0
    words: str = ""
    draft: bool = False

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file's bytes, hexadecimal; line ends of captions count as LF, because git
        writes them as the machine likes.
        """
        data = self.file.read_bytes()
        if self.kind == "captions":
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return hashlib.sha256(data).hexdigest()

    @cached_property
    def likeness(self) -> str | None:
        """What stays the same when a picture is saved in another format or size; None for what is
        no picture, and for pictures too plain to be told apart.
        """
        return likeness_of(self.file) if self.kind == "image" else None


def same_picture(one: MediaFile, other: MediaFile) -> bool:
    """Whether both are one picture, the same file or saved again."""
    if one.digest == other.digest:
        return one.kind == other.kind == "image"
    return bool(one.likeness and other.likeness and are_alike(one.likeness, other.likeness))
