"""What a command prints, line by line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from rooftop.diagnostics import excerpt
from rooftop.problems import Problem, Severity
from rooftop.summary import count


@dataclass(frozen=True)
class Line:
    """One or more lines of text, for standard output or, where it ``is_error``, for standard error;
    in a ``colour`` where a terminal shows it.
    """

    text: str
    is_error: bool = False
    colour: str | None = None

    def print(self) -> None:
        """Print it."""
        is_terminal = (sys.stderr if self.is_error else sys.stdout).isatty()
        is_coloured = self.colour and is_terminal
        text = click.style(self.text, fg=self.colour) if is_coloured else self.text
        click.echo(text, err=self.is_error)


def pack(lines: Iterable[Line]) -> str:
    """``lines`` as text for `unpack`."""
    return json.dumps([asdict(line) for line in lines])


def unpack(text: str) -> list[Line]:
    """The lines that `pack` was given."""
    return [Line(**fields) for fields in json.loads(text)]


def describe_problems(
    problems: Iterable[Problem], read: Callable[[str], str] | None = None
) -> Iterator[Line]:
    """Every problem, errors in red; with its line, if ``read`` is given, which returns the text of
    a file by its path.
    """
    for problem in problems:
        colour = "red" if problem.severity is Severity.ERROR else "yellow"
        yield Line(str(replace(problem, hint="")), is_error=True, colour=colour)
        lines, hint = (
            excerpt(problem, read(problem.path)) if read else "",
            f"    {problem.hint}" if problem.hint else "",
        )
        yield from (Line(part, is_error=True) for part in (lines, hint) if part)


def tally(problems: Iterable[Problem]) -> str:
    """``2 errors, 1 note``."""
    found = list(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    return f"{count(errors, 'error', 'errors')}, {count(len(found) - errors, 'note', 'notes')}"


def describe_table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """``rows`` as lines, each column as wide as its widest cell."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def shorten(path: Path) -> str:
    """``path``, relative to the current folder if it is below that."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
