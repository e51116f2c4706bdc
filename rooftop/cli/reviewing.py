"""``rooftop review-profiles``: whose profile has stood unchanged for long?"""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from rooftop import git
from rooftop.catalogue import REQUESTS
from rooftop.cli.completing import complete_people
from rooftop.cli.copies import write_letter_files
from rooftop.cli.options import as_of_option, config_option, letters_option
from rooftop.cli.project import Project, open_project, read, write
from rooftop.consent import last_day
from rooftop.consent_request import last_confirmed, write_review
from rooftop.frontmatter import EditError, set_values
from rooftop.plan import compose
from rooftop.records import Advocate
from rooftop.site.invocation import moment, today
from rooftop.summary import count


@click.command(epilog="Example: rooftop review-profiles --months 12")
@config_option
@as_of_option
@click.option(
    "--months",
    type=click.IntRange(1, 120),
    default=12,
    metavar="N",
    help="Ask those whose last review is this many months ago. Default: 12.",
)
@click.option(
    "--confirmed",
    multiple=True,
    metavar="SLUG",
    shell_complete=complete_people,
    help="Record that this advocate confirmed the profile. May be given several times.",
)
@letters_option
def review_profiles(
    config_file: Path, months: int, confirmed: tuple[str, ...], output: Path | None
) -> None:
    """Write a letter to each advocate whose profile has not been reviewed for a year.

    A profile counts as reviewed when its file changed in Git, when the person agreed to it, or when
    they confirmed it. The letter shows the profile and asks whether it is still right, in the
    person's language. Nothing is sent.
    """
    at = open_project(config_file)
    if confirmed:
        _confirm(at, confirmed)
        return
    folder = output or at.drafts / REQUESTS
    letters = 0
    published = compose(at.catalogue, at.community, moment()).published
    days = git.days_of_change(at.root, at.content / Advocate.folder)
    for slug, view in published.advocates.items():
        person = at.catalogue.advocates[slug]
        since = last_confirmed(person, days.get(at.file(person)))
        if since and last_day(since, None, months) < today():
            write_letter_files(write_review(view, since, at.community), folder, f"{slug}.review")
            click.echo(f"{folder / slug}.review.md, .html and .eml: unchanged since {since}.")
            letters += 1
    profiles = count(len(published.advocates), "profile", "profiles")
    click.echo(f"{profiles}, {count(letters, 'letter', 'letters')}.")


def _confirm(at: Project, slugs: tuple[str, ...]) -> None:
    day: datetime.date = today()
    people = [at.find(f"advocates/{slug.removeprefix('advocates/')}") for slug in slugs]
    for person in people:
        try:
            text = set_values(read(at.file(person)), (), {"reviewed": day.isoformat()})
        except EditError as error:
            raise click.ClickException(f"{person.origin.path}: {error}.") from None
        write(at.file(person), text)
        click.echo(f"{person.origin.path}: reviewed on {day}.")
