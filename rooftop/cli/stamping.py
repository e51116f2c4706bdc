"""``rooftop stamp``."""

from __future__ import annotations

from pathlib import Path

import click

from rooftop.cli.options import config_option
from rooftop.cli.project import Project, open_project, write
from rooftop.config_file import add, inheritance, relative
from rooftop.frontmatter import EditError
from rooftop.plan import compose
from rooftop.site.invocation import now
from rooftop.stamping import Stamp, goes_out, stamps
from rooftop.summary import count


@click.command(epilog="Example: rooftop stamp --dry-run")
@config_option
@click.option("--dry-run", is_flag=True, help="Write nothing, and show what would be written.")
def stamp(config_file: Path, dry_run: bool) -> None:
    """Give each newly published story its publication time and permanent id.

    Run it in the publish workflow before the build, and commit the result: feed readers identify
    stories by these ids.
    """
    at, moment = open_project(config_file), now()
    waiting = stamps(compose(at.catalogue, at.community, moment), moment)
    if at.community.settings.feed_ids is None and goes_out(at.catalogue, waiting) and not dry_run:
        _write_ids(config_file, at.community.url)
    for each in waiting:
        if not dry_run:
            _write(at, each)
        click.echo(
            f"{each.story.origin.path}: {each.moment:%Y-%m-%d %H:%M:%S} UTC, {each.permalink}"
        )
    verb = "would be stamped" if dry_run else "stamped"
    click.echo(f"{count(len(waiting), 'story', 'stories')} {verb}.")


def _write_ids(config_file: Path, address: str) -> None:
    """Say in the settings what ids begin with, so that they stay when the site moves."""
    remark = "# What ids in feeds begin with. Written once; never change it."
    for file in inheritance(config_file):
        text = add(file.read_bytes().decode(), ("extra", "rooftop"), "feed_ids", address, remark)
        if text is not None:
            write(file, text)
            click.echo(f"{relative(file, config_file)}: feed_ids: {address}")
            return
    click.echo(
        f"{config_file.name}: Add `feed_ids: {address}` to extra.rooftop by hand, so that ids in "
        "feeds stay when the site moves to another domain.",
        err=True,
    )


def _write(at: Project, stamp: Stamp) -> None:
    file = at.file(stamp.story)
    try:
        write(file, stamp.on(file.read_text(encoding="utf-8")))
    except EditError as error:
        raise click.ClickException(
            f"{stamp.story.origin.path}: {error}. The file was not changed."
        ) from None
