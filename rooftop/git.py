"""What git remembers of a project. Where there is no git, or no history, nothing is remembered."""

from __future__ import annotations

import subprocess
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

#: How many versions of a file are looked at.
MAX_VERSIONS = 200
#: From here on, the exit code of git-merge-file(1) counts no conflicts.
_MERGE_FAILED = 128


class GitError(Exception):
    """What git said when it could not do what it was asked to."""


def run(root: Path, *arguments: str) -> None:
    """Run ``git`` in ``root``. Raises `GitError`, also where there is no git."""
    output(root, *arguments)


def output(
    root: Path, *arguments: str, given: bytes = b"", accepted: Container[int] = (0,)
) -> bytes:
    """What ``git`` prints when it reads ``given`` in ``root`` and exits with one of ``accepted``.
    Objects that replace others (git-replace(1)) are not followed. Raises `GitError`.
    """
    try:
        process = subprocess.run(
            ["git", "--no-replace-objects", *arguments],
            cwd=root,
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from None
    if process.returncode not in accepted:
        reason = process.stderr.decode(errors="replace").strip()
        raise GitError(reason or f"git {arguments[0]} failed")
    return process.stdout


@dataclass(frozen=True)
class Merged:
    """Two versions of a text in one. Each of its ``conflicts`` stands between the marks of git."""

    text: bytes
    conflicts: int


def merge(one: bytes, base: bytes, other: bytes, names: tuple[str, str]) -> Merged:
    """What ``one`` and ``other`` each changed in ``base``, in one text (git-merge-file(1)).
    ``names`` say in conflict marks which is which. Raises `GitError` for what is no text.
    """
    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("one", "base", "other")]
        for file, content in zip(files, (one, base, other), strict=True):
            file.write_bytes(content)
        labels = ("-L", names[0], "-L", "before", "-L", names[1])
        command = ["git", "merge-file", "--stdout", *labels, *map(str, files)]
        try:
            process = subprocess.run(command, capture_output=True, check=False)
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from None
    if process.returncode < 0 or process.returncode >= _MERGE_FAILED:
        raise GitError(process.stderr.decode(errors="replace").strip())
    return Merged(process.stdout, process.returncode)


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


def revision(root: Path) -> str:
    """The commit that the repository of ``root`` is at, and where its history was cut off
    (gitrepository-layout(5), shallow); nothing where there is no commit.
    """
    commit, file = ask(root, "rev-parse", "HEAD", "--git-path", "shallow").splitlines() or ("", "")
    try:
        return f"{commit} {(root / file).read_text(encoding='ascii')}" if commit else ""
    except OSError:
        return commit


def is_repository(root: Path) -> bool:
    """Whether git remembers anything of ``root``."""
    return bool(ask(root, "rev-parse", "--is-inside-work-tree"))


def top(folder: Path) -> Path | None:
    """The folder of the repository that ``folder`` is in; None where it is in none."""
    name = ask(folder, "rev-parse", "--show-toplevel").rstrip("\n")
    return Path(name).resolve() if name else None


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


def days_of_change(root: Path, folder: Path) -> Mapping[Path, date]:
    """The day on which each file below ``folder`` last changed in a commit, by its path."""
    options = ("--format=%x00%cs", "--name-only", "--relative", "--no-renames")
    days: dict[Path, date] = {}
    for block in ask(root, "log", *options, "--", str(folder)).split("\0")[1:]:
        day, *names = [line for line in block.splitlines() if line]
        for name in names:
            days.setdefault(root / name, date.fromisoformat(day))
    return days


@dataclass(frozen=True)
class Version:
    """One state of a file: its text, and the name it had then, relative to the repository."""

    path: str
    text: str


def versions_through_renames(root: Path, file: Path) -> Iterator[Version]:
    """The states that ``file``, below ``root``, had in each commit, newest first, under whatever
    name; at most `MAX_VERSIONS`.
    """
    options = ("--follow", f"-{MAX_VERSIONS}", "--name-only", "--format=%x00%H")
    for block in ask(root, "log", *options, "--", str(file)).split("\0"):
        commit, *names = [line for line in block.splitlines() if line] or [""]
        for name in names:
            yield Version(name, ask(root, "show", f"{commit}:{name}"))


@dataclass(frozen=True)
class Extent:
    """How far some files reach into a history: the first commit that holds one and its day, how
    many commits there are from there on and in all, which branches and tags hold it, and the
    addresses the repository is pushed to.
    """

    first: str
    day: str
    commits: int
    all_commits: int
    branches: tuple[str, ...]
    tags: tuple[str, ...]
    remotes: tuple[str, ...]


def paths_in_history(root: Path, files: Sequence[Path]) -> list[str]:
    """Those of ``files`` that some commit of any branch holds, relative to the repository."""
    prefix = ask(root, "rev-parse", "--show-prefix").strip()
    names = [prefix + file.relative_to(root).as_posix() for file in files]
    if not names:
        return []
    listed = ask(
        root, "log", "--all", "--name-only", "--no-renames", "--format=", "--", *_literal(names)
    )
    known = frozenset(listed.splitlines())
    return [name for name in names if name in known]


def extent(root: Path, paths: Sequence[str]) -> Extent | None:
    """How far ``paths``, relative to the repository, reach into its history; None where no commit
    holds one.
    """
    holding = ask(root, "rev-list", "--all", "--reverse", "--", *_literal(paths)).split()
    if not paths or not holding:
        return None
    first = holding[0]
    later = ask(root, "rev-list", "--all", "--ancestry-path", f"^{first}").split()
    branches = ask(root, "branch", "--all", "--format=%(refname:short)", "--contains", first)
    remotes = (line.split()[1] for line in ask(root, "remote", "-v").splitlines())
    return Extent(
        first,
        ask(root, "show", "--no-patch", "--format=%cs", first).strip(),
        len(later) + 1,
        len(ask(root, "rev-list", "--all").split()),
        tuple(branches.split("\n")[:-1]),
        tuple(ask(root, "tag", "--contains", first).split()),
        tuple(sorted(frozenset(remotes))),
    )


def _literal(paths: Sequence[str]) -> list[str]:
    """``paths`` as they are, from the top of the repository, whatever signs they hold."""
    return [f":(top,literal){path}" for path in paths]
