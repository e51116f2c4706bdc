"""CSV as spreadsheets and databases write it (RFC 4180, and what they do otherwise)."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from rooftop.importing.structured import Findings

_SEPARATORS = ",;\t|"
#: Excel's first line, which says what separates the cells and is no row.
_SEP_LINE = re.compile(r'"?sep=(.)"?[,;\t]*\n?', re.IGNORECASE)
#: Rows that are looked at to find out what separates their cells.
_SAMPLE = 50
#: The longest cell the csv module can be told to take on every system.
_ANY_LENGTH = 2**31 - 1


def read_csv(
    text: str, separator: str | None, findings: Findings
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row of ``text`` that says anything, as fields by the names of the first one, and the
    line it begins on.

    Columns without a name are called by their number, and those of one name are numbered.
    """
    csv.field_size_limit(_ANY_LENGTH)
    skipped = 0
    if match := _SEP_LINE.match(text):
        separator, text, skipped = separator or match[1], text[match.end() :], 1
    names: list[str] | None = None
    for line, cells in _rows(text, separator or _separator(text), findings, skipped):
        if not any(cell.strip() for cell in cells):
            continue
        if names is None:
            names = _names(cells)
            continue
        more = [f"column {number}" for number in range(len(names) + 1, len(cells) + 1)]
        yield line, dict(zip([*names, *more], cells, strict=False))


def _rows(
    text: str, separator: str, findings: Findings, skipped: int
) -> Iterator[tuple[int, list[str]]]:
    """Each row and the line it begins on. A cell that never ends would hold everybody else's row:
    it is found, and its row left out.
    """
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=separator)
    before, last = 0, text.count("\n") + (not text.endswith("\n"))
    for cells in reader:
        line, is_long = before + 1 + skipped, reader.line_num > before + 1
        if is_long and reader.line_num >= last and _is_open(text, before):
            findings.errors.append((line, "has a quotation mark that is never closed"))
            return
        yield line, cells
        before = reader.line_num


def _is_open(text: str, lines_before: int) -> bool:
    """Whether a quotation mark is open at the end of ``text``, from the given line on."""
    return "\n".join(text.split("\n")[lines_before:]).count('"') % 2 == 1


def _separator(text: str) -> str:
    """What separates cells: the sign that gives most rows as many cells as the first has."""
    best, most = ",", (0, 0)
    for sign in _SEPARATORS:
        sample = csv.reader(io.StringIO(text, newline="\n"), delimiter=sign)
        lengths = [len(cells) for cells, _ in zip(sample, range(_SAMPLE), strict=False) if cells]
        if lengths and lengths[0] > 1:
            score = (sum(length == lengths[0] for length in lengths), lengths[0])
            best, most = (sign, score) if score > most else (best, most)
    return best


def _names(cells: list[str]) -> list[str]:
    names: list[str] = []
    counts: Counter[str] = Counter()
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split()) or f"column {number}"
        counts[name] += 1
        names.append(name if counts[name] == 1 else f"{name} {counts[name]}")
    return names
