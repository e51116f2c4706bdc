"""``rooftop retire``: a story is past its best, and stays."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from rooftop.cli.completing import complete_records
from rooftop.cli.options import as_of_option, config_option
from rooftop.cli.project import Project, open_project, read, write
from rooftop.desk.retirement import describe_retirement, mark_as_retired
from rooftop.frontmatter import EditError
from rooftop.plan import compose
from rooftop.programme import FILE, read_programme
from rooftop.records import Story
from rooftop.site.invocation import moment, today
from rooftop.site.pages.home import stories_of_home


@click.command(epilog="Example: rooftop retire first-close")
@config_option
@as_of_option
@click.argument("slug", shell_complete=complete_records)
@click.option("--yes", is_flag=True, help="Ask no questions, as in scripts.")
def retire(config_file: Path, slug: str, yes: bool) -> None:
    """Retire a story: its page stays and shows the year it is from; the home page, packs and goals
    leave it out.

    What the person approved stays approved. Shows what changes, asks, and adds one field to the
    file.
    """
    at = open_project(config_file)
    story = at.find(f"stories/{slug.removeprefix('stories/')}")
    assert isinstance(story, Story)
    path = story.origin.path
    if story.retired:
        click.echo(f"{path} was retired on {story.retired}. Nothing was changed.")
        return
    before = read(at.file(story))
    try:
        after = mark_as_retired(before, today())
    except EditError as error:
        raise click.ClickException(f"{path}: {error}. Nothing was changed.") from None
    _describe(at, story, before, after)
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("This is not a terminal, so nothing can be asked. Use --yes.")
    if yes or click.confirm("Make this change?"):
        write(at.file(story), after)
        click.echo(f"{path}: changed.")
    else:
        click.echo("Nothing was changed.")


def _describe(at: Project, story: Story, before: str, after: str) -> None:
    path, lines = story.origin.path, (before.splitlines(), after.splitlines())
    for line in difflib.unified_diff(*lines, path, path, n=1, lineterm=""):
        click.echo(line)
    published = compose(at.catalogue, at.community, moment()).published
    programme, _ = read_programme(at.root / FILE)
    click.echo()
    for line in describe_retirement(story.slug, published, programme, stories_of_home(published)):
        click.echo(line)
