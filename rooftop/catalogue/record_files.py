"""Finds the files of a folder that contain records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rooftop.addresses import RESERVED
from rooftop.files import is_left_behind, why_not_opened
from rooftop.records import Record
from rooftop.records.fields import is_slug

#: Endings of texts that are meant to be Markdown files.
_OTHER_ENDINGS = (".md", ".markdown", ".mdown", ".txt")


def files_in(folder: Path) -> Iterator[Path]:
    """The entries of ``folder``, sorted by name, without files of operating systems."""
    if folder.is_dir() and not folder.is_symlink():
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.name != ".gitkeep" and not is_left_behind(file.name):
                yield file


def why_not_read(kind: type[Record], file: Path) -> tuple[str, str, str] | None:
    """Why ``file`` cannot be read as a record of ``kind``: the code of the problem, what is wrong,
    and what to do. None if it can.
    """
    reason = why_not_opened(file)
    if file.suffix != ".md" or (reason and file.is_dir()):
        is_text = file.suffix.lower() in _OTHER_ENDINGS
        hint = f"Rename it to {file.stem}.md." if is_text else "Pictures belong in content/media/."
        return "file-not-allowed", "only Markdown files (.md) belong here", hint
    if reason:
        return "file-not-allowed", reason, "Put the file itself here."
    if refusal := _why_no_address(kind, file.stem):
        return "file-name", *refusal
    return None


def _why_no_address(kind: type[Record], name: str) -> tuple[str, str] | None:
    """Why ``name`` can be no slug of a record of ``kind``, and what to do; None where it can."""
    if not is_slug(name):
        hint = "Use small letters a-z, digits and single hyphens, 64 at most: ana-ribeiro.md."
        return "the file name cannot be an address", hint
    if name in RESERVED[kind.folder]:
        return (
            f"the site itself uses the name {name!r}",
            "Give the file another name.",
        )
    return None
