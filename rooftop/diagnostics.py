"""Problems in the forms that other programs read: JSON, and commands of GitHub's workflows."""

from __future__ import annotations

from typing import Any

from rooftop.problems import Problem, Severity


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
