"""Records of several files put together: what a record says of another one is looked up there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rooftop.importing.mapping import Mapping
from rooftop.importing.paths import as_text, folded, is_nothing, pick
from rooftop.importing.source_files import Join
from rooftop.importing.sources import SourceRecord, files_of, read_file
from rooftop.problems import Problem, problem

#: The key of entries that are known by the names they have in their file.
NAME_OF_ENTRY = "@key"


def read_sources(source: Path, mapping: Mapping, problems: list[Problem]) -> Iterator[SourceRecord]:
    """Every record below ``source``, a folder or a file, in the order of their paths, with what
    ``mapping.joins`` adds. What can't be read is a problem, and costs nothing else.
    """
    folder = source.parent if source.is_file() else source
    tables = {
        name: _table(name, join, source, folder, problems) for name, join in mapping.joins.items()
    }
    others = {
        file
        for table in tables.values()
        if table.join.records == mapping.records
        for file in table.files
    }
    files = [source] if source.is_file() else files_of(source, mapping)
    files = [file for file in files if file not in others] or files
    if not files:
        hint = f"The mapping looks for files like {' or '.join(mapping.files)}."
        what = "holds no file to import"
        problems.append(problem(str(source), (0, 0), "file-unreadable", what, hint))
    for file in files:
        name = file.relative_to(folder).as_posix()
        for record in read_file(file, name, mapping, problems):
            yield _joined(record, tables, problems)
    for table in tables.values():
        problems += table.leftovers()


@dataclass
class _Table:
    """The records of one join, by their key."""

    name: str
    join: Join
    files: list[Path]
    records: dict[str, SourceRecord] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    is_missed: bool = False

    def find(self, record: SourceRecord, problems: list[Problem]) -> list[dict[str, Any]]:
        """What ``record`` refers to. A reference to nothing is a problem."""
        fields: list[dict[str, Any]] = []
        for value in pick(record.fields, self.join.on):
            text = as_text(value)
            if isinstance(value, dict) or is_nothing(text):
                continue
            key = folded(text)
            if other := self.records.get(key):
                self.used.add(key)
                fields.append(other.fields)
            elif self.files or not self.is_missed:
                self.is_missed = True
                what = f"{self.name}: {text[:120]!r} is in no record of {self._place()}"
                problems.append(problem(record.name, (record.line, 0), "import-unmapped", what))
        return fields

    def leftovers(self) -> list[Problem]:
        """What no record referred to, as a note."""
        rest = [record for key, record in self.records.items() if key not in self.used]
        if not rest:
            return []
        more = f" (and {len(rest) - 1} more)" if len(rest) > 1 else ""
        what = f"{self.name}: no record refers to it{more}"
        return [problem(rest[0].name, (rest[0].line, 0), "import-unmapped", what)]

    def _place(self) -> str:
        names = ", ".join(file.name for file in self.files)
        return names or f"a file like {' or '.join(self.join.files)}, and there is none"


def _table(name: str, join: Join, source: Path, folder: Path, problems: list[Problem]) -> _Table:
    files = files_of(folder, join)
    table = _Table(name, join, [source] if source in files else files)
    for file in table.files:
        for record in read_file(file, file.relative_to(folder).as_posix(), join, problems):
            for key, each in _keyed(record, join):
                if table.records.setdefault(key, each) is not each:
                    what = f"{name}: {key!r} is the key of another record too; the first one counts"
                    problems.append(problem(each.name, (each.line, 0), "import-unmapped", what))
    return table


def _keyed(record: SourceRecord, join: Join) -> Iterator[tuple[str, SourceRecord]]:
    if join.key == NAME_OF_ENTRY:
        for key, fields in record.fields.items():
            if isinstance(fields, dict):
                yield folded(key), replace(record, name=f"{record.name}#{key}", fields=fields)
        return
    own = record.own(join.key)
    values = [own] if own is not None else pick(record.fields, join.key)
    yield from ((folded(as_text(value)), record) for value in values[:1])


def _joined(
    record: SourceRecord, tables: dict[str, _Table], problems: list[Problem]
) -> SourceRecord:
    added = {
        name: fields for name, table in tables.items() if (fields := table.find(record, problems))
    }
    if not added:
        return record
    return replace(record, fields={**record.fields, **added})
