"""``rooftop thanks``: whom to thank for what this month."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from rooftop.catalogue import REQUESTS
from rooftop.cli.copies import write_letter_files
from rooftop.cli.options import as_of_option, complain, config_option, letters_option
from rooftop.cli.project import open_project
from rooftop.desk.thanks import describe, occasions, silent_helpers, write_thanks
from rooftop.logbook import read_log, read_requests
from rooftop.plan import compose
from rooftop.site.invocation import moment, today
from rooftop.summary import count
from rooftop.text import shown_plainly


@click.command(epilog="Example: rooftop thanks --month 2026-11")
@config_option
@as_of_option
@click.option(
    "--month",
    type=click.DateTime(["%Y-%m"]),
    metavar="YYYY-MM",
    help="The month. Default: that of today.",
)
@letters_option
def thanks(config_file: Path, month: datetime.datetime | None, output: Path | None) -> None:
    """List whom to thank for what in a month, and write a letter to each of them.

    Reasons are requests that were done, stories that were published, talks and visits to events,
    anniversaries, and promises that were kept. People who were thanked already, according to the
    log or the request, are left out. The letters are drafts in the person's language. Nothing is
    sent.
    """
    at = open_project(config_file)
    private = at.root / at.community.settings.programme
    (entries, wrong), (requests, more) = read_log(private), read_requests(private)
    complain([*wrong, *more])
    plan = compose(at.catalogue, at.community, moment())
    day = month.date() if month else today()
    people = occasions(plan, entries, requests, day)
    folder = output or at.drafts / REQUESTS
    for person, reasons in people.items():
        click.echo(f"{plan.published.advocates[person].name} ({person})")
        for each in reasons:
            click.echo(f"  {shown_plainly(describe(each))}")
        write_letter_files(write_thanks(person, reasons, plan), folder, f"{person}.thanks")
    for person, since in silent_helpers(plan, requests.values()).items():
        click.echo(f"{person} helped a peer. If they agree to a badge: helped_peer: {since}")
    letters = f", letters in {folder}" if people else ""
    click.echo(f"{count(len(people), 'person', 'people')} to thank for {day:%Y-%m}{letters}.")
