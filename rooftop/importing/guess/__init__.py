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
from rooftop.importing.run import Imported, import_records
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
    """A mapping, and the text of a file that says it. ``files`` counts the drafts that it makes;
    ``ready`` names the mapping that comes with Rooftop, if the source is one that it is for.
    """

    text: str
    mapping: Mapping
    files: int
    lines: list[Line] = field(default_factory=list)
    ready: str | None = None


def guess_mapping(source: Path, ready: str | None = None) -> tuple[Guess | None, list[Problem]]:
    """A mapping for ``source``, a file or a folder: the one that comes with Rooftop for the format
    ``ready``, if it is given. None where nothing there can be imported. The problems are those of
    files that cannot be read.
    """
    name = ready or ready_format_of(source)
    if guess := _ready(source, name) if name else None:
        return guess, []
    layout, problems = find_layout(source)
    return (_new(source, layout, survey(layout.records)) if layout else None), problems


def _ready(source: Path, name: str) -> Guess | None:
    """The ready mapping ``name``, unless it makes nothing of ``source``."""
    text = ready_text(name)
    mapping, _ = parse_mapping(text, name)
    if mapping is None:
        return None
    done = _trial(source, mapping)
    if not done.written:
        return None
    rows = done.overview.rows()
    lines = [_line(row, 1.0) for row in rows if row.filled or row.target == UNUSED]
    return Guess(text, mapping, len(done.written), lines, name)


def _new(source: Path, layout: Layout, fields: list[SourceField]) -> Guess | None:
    matches = find_matches(fields, layout.records, source)
    data = mapping_data(layout, rules_of(matches, layout))
    if not set(data) & {"advocate", "story", "product", "event"}:
        return None
    mapping, _ = parse_mapping(write_mapping(data, {}, []), "mapping")
    if mapping is None:
        return None
    sureness = {match.target: match.sureness for match in matches}
    sureness |= {f"{section}.slug": 1.0 for section in data}
    done = _trial(source, mapping)
    rows = done.overview.rows()
    lines = [_line(row, sureness.get(row.target, _DERIVED)) for row in rows]
    notes = {
        line.target: f"{line.sureness}: {line.filled} filled, {line.refused} refused"
        for line in lines
        if line.sureness not in ("", _WORDS[0][1])
    }
    head = [
        f"A first mapping for {source.name}, made by looking at {len(layout.records):,} records.",
        "Rules that are not sure have a line above that says so. Try it with --dry-run.",
    ]
    unused = [line.source for line in lines if line.target == UNUSED]
    if unused:
        head += ["Fields that are not used:", *(f"  {path}" for path in unused)]
    return Guess(write_mapping(data, notes, head), mapping, len(done.written), lines)


def _trial(source: Path, mapping: Mapping) -> Imported:
    """What would happen if ``source`` were imported into empty folders."""
    nowhere = Path("nowhere")
    return import_records(source, mapping, nowhere, nowhere, is_trial=True)


def _line(row: Row, sureness: float) -> Line:
    if row.target == UNUSED:
        return Line(row.source, row.example, row.target, row.filled, row.refused, "")
    total = row.filled + row.refused
    measured = sureness * (row.filled / total if total else 0.0)
    word = next(word for least, word in _WORDS if measured >= least)
    return Line(row.source, row.example, row.target, row.filled, row.refused, word)
