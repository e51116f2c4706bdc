"""What a media file is, once its bytes were looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

#: Bytes that a file of each kind may have.
MAX_BYTES = {"image": 8 << 20, "video": 64 << 20, "audio": 32 << 20, "captions": 1 << 20}


class MediaError(Exception):
    """A file that is not published; its text says why, and goes on after the file's name."""


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
        """SHA-256 of the file's bytes, hexadecimal."""
        return hashlib.sha256(self.file.read_bytes()).hexdigest()
