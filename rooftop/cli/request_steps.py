"""How commands take a request from one state to the next."""

from __future__ import annotations

import re
from typing import Any

import click

from rooftop.cli.completing import complete_requests
from rooftop.cli.copies import write_letter_files
from rooftop.cli.desk import Desk
from rooftop.desk.references import Occasion, letters_for
from rooftop.files import write_atomically
from rooftop.logbook import LETTERS, Request, State, Step, why_published, write_request
from rooftop.problems import did_you_mean


def _slug(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    slug = name.removesuffix(".yml").rpartition("/")[2]
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 64:
        raise click.BadParameter(
            f"{name} is no name for a file: use a to z, 0 to 9 and hyphens, 64 at most."
        )
    return slug


name_argument = click.argument(
    "name", metavar="NAME", callback=_slug, shell_complete=complete_requests
)
note_option = click.option("--note", metavar="TEXT", help="What somebody said about it.")


def find(desk: Desk, name: str) -> Request:
    """The request called ``name``. Exits with 2 when there is none that can be read."""
    if name not in desk.requests:
        hint = did_you_mean(name, list(desk.requests))
        raise click.UsageError(f"There is no request called {name}. {hint}".strip())
    return desk.requests[name]


def changed(request: Request, **changes: Any) -> Request:
    """``request`` with ``changes`` of its fields. Exits with 2 where one does not fit."""
    try:
        return request.with_changes(**changes)
    except ValueError as error:
        raise click.UsageError(f"{error}. Nothing was written.") from None


def save(desk: Desk, name: str, request: Request) -> None:
    """Write ``request`` to its file, and say so. Ends the command with 1 where git would publish
    it.
    """
    if reason := why_published(desk.root, desk.folder):
        what, hint = reason
        raise click.ClickException(f"{what}, so it would be published. {hint}")
    try:
        file = write_request(desk.folder, name, request)
    except OSError as error:
        raise click.ClickException(f"{desk.folder}: {error.strerror}.") from None
    who = f", {request.person}" if request.person else ""
    click.echo(f"{desk.folder.name}/{file.parent.name}/{file.name}: {request.state}{who}.")


def move(
    desk: Desk,
    name: str,
    state: State,
    note: str | None,
    *,
    person: str | None = None,
    **changes: Any,
) -> Request:
    """Take the request called ``name`` to ``state`` today, and write its letters; the request as it
    is then. Ends the command with 1 where it cannot go there, or where the letters would name
    somebody who is not shown.
    """
    before = find(desk, name)
    try:
        step = Step(day=desk.today, state=state, person=person, note=note)
        after = before.followed_by(step, **changes)
    except ValueError as error:
        raise click.ClickException(f"{name}: {error}. Nothing was written.") from None
    view = desk.plan.published.advocates.get(after.person or "")
    if view is None and state in ("proposed", "accepted"):
        reason = f"{after.person} has no profile that is published today"
        raise click.ClickException(f"{reason}, so nobody is told about them. Nothing was written.")
    save(desk, name, after)
    if view:
        _write_letters(desk, Occasion(name, after, view, desk.plan.published, desk.programme))
    elif after.person:
        click.echo(f"No letter was written: {after.person} has no profile that is published.")
    return after


def _write_letters(desk: Desk, occasion: Occasion) -> None:
    folder, state = desk.folder / LETTERS, occasion.request.state
    short = f"{folder.parent.name}/{folder.name}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # private: nobody else here
        for recipient, letter in letters_for(occasion).items():
            stem = f"{occasion.name}.{state}.{recipient}"
            write_letter_files(letter, folder, stem)
            click.echo(f"{short}/{stem}.md, .html and .eml: to the {recipient}.")
        if occasion.entry and state in ("accepted", "declined"):
            write_atomically(folder / f"{occasion.name}.ics", occasion.entry.data)
            click.echo(f"{short}/{occasion.name}.ics: for calendars.")
    except OSError as error:
        raise click.ClickException(f"{folder}: {error.strerror}.") from None
