"""A site is built beside the old one and takes its place in one step, whole or not at all.

What did not change is the same file as before, with its time: `rsync` and hosts then send only what
changed. What `OutputFolder` did not write is shared at the very end, when nobody writes to the new
site any more.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rooftop.site.folders import folder_beside, remove_unfinished
from rooftop.site.output_folder import OutputFolder

_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
_AT_FDCWD = -100
_CHUNK = 1 << 20


@contextlib.contextmanager
def in_place_of(site: Path, output: OutputFolder | None = None) -> Iterator[Path]:
    """A new empty folder beside ``site``; when the block ends without an exception it takes the
    place of ``site``.

    Files whose bytes did not change keep their inode and time, or their time alone where no hard
    link can be made. Whatever happens before that, Ctrl-C and power cuts included, leaves ``site``
    as it was. Folders that an earlier run left behind are removed. Raises OSError when the folder
    can't be made or put in place.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    remove_unfinished(site)
    beside = folder_beside(site)
    try:
        beside.mkdir()
        yield beside
        beside.chmod(0o755)
        if site.is_dir() and not site.is_symlink():
            _share_unchanged(beside, site, (output or OutputFolder()).new_paths_in(beside))
        _exchange(beside, site)
        if output:
            output.settle(beside)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _share_unchanged(new: Path, old: Path, paths: Iterable[str]) -> None:
    """Put the files of ``old`` in the place of those of ``new`` at ``paths`` that have the same
    bytes. Links are left alone.
    """
    is_real = _real_folders(old)
    for path in paths:
        if is_real(path.rpartition("/")[0]) and _is_same(new / path, old / path):
            _share(new / path, old / path)


def _real_folders(root: Path) -> Callable[[str], bool]:
    """Whether a folder below ``root`` is one, and lies there, instead of being a link."""
    known = {"": True}

    def is_real(folder: str) -> bool:
        if folder not in known:
            place, is_above = root / folder, is_real(folder.rpartition("/")[0])
            known[folder] = is_above and place.is_dir() and not place.is_symlink()
        return known[folder]

    return is_real


def _is_same(one: Path, other: Path) -> bool:
    """Whether both are ordinary files of the same mode, size and bytes."""
    try:
        facts = [one.lstat(), other.lstat()]
    except OSError:
        return False
    if not stat.S_ISREG(facts[0].st_mode) or facts[0].st_ino == facts[1].st_ino:
        return False
    if len({(each.st_mode, each.st_size) for each in facts}) > 1:
        return False
    try:
        with one.open("rb") as first, other.open("rb") as second:
            while data := first.read(_CHUNK):
                if data != second.read(_CHUNK):
                    return False
    except OSError:
        return False
    return True


def _share(new: Path, old: Path) -> None:
    """``old`` as ``new``; the time of ``old`` where the file system or its rights forbid that."""
    beside = new.with_name(f"{new.name}.old")
    try:
        os.link(old, beside)
    except OSError:
        facts = old.lstat()
        os.utime(new, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    else:
        beside.replace(new)


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
