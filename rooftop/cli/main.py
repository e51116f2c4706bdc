"""The group all commands belong to."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from rooftop import __version__
from rooftop.cli.building import audit, build, serve
from rooftop.cli.checking import check
from rooftop.cli.consent_reports import consent
from rooftop.cli.importing import import_
from rooftop.cli.options import settled
from rooftop.cli.pinging import ping
from rooftop.cli.stamping import stamp

#: What keeps Material for MkDocs, and plugins of others, from printing advertisements.
_NO_BANNERS = {"NO_MKDOCS_2_WARNING": "true", "DISABLE_MKDOCS_2_WARNING": "true"}


class Commands(click.Group):
    """Commands that leave the process as they found it, and end with 1 for a configuration that
    cannot be used.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        with _quiet(), settled():
            return super().invoke(ctx)


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing on the terminal but what a command says: without any handler, Python prints the
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

    Exit codes: 0 all well, 1 problems were found, 2 wrong use.
    """


for command in (check, build, serve, audit, import_, consent, stamp, ping):
    commands.add_command(command)
