"""Which files a pull request changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rooftop import git
from rooftop.guard.repository import Repository
from rooftop.pull_requests.report import Change

_CHANGES: Mapping[str, Change] = {"A": "added", "D": "removed"}


def changed_files(root: Path, base: str, content: Path) -> dict[str, Change]:
    """The files below the folder ``root`` that differ from the commit ``base``, by their paths as
    problems have them: those below ``content`` begin with the name of that folder.

    Raises `rooftop.git.GitError`.
    """
    commit = Repository(root).commit(base)
    options = ("--name-status", "--no-renames", "--relative", "-z")
    fields = git.output(root, "diff", *options, commit, "--", ".").decode("utf-8", "replace")
    pairs = zip(*[iter(fields.split("\0")[:-1])] * 2, strict=True)
    return {_named(root, path, content): _CHANGES.get(kind, "changed") for kind, path in pairs}


def _named(root: Path, path: str, content: Path) -> str:
    file = root / path
    if not file.is_relative_to(content):
        return path
    return f"{content.name}/{file.relative_to(content).as_posix()}"
