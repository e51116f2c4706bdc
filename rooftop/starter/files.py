"""Which files the repository of a community has, and what stands in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rooftop.starter.answers import Answers
from rooftop.starter.package import Package
from rooftop.starter.templating import render
from rooftop.translations import translation_for

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
    files = _files_of(templates, folders, {"answers": answers, "package": package})
    return files | {package.path: package.wheel}


def own_files(answers: Answers, today: datetime.date, templates: Path = TEMPLATES) -> Files:
    """The files that are the community's own from the first day, from ``own/`` of ``templates``,
    and ``languages/<language>/`` in place of what stands there in English. No later version touches
    them. ``today`` dates the examples.
    """
    language = answers.languages[0]
    values = {
        "answers": answers,
        "today": today,
        "day_of": lambda days: today + datetime.timedelta(days),
        "word": translation_for(language),
    }
    folders = ("own", f"languages/{language.partition('-')[0]}")
    return _files_of(templates, folders, values)


def languages_without_letter(answers: Answers, templates: Path = TEMPLATES) -> list[str]:
    """Those of the languages in which nobody can be asked for consent yet, but in English."""
    letters = templates / "own" / "consent-terms"
    return [
        language
        for language in answers.languages
        if not (letters / f"{answers.terms}.{language.partition('-')[0]}.md").is_file()
    ]


def is_program(content: bytes) -> bool:
    """Whether a file with this ``content`` has to be executable."""
    return content.startswith(b"#!")


def _files_of(
    templates: Path, folders: Sequence[str], values: Mapping[str, Any]
) -> dict[str, bytes]:
    """The files of all ``folders``; of two at one path, that of the later folder."""
    files: dict[str, bytes] = {}
    for folder in folders:
        files |= _files_in(templates / folder, values)
    return files


def _files_in(folder: Path, values: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if file.suffix != _ENDING:
            yield path, file.read_bytes()
            continue
        text = render(file.read_text(encoding="utf-8"), dict(values))
        if text.strip():
            yield path.removesuffix(_ENDING), text.encode()
