"""From a place in a text to a line and a column of its file."""

from __future__ import annotations

from rooftop.problems import Problem, problem
from rooftop.text import Finding


def locate_in(text: str, finding: Finding, path: str, first_line: int = 1) -> Problem:
    """The problem that ``finding`` in ``text`` is; ``text`` begins on ``first_line`` of the file
    ``path``.
    """
    line = text.count("\n", 0, finding.offset) + first_line
    column = finding.offset - text.rfind("\n", 0, finding.offset)
    return problem(path, (line, column), finding.code, finding.message, finding.hint)
