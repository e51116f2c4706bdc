"""Which files may be opened at all."""

from __future__ import annotations

import stat
from pathlib import Path


def why_not_opened(file: Path) -> str | None:
    """Why ``file`` is not read, or None: only regular files with one name are, so that nothing leads out of its folder, and
    nothing waits for ever.
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
