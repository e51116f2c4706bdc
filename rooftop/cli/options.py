"""Options that commands share, and how they speak."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click
from mkdocs.config.defaults import MkDocsConfig

from rooftop.cli.completing import complete_people
from rooftop.cli.lines import describe_problems
from rooftop.problems import Problem
from rooftop.site import configuration
from rooftop.site.invocation import current_invocation, invoked

DEFAULT_FILE = Path("mkdocs.yml")


class _Day(click.DateTime):
    """A day as ``YYYY-MM-DD``, at midnight."""

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """How help shows it."""
        return "YYYY-MM-DD"


DAY = _Day(["%Y-%m-%d"])
F = TypeVar("F", bound=Callable[..., Any])


def config_option(function: F) -> F:
    """``--config-file``."""
    return click.option(
        "-f",
        "--config-file",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        default=DEFAULT_FILE,
        help="The configuration file. Default: mkdocs.yml.",
    )(function)


def person_option(function: F) -> F:
    """``--person``: one of those who tell a story."""
    return click.option(
        "--person",
        metavar="SLUG",
        shell_complete=complete_people,
        help="Only this advocate's consent. Default: that of all who tell it.",
    )(function)


def as_of_option(function: F) -> Callable[..., Any]:
    """``--as-of``: the day to decide for, in force while the command runs."""

    @functools.wraps(function)
    def run(*arguments: Any, as_of: datetime.datetime | None, **options: Any) -> Any:
        day = as_of.date() if as_of else None
        with invoked(replace(current_invocation(), today=day)):
            return function(*arguments, **options)

    return click.option(
        "--as-of",
        type=DAY,
        help="Treat this day (UTC) as today. Default: the day of SOURCE_DATE_EPOCH, or today.",
    )(run)


def format_option(*forms: str) -> Callable[[F], F]:
    """``--format``: one of ``forms``, of which the first is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        help="The format of the output.",
    )


@contextmanager
def settled() -> Iterator[None]:
    """A configuration that cannot be used ends the command with 1, and says why."""
    try:
        yield
    except configuration.SettingsError as error:
        complain(error.problems)
        raise SystemExit(1) from None


def load(config_file: Path, **options: Any) -> MkDocsConfig:
    """The configuration, ``options`` in place of what stands there; notes go to standard error.
    Exits with 1 and says why when it can't be used.
    """
    with settled():
        config, notes = configuration.load(config_file, **options)
    complain(notes)
    return config


def complain(problems: Iterable[Problem], read: Callable[[str], str] | None = None) -> None:
    """Print every problem to standard error, as `describe_problems` has it."""
    for line in describe_problems(problems, read):
        line.print()


#: Where a command that writes letters puts them.
letters_option = click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for the letters. Default: requests/ in the drafts folder.",
)
