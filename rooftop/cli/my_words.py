"""``rooftop my-words``: where did a person's words go?"""

from __future__ import annotations

from pathlib import Path

import click

from rooftop.catalogue import REQUESTS
from rooftop.cli.completing import complete_people
from rooftop.cli.copies import write_letter_files
from rooftop.cli.options import as_of_option, config_option, letters_option, load, settled
from rooftop.my_words import Site, find_appearances, write_account
from rooftop.plan import Plan
from rooftop.problems import did_you_mean
from rooftop.programme import FILE, read_programme
from rooftop.site import planning
from rooftop.summary import count


@click.command(epilog="Example: rooftop my-words ana-ribeiro")
@config_option
@as_of_option
@click.argument("slugs", nargs=-1, shell_complete=complete_people)
@click.option("--all", "everybody", is_flag=True, help="Write to everybody whom the site shows.")
@letters_option
def my_words(
    config_file: Path, slugs: tuple[str, ...], everybody: bool, output: Path | None
) -> None:
    """Write a letter that tells a person where the site shows them and their words.

    SLUGS are advocates. The letter lists every page, feed, post, embed and picture, since when and
    until when it is public, under which consent, and how to change or end it. It is written as
    Markdown, as a page to print and as a draft of an e-mail, in the person's language. Nothing is
    sent. Send it once a quarter.
    """
    config = load(config_file)
    with settled():
        plan = planning.plan_of(config)
    root = Path(config.config_file_path).parent
    folder = output or root / plan.community.settings.drafts / REQUESTS
    people = _people(plan, slugs, everybody=everybody)
    programme, _ = read_programme(root / FILE)
    site = Site.of(plan.published, programme)
    for slug in people:
        appearances = find_appearances(plan, slug, site)
        write_letter_files(write_account(appearances, plan.community), folder, f"{slug}.my-words")
        shown = count(len(appearances.uses), "record", "records")
        click.echo(f"{folder / slug}.my-words.md, .html and .eml: {shown} shown.")


def _people(plan: Plan, slugs: tuple[str, ...], *, everybody: bool) -> list[str]:
    """Whose letters are written. Exits with 2 where there is nobody of that name."""
    if everybody == bool(slugs):
        raise click.UsageError("Name advocates, or use --all.")
    known = plan.catalogue.advocates
    for slug in slugs:
        if slug not in known:
            hint = did_you_mean(slug, known)
            raise click.UsageError(f"There is no advocate called {slug}. {hint}".strip())
    stories = (plan.catalogue.stories[slug] for slug in plan.published.stories)
    tellers = {slug for story in stories for slug in story.advocates}
    visible = tellers | plan.published.advocates.keys()
    return [*slugs] or [slug for slug in known if slug in visible]
