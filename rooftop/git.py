"""What git remembers of a project. Where there is no git, or no history, nothing is remembered."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

#: How many versions of a file are looked at.
MAX_VERSIONS = 200


def ask(root: Path, *arguments: str) -> str:
    """What ``git`` prints when it is run in ``root``; nothing where it fails or is not there."""
    try:
        process = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        return ""
    return process.stdout if process.returncode == 0 else ""


def versions(root: Path, file: Path) -> Iterator[str]:
    """The texts that ``file``, below ``root``, had in each commit, newest first."""
    name = ask(root, "ls-files", "--full-name", "--", str(file)).strip()
    if name:
        for commit in ask(root, "log", f"-{MAX_VERSIONS}", "--format=%H", "--", str(file)).split():
            yield ask(root, "show", f"{commit}:{name}")


def files_that_changed(root: Path, words: str, folder: Path) -> frozenset[Path]:
    """The files below ``folder`` in which some commit added or took away ``words``."""
    options = ("--format=", "--name-only", "--relative")
    names = ask(root, "log", f"-S{words}", *options, "--", str(folder))
    return frozenset(root / name for name in names.splitlines() if name)
