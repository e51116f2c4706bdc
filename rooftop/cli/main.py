"""The group all commands belong to."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from rooftop import __version__
from rooftop.cycles import without_collections

#: The module of each command. Each is loaded when it is asked for: some take a second.
_MODULES: Mapping[str, str] = {
    "init": "starting",
    "new": "writing",
    "schemas": "describing_fields",
    "upgrade": "upgrading",
    "check": "checking",
    "build": "building",
    "serve": "serving",
    "audit": "auditing",
    "links": "linking",
    "log": "logbook",
    "thanks": "thanking",
    "calendar": "team_calendar",
    "find": "finding",
    "pack": "packing",
    "guard": "guarding",
    "pull-request": "pull_requests",
    "import": "importing",
    "intake": "taking_in",
    "my-words": "my_words",
    "former": "leaving",
    "report": "reporting",
    "retire": "retiring",
    "review-profiles": "reviewing",
    "merge": "merging",
    "ask": "suggesting",
    "request": "requesting",
    "companies": "employing",
    "consent": "consent_reports",
    "stamp": "stamping",
    "ping": "pinging",
    "completion": "completing",
}
#: Variables that keep Material for MkDocs and other plugins from printing advertisements.
_NO_BANNERS = {"NO_MKDOCS_2_WARNING": "true", "DISABLE_MKDOCS_2_WARNING": "true"}


class Commands(click.Group):
    """Commands that restore the state of the process, and exit with 1 if the configuration cannot
    be used.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — as Click calls it
        """Their names."""
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command called ``cmd_name``; None where there is none."""
        if cmd_name not in _MODULES:
            return None
        name = "import_" if cmd_name == "import" else cmd_name.replace("-", "_")
        with without_collections():
            module = import_module(f"rooftop.cli.{_MODULES[cmd_name]}")
        command: click.Command = getattr(module, name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        from rooftop.cli.options import settled  # noqa: PLC0415 — --version and --help need no MkDocs

        try:
            with _quiet(), settled():
                return super().invoke(ctx)
        except KeyboardInterrupt:  # which Click would report as 1, like problems
            ctx.exit(130)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the terminal for the output of the command: without a log handler, Python prints the
    warnings of every library.
    """
    handler = logging.NullHandler()
    environment = {name: os.environ.get(name) for name in _NO_BANNERS}
    logging.getLogger().addHandler(handler)
    os.environ.update(_NO_BANNERS)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        for name, value in environment.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="rooftop %(version)s")
def commands() -> None:
    """Publish customer advocates and their stories, with their consent.

    Exit codes: 0 success, 1 problems found or nothing done, 2 wrong usage, 130 interrupted, 143
    terminated.

    Commands that change a file change the consent record in it and nothing else. If that is not
    possible, they change nothing and exit with 1.

    If Rooftop itself fails, the variable ROOFTOP_TRACEBACK=1 shows where.
    """
