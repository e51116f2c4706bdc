"""What becomes of each field, ours and the source's, counted over a whole import."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rooftop.importing.mapping import Mapping
from rooftop.importing.rules import Value
from rooftop.importing.sources import SourceRecord
from rooftop.problems import Problem, problem
from rooftop.text import shown_plainly

#: What the table says of a source field that nothing reads.
UNUSED = "not used"


class Row(NamedTuple):
    """One line of the table. ``target`` is our field, or says that nothing reads the source field;
    ``filled`` and ``default`` count records in which the source and the mapping gave the value,
    ``refused`` values that are in no draft.
    """

    source: str
    example: str
    target: str
    filled: int
    default: int
    refused: int


@dataclass
class _Count:
    sources: dict[str, None] = field(default_factory=dict)
    made: int = 0
    default: int = 0
    lost: int = 0
    example: str = ""


@dataclass
class _Unread:
    """A source field that nothing reads: where it was met first, and in how many records."""

    record: str
    line: int
    path: str
    example: str
    count: int = 0


@dataclass
class Overview:
    """Counts by field, and by source field that nothing reads."""

    fields: dict[str, _Count] = field(default_factory=dict)
    unread: dict[str, _Unread] = field(default_factory=dict)
    skipped: dict[str, list[SourceRecord]] = field(default_factory=dict)

    @classmethod
    def of(cls, mapping: Mapping) -> Overview:
        """An overview in which every rule of ``mapping`` has a line, whatever the source holds."""
        fields = {
            f"{section}.{name}": _Count()
            for section, rules in mapping.sections.items()
            for name in rules
        }
        return cls(fields=fields)

    def add(self, section: str, values: dict[str, Value]) -> None:
        """Count what rules made of one record."""
        for name, value in values.items():
            count = self.fields[f"{section}.{name}"]
            if value.source is None:
                count.default += 1
            else:
                count.made += 1
                count.sources[value.source] = None
            count.example = count.example or _short(value.value)

    def lose(self, name: str) -> None:
        """Count a value that does not fit; ``name`` is that of our field, ``story.date``."""
        if count := self.fields.get(name):
            count.lost += 1

    def pass_over(self, record: str, line: int, path: str, text: str) -> None:
        """Count a source value that nothing reads."""
        key = re.sub(r"(?<=\.)\d+(?=\.|$)", "*", path)
        self.unread.setdefault(key, _Unread(record, line, path, text[:120])).count += 1

    def skip(self, record: SourceRecord, reason: str) -> None:
        """Count a record that is passed over."""
        self.skipped.setdefault(reason, []).append(record)

    def skipped_problems(self) -> Iterator[Problem]:
        """A note for each reason why records were passed over."""
        for reason, records in self.skipped.items():
            more = f" (and {len(records) - 1} more)" if len(records) > 1 else ""
            at = (records[0].line, 0)
            what = f"the record was passed over: {reason}{more}"
            yield problem(records[0].name, at, "import-unmapped", what)

    def unread_problems(self) -> Iterator[Problem]:
        """A note for each source field that nothing reads, where it was met first."""
        for unread in self.unread.values():
            more = f" (and in {unread.count - 1} more)" if unread.count > 1 else ""
            yield problem(
                unread.record,
                (unread.line, 0),
                "import-unmapped",
                f"{unread.path}: nothing reads it: {unread.example}{more}",
                "Add a rule for it, or list it under `ignore`.",
            )

    def rows(self) -> Iterator[Row]:
        """The table: our fields in the order of the mapping, then what nothing reads."""
        for name, count in self.fields.items():
            sources = ", ".join(count.sources) or "–"
            yield Row(sources, count.example, name, count.made, count.default, count.lost)
        for path, unread in self.unread.items():
            example = _short(unread.example)
            yield Row(shown_plainly(path), example, UNUSED, 0, 0, unread.count)


def _short(value: Any) -> str:
    text = shown_plainly(" ".join(str(value).split()))
    return text if len(text) <= 40 else f"{text[:39]}…"
