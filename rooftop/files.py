"""Which files there are, and which may be opened at all."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

#: Names that Windows keeps for devices, whatever their ending.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)

#: What systems and editors leave behind: views of folders (macOS, Windows, KDE), and files that are
#: being edited (Vim, Emacs, Kate, JetBrains, LibreOffice, Office, GNOME) or merged (git).
_LEFT_BEHIND = re.compile(
    r"\.DS_Store|\._.*|\.AppleDouble|__MACOSX|Icon\r|(eh)?thumbs(_vista)?\.db|desktop\.ini|\.directory"
    r"|\..*\.sw[a-z]|\..*\.kate-swp|.*~|4913|#.*#|\.#.*|\.~lock\..*#|.*___jb_(tmp|old)___|~\$.*|\.goutputstream-.*"
    r"|\.nfs[0-9a-f]+|.*\.orig",
    re.IGNORECASE | re.DOTALL,
)


def is_left_behind(name: str) -> bool:
    """Whether a file of this ``name`` is a system's or an editor's own, not a contribution."""
    return _LEFT_BEHIND.fullmatch(name) is not None


def names_device(name: str) -> bool:
    """Whether a file of this ``name`` could not be made, or would be a device, on some system."""
    return _DEVICE.fullmatch(name) is not None


def why_not_opened(file: Path) -> str | None:
    """Why ``file`` is not read, or None: only regular files with one name are, so that nothing
    leads out of its folder, and nothing waits for ever.
    """
    try:
        status = file.lstat()
    except (OSError, ValueError) as error:
        return f"cannot be read: {getattr(error, 'strerror', error)}"
    return (
        None
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 1
        else "is a link or a device, not a file of its own"
    )


def write_atomically(file: Path, data: bytes) -> None:
    """Write ``data`` to ``file``, which others see as it was or as it is now, and never in between.
    Folders on the way are made. Raises OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(data)
    beside.replace(file)


def entries_below(folder: Path | str, path: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below ``folder`` that is no folder, symbolic links included, each with its path.
    Links are not followed.
    """
    waiting = [(os.fspath(folder), path)]
    while waiting:
        place, path = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{path}{entry.name}/"))
                else:
                    yield path + entry.name, entry
