"""A site is built beside the old one and takes its place in one step, whole or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
_AT_FDCWD = -100


@contextlib.contextmanager
def in_place_of(site: Path) -> Iterator[Path]:
    """A new empty folder beside ``site``; when the block ends without an exception it takes the
    place of ``site``.

    Whatever happens before that, Ctrl-C and power cuts included, leaves ``site`` as it was. Folders
    that an earlier run left behind are removed. Raises OSError when the folder can't be made or put
    in place.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    for stale in site.parent.glob(f".{site.name}.building-*"):
        if not _is_running(stale.name.rpartition("-")[2]):
            shutil.rmtree(stale, ignore_errors=True)
    beside = site.parent / f".{site.name}.building-{os.getpid()}"
    beside.mkdir()
    try:
        yield beside
        beside.chmod(0o755)
        _exchange(beside, site)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return True


def _exchange(new: Path, old: Path) -> None:
    """``new`` at the place of ``old``; the old folder, if there was one, ends up at ``new``."""
    if not old.exists():
        new.rename(old)
    elif not _exchange_at_once(
        new, old
    ):  # file systems without it: a moment without a site, never a half one
        aside = new.with_name(new.name + ".old")
        old.rename(aside)
        try:
            new.rename(old)
        except OSError:
            aside.rename(old)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchange_at_once(one: Path, other: Path) -> bool:
    """Swap two folders in a single step of the kernel; False where it can't."""
    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            return bool(library.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP) == 0)
        return bool(
            library.renameat2(
                _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
            )
            == 0
        )
    except (AttributeError, OSError):
        return False
