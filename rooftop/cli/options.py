"""Options that commands share, and how they speak."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from mkdocs.config.defaults import MkDocsConfig

from rooftop.problems import Problem, Severity
from rooftop.site import configuration
from rooftop.site.invocation import invocation
from rooftop.summary import count

F = TypeVar("F", bound=Callable[..., Any])


def config_option(function: F) -> F:
    """``--config-file``."""
    return click.option(
        "-f",
        "--config-file",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        default=Path("mkdocs.yml"),
        help="The configuration file. Default: mkdocs.yml.",
    )(function)


def as_of_option(function: F) -> F:
    """``--as-of``: the day to decide for, set on the invocation."""

    def remember(
        _context: click.Context, _parameter: click.Parameter, value: datetime.datetime | None
    ) -> None:
        invocation.today = value.date() if value else None

    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=remember,
        expose_value=False,
        metavar="YYYY-MM-DD",
        help="Decide as on this day (UTC). Default: SOURCE_DATE_EPOCH, or today.",
    )(function)


@contextmanager
def settled() -> Iterator[None]:
    """Wrong settings within are said, and end the command with 1."""
    try:
        yield
    except configuration.SettingsError as error:
        complain(error.problems)
        raise SystemExit(1) from None


def load(config_file: Path, **overrides: Any) -> MkDocsConfig:
    """The configuration; exits with 1 and says why when it can't be used."""
    with settled():
        return configuration.load(config_file, **overrides)


def complain(problems: Iterable[Problem]) -> None:
    """Every problem, errors in red, to standard error."""
    for problem in problems:
        colour = "red" if problem.severity is Severity.ERROR else "yellow"
        click.secho(str(problem), err=True, fg=colour if sys.stderr.isatty() else None)


def tally(problems: Iterable[Problem]) -> str:
    """``2 errors, 1 note``."""
    found = list(problems)
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    return f"{count(errors, 'error', 'errors')}, {count(len(found) - errors, 'note', 'notes')}"
