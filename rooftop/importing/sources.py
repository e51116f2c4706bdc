"""Source records as plain data, whatever kind of file they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rooftop.importing.documents import read_document
from rooftop.importing.encodings import decode
from rooftop.importing.paths import pick
from rooftop.importing.source_files import SourceFiles
from rooftop.importing.spreadsheet import read_csv
from rooftop.importing.structured import (
    MAX_DEPTH,
    Findings,
    UnreadableError,
    is_too_deep,
    read_json,
    read_toml,
    read_yaml,
)
from rooftop.importing.xml import read_xml
from rooftop.media import ACCEPTED_ENDINGS
from rooftop.problems import Problem, problem

MAX_BYTES = 32 * 1024 * 1024
#: Endings of pictures and archives, which lie beside records and hold none.
_NO_RECORDS = ACCEPTED_ENDINGS | {".gif", ".svg", ".ico", ".pdf", ".zip", ".gz", ".woff2"}


@dataclass(frozen=True)
class SourceRecord:
    """One record of the file at ``path``, which is relative to the source. ``name`` says where it
    is from, with a number where a file holds several. ``line`` counts from 1; 0 if not known.
    """

    name: str
    path: PurePosixPath
    fields: dict[str, Any]
    line: int = 0

    def own(self, name: str) -> str | None:
        """What ``@file``, ``@folder`` and ``@path`` stand for: the file's name without its ending,
        the name of its folder, and both. None for another name.
        """
        parts = {
            "@file": self.path.stem,
            "@folder": self.path.parent.name,
            "@path": self.path.with_suffix("").as_posix(),
        }
        return parts.get(name)


def files_of(source: Path, wanted: SourceFiles) -> list[Path]:
    """The files below the folder ``source`` that ``wanted`` names, in the order of their paths.
    Hidden ones are the system's own.
    """
    return next(filter(None, (_matches(source, pattern) for pattern in wanted.files)), [])


def _matches(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(
            file
            for file in folder.glob(pattern)
            if file.is_file()
            and not any(part.startswith(".") for part in file.relative_to(folder).parts)
            and (file.suffix.lower() not in _NO_RECORDS or not pattern.endswith("*"))
        )
    except (ValueError, NotImplementedError, OSError):
        return []


def read_file(
    file: Path, name: str, wanted: SourceFiles, problems: list[Problem]
) -> Iterator[SourceRecord]:
    """Every record of ``file``, which problems call ``name``. What can't be read is a problem, and
    costs nothing else.
    """
    findings = Findings()
    records: list[tuple[int, Any]] = []
    try:
        if file.stat().st_size > MAX_BYTES:
            raise ValueError(f"is larger than {MAX_BYTES >> 20} MiB")
        text, doubts = decode(file.read_bytes(), name, wanted.encoding)
        problems += doubts
        records.extend(_records(text, wanted, findings))
        if not records and not findings.errors:
            findings.notes.append((0, "holds no record"))
    except RecursionError:
        findings.errors.append((0, f"is nested deeper than {MAX_DEPTH} levels"))
    except UnreadableError as error:
        findings.errors.append((error.line, str(error)))
    except (OSError, ValueError) as error:
        findings.errors.append((0, getattr(error, "strerror", None) or str(error)))
    for code, found in (("import-unmapped", findings.notes), ("file-unreadable", findings.errors)):
        problems += [problem(name, (line, 0), code, what) for line, what in found]
    for number, (line, fields) in enumerate(records, 1):
        own_name = name if len(records) == 1 else f"{name}#{number}"
        if isinstance(fields, dict) and not is_too_deep(fields):
            yield SourceRecord(own_name, PurePosixPath(name), fields, line)
        else:
            what = "is nested too deep" if isinstance(fields, dict) else "is no group of fields"
            problems.append(problem(own_name, (line, 0), "file-unreadable", what))


def _records(text: str, wanted: SourceFiles, findings: Findings) -> Iterator[tuple[int, Any]]:
    if wanted.format == "csv":
        yield from read_csv(text, wanted.separator, findings)
    elif wanted.format == "markdown":
        yield from ((0, fields) for fields in read_document(text, findings))
    else:
        for line, value in _values(text, wanted, findings):
            yield from _within(line, value, wanted.records, findings)


def _values(text: str, wanted: SourceFiles, findings: Findings) -> Iterator[tuple[int, Any]]:
    """What a file of named and nested values holds, and the line on which each begins."""
    if wanted.format == "json":
        yield from read_json(text, findings)
        return
    readers = {"xml": read_xml, "yaml": read_yaml, "toml": read_toml}
    yield from ((0, value) for value in readers[wanted.format](text, findings))


def _within(
    line: int, value: Any, paths: tuple[str, ...], findings: Findings
) -> Iterator[tuple[int, Any]]:
    """The records at the first of ``paths`` that holds some."""
    records = next(filter(None, (_at(value, path) for path in paths)), [])
    if not records and value is not None:
        names = ", ".join(value) if isinstance(value, dict) else "no names"
        places = " or ".join(filter(None, paths))
        if places:
            findings.errors.append((line, f"holds nothing at {places}; it holds {names[:200]}"))
    only = line if len(records) == 1 else 0
    yield from ((only, record) for record in records if record is not None)


def _at(value: Any, path: str) -> list[Any]:
    """The records at ``path`` of a file's ``value``; a list at the top is one of records."""
    if path:
        return pick(value, path)
    return value if isinstance(value, list) else [value]
