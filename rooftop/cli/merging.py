"""``rooftop merge``: of two records of the same person or story, one."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from rooftop.cli.completing import complete_records
from rooftop.cli.options import as_of_option, config_option
from rooftop.cli.project import Project, open_project, read, write
from rooftop.consent import subject_of
from rooftop.duplicates import Merge, MergeError, Outcome, foresee
from rooftop.duplicates import merge as merge_records
from rooftop.frontmatter import EditError
from rooftop.site.invocation import moment


@click.command(epilog="Example: rooftop merge ana-ribeiro ana-ribeiro-2")
@config_option
@as_of_option
@click.argument("kept", shell_complete=complete_records)
@click.argument("dropped", shell_complete=complete_records)
@click.option("--yes", is_flag=True, help="Ask no questions, as in scripts.")
def merge(config_file: Path, kept: str, dropped: str, yes: bool) -> None:
    """Merge two advocates or two stories. KEPT stays as it is; the file of DROPPED is deleted.

    Stories and events that name DROPPED then name KEPT. The old addresses lead to the new ones, and
    feeds keep their ids. Consents do not pass from one to the other: each stays bound to what was
    approved, and what is no longer as approved is withheld until the person approves it again.
    Refuses if the site would show more than was agreed. Shows every change and asks.
    """
    at = open_project(config_file)
    records = at.find(kept), at.find(dropped)
    try:
        merged = merge_records(*records, at.catalogue, lambda record: read(at.file(record)))
        outcome = foresee(merged, at.catalogue, at.community, moment())
    except (MergeError, EditError) as error:
        raise click.ClickException(f"{error} Nothing was changed.") from None
    for line in _describe(at, merged, outcome):
        click.echo(line)
    if outcome.more:
        text = "This would show more than was agreed. Nothing was changed."
        raise click.ClickException(f"{text} Ask the person first, or change the files by hand.")
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("This is not a terminal, so nothing can be asked. Use --yes.")
    if not yes and not click.confirm("Make these changes?"):
        click.echo("Nothing was changed.")
        return
    for record, text in merged.texts.values():
        write(at.file(record), text)
    at.file(merged.dropped).unlink()
    click.echo(f"{subject_of(merged.dropped)} is {subject_of(merged.kept)} now.")


def _describe(at: Project, merged: Merge, outcome: Outcome) -> Iterator[str]:
    """Lines for people: every file that changes, and what follows from it."""
    for record, text in merged.texts.values():
        lines = read(at.file(record)).splitlines(), text.splitlines()
        path = record.origin.path
        yield from difflib.unified_diff(*lines, path, path, n=1, lineterm="")
    yield f"{merged.dropped.origin.path}: deleted. What only it says is lost; copy it first."
    yield from merged.remarks
    for subject in outcome.withheld:
        name = subject.partition("/")[2]
        yield (
            f"{subject} is withheld until it is approved again: `rooftop consent request {name}`, "
            f"then `rooftop consent approve {name}`."
        )
    yield from (f"{line}." for line in outcome.more)
