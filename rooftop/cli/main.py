"""The group all commands belong to."""

from __future__ import annotations

import os
import sys

import click

from rooftop import __version__
from rooftop.cli.building import audit, build, serve
from rooftop.cli.checking import check
from rooftop.cli.importing import import_

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="rooftop %(version)s")
def commands() -> None:
    """Publish customer advocates and their stories, with their consent.

    Exit codes: 0 all well, 1 problems were found, 2 wrong use.
    """


for command in (check, build, serve, audit, import_):
    commands.add_command(command)


def main() -> None:
    """Run the command line. An interrupt ends it quietly; an output that closes early is no error."""
    try:
        commands.main(standalone_mode=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:  # a mistake of ours: said in a line, and in full to whoever asks
        if os.environ.get("ROOFTOP_TRACEBACK"):
            raise
        click.echo(f"Rooftop itself failed: {type(error).__name__}: {error}", err=True)
        click.echo("Please report it; ROOFTOP_TRACEBACK=1 shows where. Nothing was published.", err=True)
        sys.exit(1)
