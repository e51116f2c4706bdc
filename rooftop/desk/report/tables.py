"""The parts of a report as figures and tables, whatever form they are written in.

Each part is a frozen dataclass: its plain fields are figures, and its fields that are tuples of
dataclasses are tables, a row each. What is added to a part therefore stands in every form.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, get_args, get_type_hints

from rooftop.text import as_cell, shown_plainly

#: How many rows of a table are printed as text.
_ROWS = 15
#: How wide a cell is at most when it is printed as text.
_WIDTH = 44


@dataclass(frozen=True)
class Table:
    """Rows of cells, one for each of the fields called ``columns``."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def as_words(name: str) -> str:
    """A field's name as people read it: ``silent_days`` is ``silent days``."""
    return name.removeprefix("is_").replace("_", " ")


def figures_of(part: Any) -> dict[str, Any]:
    """The figures of ``part``, by their name."""
    return {
        field.name: value
        for field in fields(part)
        if not isinstance(value := getattr(part, field.name), tuple)
    }


def tables_of(part: Any) -> Iterator[Table]:
    """The tables of ``part``, empty ones included."""
    hints = get_type_hints(type(part))
    for field in fields(part):
        rows = getattr(part, field.name)
        if isinstance(rows, tuple):
            columns = tuple(column.name for column in fields(get_args(hints[field.name])[0]))
            cells = tuple(tuple(getattr(row, name) for name in columns) for row in rows)
            yield Table(field.name, columns, cells)


def as_text(value: Any) -> str:
    """``value`` as a reader sees it; lists with commas, moments to the minute (UTC)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(as_text, value))
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def print_parts(parts: Mapping[str, Any]) -> Iterator[str]:
    """Lines for people: the figures and the first rows of each table of ``parts``, by their
    title. Tables without rows are left out.
    """
    for title, part in parts.items():
        yield from (title, "=" * len(title))
        figures = figures_of(part)
        width = max(map(len, figures), default=0)
        for name, value in figures.items():
            yield f"  {as_words(name).ljust(width)}  {as_text(value) or '-'}"
        for table in tables_of(part):
            if table.rows:
                yield from ("", *_print(table))
        yield ""


def _print(table: Table) -> Iterator[str]:
    yield f"  {as_words(table.name).capitalize()}"
    shown = [[_cut(as_text(cell)) for cell in row] for row in table.rows[:_ROWS]]
    lines = [list(map(as_words, table.columns)), *shown]
    widths = [max(len(line[n]) for line in lines) for n in range(len(table.columns))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield f"    {'  '.join(cells)}".rstrip()
    if more := len(table.rows) - len(shown):
        yield f"    and {more:,} more: see --format csv, --format json or --html."


def _cut(text: str) -> str:
    line = shown_plainly(" ".join(text.split()))
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"


def as_json(parts: Mapping[str, Any], head: Mapping[str, Any]) -> str:
    """``parts`` as JSON, below the fields of ``head``; days and moments as in ISO 8601, UTC."""
    data = {**head, **{name: asdict(part) for name, part in parts.items()}}
    return json.dumps(data, default=_iso, ensure_ascii=False, indent=1) + "\n"


def _iso(value: datetime.date) -> str:
    return value.isoformat().replace("+00:00", "Z")


def as_csv(parts: Mapping[str, Any]) -> str:
    """``parts`` as one table (CSV, RFC 4180), a value a line, safe to open as a spreadsheet.

    ``row`` counts from 1 within ``table``; both are empty for figures.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("part", "table", "row", "field", "value"))
    for name, part in parts.items():
        for field, value in figures_of(part).items():
            writer.writerow((name, "", "", field, _cell(value)))
        for table in tables_of(part):
            for number, row in enumerate(table.rows, 1):
                for field, value in zip(table.columns, row, strict=True):
                    writer.writerow((name, table.name, number, field, _cell(value)))
    return out.getvalue()


def _cell(value: Any) -> str:
    text = _iso(value) if isinstance(value, datetime.date) else as_text(value)
    return as_cell(text)
