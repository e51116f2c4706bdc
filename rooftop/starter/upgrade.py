"""From the files of one version to those of another, without losing what was changed by hand."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rooftop import git
from rooftop.starter.answering import write_answers
from rooftop.starter.answers import Answers
from rooftop.starter.files import Files
from rooftop.starter.repository import ANSWERS, GENERATED, paths_in, read, remove, write

#: How git begins a line in which two versions contradict one another.
_MARK = b"<<<<<<< "
_NAMES = ("your file", "new version of Rooftop")


class Action(StrEnum):
    """What becomes of one file, in the words in which people are told."""

    ADD = "new"
    REPLACE = "replaced"
    REMOVE = "removed"
    MERGE = "merged with your changes"
    CONFLICT = "merged, with conflicts for you to resolve"
    LEAVE = "left as you changed it; the new version differs"
    STAY_DELETED = "left out, because you deleted it; the new version differs"
    OCCUPIED = "not changed, because the file is yours; the new version has one of the same name"
    OBSOLETE = "left as you changed it; the new version needs it no longer"


#: What is done to files that were changed by hand, and therefore asked about.
MERGES = frozenset({Action.MERGE, Action.CONFLICT})
#: What needs somebody to look at a file afterwards.
UNFINISHED = frozenset({Action.CONFLICT, Action.LEAVE})


@dataclass(frozen=True)
class Change:
    """What an upgrade does to the file at ``path``: ``before`` and ``after`` are its contents, None
    where there is no file.
    """

    path: str
    action: Action
    before: bytes | None
    after: bytes | None

    def diff(self) -> str:
        """The difference for people to read, as a unified diff; empty where nothing changes."""
        texts = [_text(content) for content in (self.before, self.after)]
        if self.before == self.after:
            return ""
        if None in texts:
            return f"Binary file {self.path}: {_size(self.before)} -> {_size(self.after)}\n"
        names = (f"a/{self.path}", f"b/{self.path}")
        before, after = ((text or "").splitlines(keepends=True) for text in texts)
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in difflib.unified_diff(before, after, names[0], names[1])
        )


def compare(folder: Path, generated: Files, wanted: Files) -> list[Change]:
    """What it takes to bring the files in ``folder``, which were ``generated`` once, to those that
    are ``wanted``, by path. Files that stay as they are make no change.

    Raises rooftop.git.GitError where git cannot be run, and RepositoryError where a link stands.
    """
    paths = sorted({*generated, *wanted})
    changes = (
        _compare(path, read(folder, path), generated.get(path), wanted.get(path)) for path in paths
    )
    return [change for change in changes if change]


def apply(
    folder: Path,
    changes: Iterable[Change],
    refused: Collection[str],
    wanted: Files,
    answers: Answers,
) -> None:
    """Make the ``changes`` in ``folder``, but not those at paths that were ``refused``, which come
    up again with the next upgrade.
    """
    for change in changes:
        if change.path in refused or change.before == change.after:
            continue
        if change.after is None:
            remove(folder, change.path)
        else:
            write(folder, change.path, change.after)
    for path in paths_in(folder / GENERATED):
        if path not in wanted:
            remove(folder / GENERATED, path)
    for path, content in wanted.items():
        if path not in refused:
            write(folder / GENERATED, path, content)
    write(folder, ANSWERS, write_answers(answers).encode())


def unresolved(folder: Path, paths: Iterable[str]) -> list[str]:
    """Those of the files at ``paths`` in which the marks of an earlier conflict still stand."""
    contents = ((path, read(folder, path) or b"") for path in paths)
    return [path for path, content in contents if b"\n" + _MARK in b"\n" + content]


def _compare(
    path: str, present: bytes | None, base: bytes | None, new: bytes | None
) -> Change | None:
    """The change of one file: as it is ``present``, as it was generated, as the version has it."""
    if new in (present, base):
        return None
    if present == base:
        action = Action.ADD if base is None else Action.REMOVE if new is None else Action.REPLACE
        return Change(path, action, present, new)
    if present is None:
        return Change(path, Action.STAY_DELETED, None, None)
    if new is None:
        return Change(path, Action.OBSOLETE, present, present)
    if base is None:
        return Change(path, Action.OCCUPIED, present, present)
    return _merge(path, present, base, new)


def _merge(path: str, present: bytes, base: bytes, new: bytes) -> Change:
    if any(_text(content) is None for content in (present, base, new)):
        return Change(path, Action.LEAVE, present, present)
    merged = git.merge(present, base, new, _NAMES)
    action = Action.CONFLICT if merged.conflicts else Action.MERGE
    return Change(path, action, present, merged.text)


def _text(content: bytes | None) -> str | None:
    """``content`` as text, that of no file empty; None where it is none."""
    if content is None:
        return ""
    try:
        return None if b"\0" in content else content.decode()
    except UnicodeDecodeError:
        return None


def _size(content: bytes | None) -> str:
    return "none" if content is None else f"{len(content)} bytes"
