"""Which files the repository of a community has, and what stands in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rooftop.starter.answers import Answers
from rooftop.starter.package import Package
from rooftop.starter.templating import render

#: The templates of this version.
TEMPLATES = Path(__file__).parent / "templates"
_ENDING = ".j2"

#: The contents of files by their paths, which are relative to the repository and have slashes.
Files = Mapping[str, bytes]


def managed_files(answers: Answers, package: Package, templates: Path = TEMPLATES) -> Files:
    """The files that every later version may change: what builds, checks and publishes.

    They stand in ``common/``, ``code-hosts/<code host>/`` and ``hosts/<host>/`` of ``templates``; a
    later folder wins. A file whose template leaves no text is not written.
    """
    folders = ("common", f"code-hosts/{answers.code_host}", f"hosts/{answers.host}")
    values = {"answers": answers, "package": package}
    files: dict[str, bytes] = {}
    for folder in folders:
        files |= _files_in(templates / folder, values)
    return files | {package.path: package.wheel}


def own_files(answers: Answers, today: datetime.date, templates: Path = TEMPLATES) -> Files:
    """The files that are the community's own from the first day, from ``own/`` of ``templates``:
    no later version touches them. ``today`` dates the examples.
    """
    dates = {"today": today, "day_of": lambda days: today + datetime.timedelta(days)}
    return dict(_files_in(templates / "own", {"answers": answers, **dates}))


def is_program(content: bytes) -> bool:
    """Whether a file with this ``content`` has to be executable."""
    return content.startswith(b"#!")


def _files_in(folder: Path, values: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if file.suffix != _ENDING:
            yield path, file.read_bytes()
            continue
        text = render(file.read_text(encoding="utf-8"), dict(values))
        if text.strip():
            yield path.removesuffix(_ENDING), text.encode()
