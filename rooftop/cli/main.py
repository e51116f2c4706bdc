"""The group all commands belong to."""

from __future__ import annotations

import click

from rooftop import __version__
from rooftop.cli.building import audit, build, serve
from rooftop.cli.checking import check
from rooftop.cli.consent_reports import consent
from rooftop.cli.importing import import_
from rooftop.cli.pinging import ping
from rooftop.cli.stamping import stamp


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="rooftop %(version)s")
def commands() -> None:
    """Publish customer advocates and their stories, with their consent.

    Exit codes: 0 all well, 1 problems were found, 2 wrong use.
    """


for command in (check, build, serve, audit, import_, consent, stamp, ping):
    commands.add_command(command)
