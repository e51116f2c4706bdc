"""Problems as people and programs read them: beside the line they are in, as JSON, as commands of
GitHub's workflows, and as SARIF.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from rooftop.problems import CODES, Problem, Severity
from rooftop.text import shown_plainly

#: Columns of a line that an excerpt shows, and how many of them stand before the mark at most.
_WIDTH, _BEFORE = 76, 50
#: What a mark underlines: a word, or text in quotation marks.
_UNDERLINED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|“[^”\n]*”|[^\s,\[\]{}:]+|.")


def problem_as_data(problem: Problem) -> dict[str, Any]:
    """One problem as plain data."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": str(problem.severity),
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def as_github(problem: Problem) -> str:
    """One problem as a GitHub workflow command, which shows it beside the line in the pull
    request.
    """
    kind = "error" if problem.severity is Severity.ERROR else "notice"
    text = f"{problem.message} {problem.hint}".strip()
    place = (
        f"file={_property(problem.path)},line={max(problem.line, 1)},col={max(problem.column, 1)}"
    )
    return f"::{kind} {place},title={_property(problem.code)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def excerpt(problem: Problem, text: str) -> str:
    """The line of ``text`` that ``problem`` is in, with its number, and below it a mark under the
    place. Empty where the problem concerns the whole file.
    """
    lines = text.splitlines()
    if not 1 <= problem.line <= len(lines):
        return ""
    line, column = lines[problem.line - 1].replace("\t", " ").rstrip(), max(problem.column, 1) - 1
    if not line.strip():
        return ""
    match = _UNDERLINED.match(line, column) if problem.column else None
    end = match.end() if match else column + 1
    first = max(0, column - _BEFORE) if len(line) > _WIDTH else 0
    shown = line[first : first + _WIDTH]
    before, marked = line[first:column], line[column : min(end, first + _WIDTH)]
    left = "…" if first else ""
    right = "…" if first + _WIDTH < len(line) else ""
    gutter = " " * len(number := f"{problem.line:>5}")
    source = f"{number} | {left}{shown_plainly(shown)}{right}"
    if not problem.column:
        return source
    beyond = max(0, column - len(line))
    blanks = " " * (_columns(left + shown_plainly(before)) + beyond)
    return f"{source}\n{gutter} | {blanks}^{'~' * (_columns(shown_plainly(marked)) - 1)}"


def _columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes (UAX 11; combining marks take none)."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    marks = sum(unicodedata.category(letter) in ("Mn", "Me", "Cf") for letter in text)
    return len(text) + wide - marks


def as_sarif(problems: Iterable[Problem], version: str) -> dict[str, Any]:
    """``problems`` as SARIF 2.1.0, which code hosts and editors read; ``version`` is Rooftop's."""
    found = list(problems)
    codes = sorted({each.code for each in found})
    rules = [{"id": code, "defaultConfiguration": {"level": _level(CODES[code])}} for code in codes]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "Rooftop", "version": version, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, codes.index(each.code)) for each in found],
            }
        ],
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.path)}}
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _level(problem.severity),
        "message": {"text": f"{problem.message} {problem.hint}".strip()},
        "locations": [{"physicalLocation": place}],
    }


def _level(severity: Severity) -> str:
    return "error" if severity is Severity.ERROR else "note"
