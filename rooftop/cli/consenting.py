"""``rooftop consent``: what changes a record."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from rooftop.cli.completing import complete_records
from rooftop.cli.copies import keep_copy
from rooftop.cli.options import DAY, as_of_option, config_option, person_option
from rooftop.cli.project import changed, open_project, rewrite, write
from rooftop.consent import amend, consent_of, last_day, subject_of
from rooftop.consent.signature import sign as make_signature
from rooftop.site.invocation import today


@click.command(epilog="Example: rooftop consent renew month-end --until 2030-05-02")
@config_option
@as_of_option
@click.argument("name", shell_complete=complete_records)
@person_option
@click.option(
    "--until",
    type=DAY,
    help="The last day. Default: the default term from today.",
)
def renew(
    config_file: Path, name: str, person: str | None, until: datetime.datetime | None
) -> None:
    """Record that a person agreed again, today, to the same words."""
    at = open_project(config_file)
    record = at.find(name)
    day = today()
    end = until.date() if until else last_day(day, None, at.community.settings.default_term_months)
    terms = {"given": day.isoformat(), "expires": end.isoformat(), "withdrawn": None}

    def change(text: str, who: str) -> str:
        consent = consent_of(record, who)
        if consent and consent.approved:
            amend.signable(record, who, at.catalogue)  # the words must be those that were approved
        return amend.approve(text, record, who, at.catalogue, terms)

    people = at.people(record, person)
    text = changed(at, record, people, change)
    write(at.file(record), text)
    for who in people:
        keep_copy(at, record, who, text)
    click.echo(f"{subject_of(record)}: renewed until {end}.")


@click.command(epilog="Example: rooftop consent sign month-end --key ~/.ssh/id_ed25519")
@config_option
@as_of_option
@click.argument("name", shell_complete=complete_records)
@person_option
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="The private SSH key.",
)
def sign(config_file: Path, name: str, person: str | None, key: Path) -> None:
    """Sign an approval with the advocate's own SSH key."""
    at = open_project(config_file)
    record = at.find(name)
    people = at.people(record, person)
    if len(people) > 1:
        raise click.UsageError(
            f"more than one person tells it; use --person with one of {', '.join(people)}."
        )

    def change(text: str, who: str) -> str:
        made = make_signature(amend.signable(record, who, at.catalogue), key)
        return amend.add_signature(text, record, who, made)

    rewrite(at, record, people, change)
    click.echo(f"{subject_of(record)}: signed by {people[0]}.")
