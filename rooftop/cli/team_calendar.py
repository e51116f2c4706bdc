"""``rooftop calendar``: what is due for the team, as a calendar."""

from __future__ import annotations

from pathlib import Path

import click

from rooftop.cli.options import as_of_option, complain, config_option
from rooftop.cli.project import open_project
from rooftop.desk.team_calendar import due_days, write_calendar
from rooftop.files import write_atomically
from rooftop.logbook import read_log, read_requests
from rooftop.plan import compose
from rooftop.programme import FILE, read_programme
from rooftop.site.invocation import moment
from rooftop.summary import count

_NAME = "calendar.ics"
_PUBLIC = (
    "The calendar of events is part of the site: events/calendar.ics. Use --private for the "
    "calendar of the team."
)


@click.command(epilog="Example: rooftop calendar --private")
@config_option
@as_of_option
@click.option("--private", is_flag=True, help="Write the calendar of the team.")
def calendar(config_file: Path, private: bool) -> None:
    """Write a calendar of what is due for the team into the private folder.

    It has the days on which consents end, anniversaries, promises, answers to requests, feedback
    and thanks. It names people, so it is for the team alone; nothing of it is published.
    """
    if not private:
        raise click.UsageError(_PUBLIC)
    at = open_project(config_file)
    folder = at.programme
    (entries, wrong), (requests, more) = read_log(folder), read_requests(folder)
    programme, problems = read_programme(at.root / FILE)
    complain([*wrong, *more, *problems])
    plan = compose(at.catalogue, at.community, moment())
    days = due_days(plan, programme, entries, requests)
    try:
        write_atomically(folder / _NAME, write_calendar(plan, days))
        (folder / _NAME).chmod(0o600)  # private: nobody else on this machine
    except OSError as error:
        raise click.ClickException(f"{folder / _NAME}: {error.strerror}.") from None
    click.echo(f"{folder.name}/{_NAME}: {count(len(days), 'entry', 'entries')}.")
