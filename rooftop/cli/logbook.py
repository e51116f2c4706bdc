"""``rooftop log``: what was asked of people, given to them, promised to them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from rooftop.cli.completing import complete_people
from rooftop.cli.options import DAY, as_of_option, complain, config_option
from rooftop.cli.project import Project, open_project
from rooftop.logbook import LOG, Entry, Kind, append, read_log
from rooftop.problems import did_you_mean
from rooftop.records import Record
from rooftop.site.invocation import today
from rooftop.summary import count
from rooftop.text import shown_plainly
from rooftop.validation import describe_error

_HELP: Mapping[Kind, str] = {
    "ask": "Note that people were asked for something.",
    "thanks": "Note that people were thanked.",
    "promise": "Note what the company promised people, or that it kept a promise.",
    "call": "Note a conversation.",
    "gift": "Note something of value that people got. The story must disclose it.",
    "attended": "Note who came to an event.",
}


@click.group()
def log() -> None:
    """Keep the private log: what was asked of people, given to them and promised to them.

    The log is a file in the folder of the setting `programme`. None of it is published, and no
    published text may repeat it.
    """


def _people(at: Project, names: tuple[str, ...]) -> tuple[str, ...]:
    slugs = (_slug(at, name, at.catalogue.advocates, "advocate") for name in names)
    return tuple(dict.fromkeys(slugs))


def _slug(at: Project, name: str, records: Mapping[str, Record], kind: str) -> str:
    """The slug of the record that ``name`` names, now or formerly. Exits with 2 when there is
    none.
    """
    folder = {"advocate": "advocates", "story": "stories", "event": "events"}[kind]
    slug = Path(name).name.removesuffix(".md")
    slug = at.catalogue.renamed.get(folder, {}).get(slug, slug)
    if slug not in records:
        hint = did_you_mean(slug, records)
        raise click.UsageError(f"There is no {kind} called {name}. {hint}".strip())
    return slug


def _add(config_file: Path, kind: Kind, slugs: tuple[str, ...], options: dict[str, Any]) -> None:
    at = open_project(config_file)
    values = {key: value for key, value in options.items() if value is not None}
    values |= {key: day.date() for key in ("due", "kept") if (day := values.get(key))}
    if story := values.get("story"):
        values["story"] = _slug(at, story, at.catalogue.stories, "story")
    if event := values.get("event"):
        values["event"] = _slug(at, event, at.catalogue.events, "event")
    try:
        entry = Entry(on=today(), kind=kind, people=_people(at, slugs), **values)
    except ValidationError as error:
        wrong = "; ".join(f"{_option(e['loc'])}{describe_error(e)}" for e in error.errors())
        raise click.UsageError(f"{wrong}.") from None
    folder = at.programme
    try:
        append(folder, entry)
    except OSError as error:
        raise click.ClickException(f"{folder / LOG}: {error.strerror}.") from None
    click.echo(f"{folder.name}/{LOG}: {_line(entry)}")


def _option(place: tuple[int | str, ...]) -> str:
    return f"--{place[0]} " if place else ""


def _line(entry: Entry) -> str:
    """An entry as people read it."""
    about = {"for": entry.purpose, "story": entry.story, "event": entry.event}
    days = {"due": entry.due, "kept": entry.kept, "by": entry.by}
    more = [f"{name} {value}" for name, value in (about | days).items() if value]
    people = ", ".join(entry.people)
    text = " ".join((entry.text or "").split())
    line = "; ".join([f"{entry.on} {entry.kind}: {people}", *more, *([text] if text else [])])
    return shown_plainly(line)


def _command(kind: Kind) -> click.Command:
    @config_option
    @as_of_option
    @click.argument("slugs", nargs=-1, required=True, shell_complete=complete_people)
    def run(config_file: Path, slugs: tuple[str, ...], **options: Any) -> None:
        _add(config_file, kind, slugs, options)

    texts = (
        ("--text", "What was said, asked, given or promised."),
        ("--by", "Who in the company did it."),
        ("--story", "The story it belongs to, by its slug."),
        ("--event", "The event it belongs to, by its slug."),
    )
    for name, text in reversed(texts):
        metavar = "SLUG" if name in ("--story", "--event") else "TEXT"
        run = click.option(name, metavar=metavar, help=text)(run)
    if kind == "ask":
        text = "What they were asked for, such as reference-call."
        run = click.option("--purpose", metavar="SLUG", help=text)(run)
    if kind == "promise":
        run = click.option("--kept", type=DAY, help="The day on which it was kept.")(run)
        run = click.option("--due", type=DAY, help="The day by which it is to be kept.")(run)
    example = f"Example: rooftop log {kind} ana-ribeiro --text …"
    return click.command(kind, help=_HELP[kind], epilog=example)(run)


for _kind in _HELP:
    log.add_command(_command(_kind))


@log.command("list", epilog="Example: rooftop log list ana-ribeiro")
@config_option
@click.argument("slug", required=False, shell_complete=complete_people)
@click.option("--since", type=DAY, help="Only entries of this day and later.")
def list_entries(config_file: Path, slug: str | None, since: datetime.datetime | None) -> None:
    """Print the log, the oldest entry first; with SLUG, what it says about one advocate."""
    at = open_project(config_file)
    entries, problems = read_log(at.root / at.community.settings.programme)
    complain(problems)
    people = {person for entry in entries for person in entry.people}
    person = slug
    if slug is not None and slug not in people:  # whoever has left has no file
        person = _slug(at, slug, at.catalogue.advocates, "advocate")
    shown = [
        entry
        for entry in entries
        if (person is None or person in entry.people)
        and (since is None or entry.on >= since.date())
    ]
    for entry in shown:
        click.echo(_line(entry))
    click.echo(f"{count(len(shown), 'entry', 'entries')}.")
