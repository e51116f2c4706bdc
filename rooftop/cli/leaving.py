"""``rooftop former``: somebody has left their employer, or is honoured as emeritus."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from rooftop.cli.completing import complete_people
from rooftop.cli.describing import plan_with
from rooftop.cli.options import as_of_option, config_option
from rooftop.cli.project import Project, open_project, read, write
from rooftop.consent import subject_of
from rooftop.frontmatter import EditError
from rooftop.my_words import (
    PageChange,
    Site,
    find_page_changes,
    mark_as_emeritus,
    mark_as_former,
)
from rooftop.programme import FILE, read_programme
from rooftop.records import Advocate
from rooftop.summary import count


@click.command(epilog="Example: rooftop former ana-ribeiro --emeritus")
@config_option
@as_of_option
@click.argument("slug", shell_complete=complete_people)
@click.option("--emeritus", is_flag=True, help="Also honour them as emeritus.")
@click.option(
    "--still-employed", is_flag=True, help="Leave the employer as it is. Only with --emeritus."
)
@click.option("--yes", is_flag=True, help="Ask no questions, as in scripts.")
def former(config_file: Path, slug: str, emeritus: bool, still_employed: bool, yes: bool) -> None:
    """Record that an advocate no longer works for their employer.

    Pages, pictures and feeds then say “formerly”. What the person approved stays approved. Shows
    what changes on every page, asks, and changes two fields of the file at most.
    """
    if still_employed and not emeritus:
        raise click.UsageError("--still-employed changes nothing without --emeritus.")
    at = open_project(config_file)
    person = at.find(f"advocates/{slug.removeprefix('advocates/')}")
    assert isinstance(person, Advocate)
    before = read(at.file(person))
    after = _edited(before, person, former=not still_employed, emeritus=emeritus)
    if after == before:
        click.echo(f"{person.origin.path} says so already. Nothing was changed.")
        return
    for line in _describe(at, person, before, after):
        click.echo(line)
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("This is not a terminal, so nothing can be asked. Use --yes.")
    if yes or click.confirm("Make this change?"):
        write(at.file(person), after)
        click.echo(f"{person.origin.path}: changed.")
    else:
        click.echo("Nothing was changed.")


def _edited(text: str, person: Advocate, *, former: bool, emeritus: bool) -> str:
    try:
        if former and not (person.company and person.company.former):
            text = mark_as_former(text, person)
        if emeritus and person.loyalty_stage != "emeritus":
            text = mark_as_emeritus(text)
    except EditError as error:
        raise click.ClickException(f"{person.origin.path}: {error}. Nothing was changed.") from None
    return text


def _describe(at: Project, person: Advocate, before: str, after: str) -> Iterator[str]:
    """Lines for people: the change to the file, and what becomes of every page."""
    lines = before.splitlines(), after.splitlines()
    path = person.origin.path
    yield from difflib.unified_diff(*lines, path, path, n=1, lineterm="")
    programme, _ = read_programme(at.root / FILE)
    sites = [
        Site.of(plan_with(at, {subject_of(person): (person, text)}).published, programme)
        for text in (before, after)
    ]
    changes = find_page_changes(person.slug, *sites)
    if not changes:
        yield "No page changes."
    for change in changes:
        yield ""
        yield from _describe_pages(change)
    yield ""


def _describe_pages(change: PageChange) -> Iterator[str]:
    where = count(len(change.pages), "page", "pages")
    if change.after is None:
        yield f"{where} no longer list: {change.before}"
    elif change.before is None:
        yield f"{where} will list: {change.after}"
    else:
        yield f"{where}: {change.before}"
        yield f"  will say: {change.after}"
    yield from (f"  {address or 'the home page'}" for address in change.pages)
