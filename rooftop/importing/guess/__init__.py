"""A first mapping for a source, made by looking at it, and how sure each of its rules is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from rooftop.importing.guess.fields import SourceField, survey
from rooftop.importing.guess.layout import Layout, find_layout
from rooftop.importing.guess.matches import find_matches
from rooftop.importing.guess.ready import ready_format_of
from rooftop.importing.guess.writing import mapping_data, rules_of, write_mapping
from rooftop.importing.mapping import Mapping
from rooftop.importing.mapping_files import parse_mapping, ready_text
from rooftop.importing.overview import UNUSED, Row
from rooftop.importing.run import import_records
from rooftop.problems import Problem

#: From which sureness on a word is used.
_WORDS = ((0.85, "sure"), (0.6, "likely"), (0.0, "a guess"))
#: How sure a field is that was made of another one.
_DERIVED = 0.5


class Line(NamedTuple):
    """What the guess says of one field: our ``target``, made of ``source``, and how sure it is."""

    source: str
    example: str
    target: str
    filled: int
    refused: int
    sureness: str


@dataclass
class Guess:
    """A mapping, and the text of a file that says it. ``ready`` names the mapping that comes with
    Rooftop, if the source is one that it is for.
    """

    text: str
    mapping: Mapping
    records: int
    lines: list[Line] = field(default_factory=list)
    ready: str | None = None


def guess_mapping(source: Path) -> tuple[Guess | None, list[Problem]]:
    """A mapping for ``source``, a file or a folder; None where nothing there can be imported. The
    problems are those of files that cannot be read.
    """
    layout, problems = find_layout(source)
    if layout is None:
        return None, problems
    fields = survey(layout.records)
    name = ready_format_of(layout, fields)
    guess = _ready(source, layout, name) if name else None
    return guess or _new(source, layout, fields), problems


def _ready(source: Path, layout: Layout, name: str) -> Guess | None:
    """The ready mapping ``name``, unless it makes nothing of ``source``."""
    text = ready_text(name)
    mapping, _ = parse_mapping(text, name)
    if mapping is None:
        return None
    rows = _trial(source, mapping)
    if not any(row.target.startswith("story.") and row.filled for row in rows):
        return None
    lines = [_line(row, 1.0) for row in rows if row.filled or row.target == UNUSED]
    return Guess(text, mapping, len(layout.records), lines, name)


def _new(source: Path, layout: Layout, fields: list[SourceField]) -> Guess | None:
    matches = find_matches(fields, layout.records)
    data = mapping_data(layout, rules_of(matches, layout))
    if not set(data) & {"advocate", "story", "product", "event"}:
        return None
    mapping, _ = parse_mapping(write_mapping(data, {}, []), "mapping")
    if mapping is None:
        return None
    sureness = {match.target: match.sureness for match in matches}
    sureness |= {f"{section}.slug": 1.0 for section in data}
    lines = [_line(row, sureness.get(row.target, _DERIVED)) for row in _trial(source, mapping)]
    notes = {line.target: line.sureness for line in lines if line.sureness}
    head = [
        f"A first mapping for {source.name}, made by looking at {len(layout.records):,} records.",
        "Each line says how sure it is. Check them, and try them with --dry-run.",
    ]
    unused = [line.source for line in lines if line.target == UNUSED]
    if unused:
        head += ["Fields that are not used:", *(f"  {path}" for path in unused)]
    return Guess(write_mapping(data, notes, head), mapping, len(layout.records), lines)


def _trial(source: Path, mapping: Mapping) -> list[Row]:
    """What would become of each field, if ``source`` were imported into empty folders."""
    nowhere = Path("nowhere")
    done = import_records(source, mapping, nowhere, nowhere, is_trial=True)
    return list(done.overview.rows())


def _line(row: Row, sureness: float) -> Line:
    if row.target == UNUSED:
        return Line(row.source, row.example, row.target, row.filled, row.refused, "")
    total = row.filled + row.refused
    measured = sureness * (row.filled / total if total else 0.0)
    word = next(word for least, word in _WORDS if measured >= least)
    return Line(row.source, row.example, row.target, row.filled, row.refused, word)
