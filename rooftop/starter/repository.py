"""The folder of a community on disk: its files, and what was generated, by which `upgrade` tells
what was changed by hand.
"""

from __future__ import annotations

from pathlib import Path

from rooftop.problems import Problem
from rooftop.starter.answering import read_answers, write_answers
from rooftop.starter.answers import Answers
from rooftop.starter.files import Files, is_program

#: The answers, and the managed files exactly as they were generated.
ANSWERS, GENERATED = ".rooftop/answers.yml", ".rooftop/generated"


class RepositoryError(Exception):
    """A folder cannot be used; the message says why and what to do."""


def create(folder: Path, answers: Answers, own: Files, managed: Files) -> None:
    """Write the repository of a new community into ``folder``: its ``own`` files, the ``managed``
    ones, and what later versions need to know of them.

    Raises `RepositoryError` for a folder that `require_empty` refuses.
    """
    require_empty(folder)
    for path, content in {**own, **managed}.items():
        write(folder, path, content)
    for path, content in managed.items():
        write(folder, f"{GENERATED}/{path}", content)
    write(folder, ANSWERS, write_answers(answers).encode())


def require_empty(folder: Path) -> None:
    """Raise `RepositoryError` unless ``folder`` is new, empty, or the clone of an empty repository:
    a new community overwrites nothing.
    """
    if folder.is_dir():
        reason = "is not empty" if {path.name for path in folder.iterdir()} - {".git"} else ""
    else:
        reason = "is not a folder" if folder.exists() or folder.is_symlink() else ""
    if reason:
        hint = "Name a folder that does not exist yet, or an empty one."
        raise RepositoryError(f"{folder} {reason}; nothing was written. {hint}")


def read_repository(folder: Path) -> tuple[Answers | None, Files, list[Problem]]:
    """The answers of the community in ``folder``, its managed files as they were generated, and
    what is wrong with the answers, which are None then.

    Raises `RepositoryError` for a folder that `create` did not write.
    """
    try:
        text = (folder / ANSWERS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        hint = "Run this in the folder that `rooftop init` wrote."
        raise RepositoryError(f"{folder / ANSWERS} cannot be read. {hint}") from None
    answers, problems = read_answers(text, ANSWERS)
    base = folder / GENERATED
    generated = {path: (base / path).read_bytes() for path in paths_in(base)}
    return answers, generated, problems


def paths_in(folder: Path) -> list[str]:
    """The files below ``folder``, relative to it, sorted."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(file.relative_to(folder).as_posix() for file in files)


def read(folder: Path, path: str) -> bytes | None:
    """What stands in the file at ``path`` below ``folder``; None where there is none.

    Raises `RepositoryError` where a link or a folder stands: what a link leads to is not ours.
    """
    file = folder / path
    parts = [file, *(parent for parent in file.parents if parent.is_relative_to(folder))][:-1]
    if any(part.is_symlink() for part in parts) or (file.exists() and not file.is_file()):
        hint = "Put a file of its own there, or move it away."
        raise RepositoryError(f"{path} is a link or no file; nothing was changed. {hint}")
    return file.read_bytes() if file.exists() else None


def write(folder: Path, path: str, content: bytes) -> None:
    """Put ``content`` at ``path`` below ``folder`` in one step, executable if it is a program."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.chmod(0o755 if is_program(content) else 0o644)
    beside.replace(file)


def remove(folder: Path, path: str) -> None:
    """Remove the file at ``path`` below ``folder``, and the folders that are empty then."""
    file = folder / path
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()
