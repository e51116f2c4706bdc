"""Source records as plain data, whatever kind of file they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rooftop.importing.documents import read_document
from rooftop.importing.encodings import decode
from rooftop.importing.mapping import Mapping
from rooftop.importing.paths import pick
from rooftop.importing.spreadsheet import read_csv
from rooftop.importing.structured import (
    MAX_DEPTH,
    Findings,
    UnreadableError,
    is_too_deep,
    read_json,
    read_yaml,
)
from rooftop.problems import Problem, problem

MAX_BYTES = 32 * 1024 * 1024


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


def read_sources(source: Path, mapping: Mapping, problems: list[Problem]) -> Iterator[SourceRecord]:
    """Every record below ``source``, a folder or a file, in the order of their paths. What can't be
    read is a problem, and costs nothing else.
    """
    files = [source] if source.is_file() else _files(source, mapping.files)
    if not files:
        hint = f"The mapping looks for files like {mapping.files}."
        problems.append(
            problem(str(source), (0, 0), "file-unreadable", "holds no file to import", hint)
        )
    for file in files:
        name = file.name if file == source else file.relative_to(source).as_posix()
        yield from _read(file, name, mapping, problems)


def _files(source: Path, pattern: str) -> list[Path]:
    """Files that match; hidden ones are the system's own."""
    try:
        return sorted(
            file
            for file in source.glob(pattern)
            if file.is_file()
            and not any(part.startswith(".") for part in file.relative_to(source).parts)
        )
    except (ValueError, NotImplementedError, OSError):
        return []


def _read(
    file: Path, name: str, mapping: Mapping, problems: list[Problem]
) -> Iterator[SourceRecord]:
    findings = Findings()
    records: list[tuple[int, Any]] = []
    try:
        if file.stat().st_size > MAX_BYTES:
            raise ValueError(f"is larger than {MAX_BYTES >> 20} MiB")
        text, doubts = decode(file.read_bytes(), name, mapping.encoding)
        problems += doubts
        records.extend(_records(text, mapping, findings))
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


def _records(text: str, mapping: Mapping, findings: Findings) -> Iterator[tuple[int, Any]]:
    if mapping.format == "csv":
        yield from read_csv(text, mapping.separator, findings)
    elif mapping.format == "markdown":
        yield from ((0, fields) for fields in read_document(text, findings))
    elif mapping.format == "json":
        for line, value in read_json(text, findings):
            yield from _within(line, value, mapping.records, findings)
    else:
        for value in read_yaml(text, findings):
            yield from _within(0, value, mapping.records, findings)


def _within(line: int, value: Any, path: str, findings: Findings) -> Iterator[tuple[int, Any]]:
    """The records at ``path`` of a file's ``value``; a list at the top is one of records."""
    records = pick(value, path) if path else value if isinstance(value, list) else [value]
    if path and not records:
        names = ", ".join(value) if isinstance(value, dict) else "no names"
        findings.errors.append((line, f"holds nothing at {path}; it holds {names[:200]}"))
    only = line if len(records) == 1 else 0
    yield from ((only, record) for record in records if record is not None)
