"""``rooftop request list`` and ``show``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from rooftop.cli.desk import Desk, open_desk
from rooftop.cli.options import as_of_option, config_option, format_option
from rooftop.cli.request_steps import find, name_argument
from rooftop.desk.references import Due, due_of, influence_of
from rooftop.logbook import OPEN, Request
from rooftop.summary import count
from rooftop.text import shown_plainly


@click.command("list", epilog="Example: rooftop request list --all")
@config_option
@as_of_option
@click.option("--all", "is_all", is_flag=True, help="Also list requests with nothing due.")
@format_option("text", "json")
def list_(config_file: Path, is_all: bool, form: str) -> None:
    """List requests, what is due in each, and the outcomes of their deals."""
    desk = open_desk(config_file)
    rows = {
        name: (request, due)
        for name, request in desk.requests.items()
        if (due := _due(desk, name)) or request.state in OPEN or is_all
    }
    if form == "json":
        data = [_as_data(name, *row) for name, row in rows.items()]
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return
    for name, (request, due) in rows.items():
        for line in _describe(name, request, due):
            click.echo(shown_plainly(line))
    if not rows:
        click.echo("Nothing is open or due.")
    for line in _describe_influence(desk):
        click.echo(line)


@click.command(epilog="Example: rooftop request show northwind")
@config_option
@as_of_option
@name_argument
def show(config_file: Path, name: str) -> None:
    """Show a request, every state it had, and what is due."""
    desk = open_desk(config_file)
    request = find(desk, name)
    for line in _describe(name, request, _due(desk, name)):
        click.echo(shown_plainly(line))
    fields = request.model_dump(mode="json", exclude_defaults=True, exclude={"steps", "purpose"})
    for field, value in fields.items():
        text = ", ".join(value) if isinstance(value, list) else str(value)
        click.echo(shown_plainly(f"  {field}: {' '.join(text.split())}"))
    for step in request.steps:
        who = f", {step.person}" if step.person else ""
        said = f": {' '.join(step.note.split())}" if step.note else ""
        click.echo(shown_plainly(f"  {step.day} {step.state}{who}{said}"))


def _due(desk: Desk, name: str) -> tuple[Due, ...]:
    return due_of(name, desk.requests[name], desk.programme, desk.entries, desk.today)


def _describe(name: str, request: Request, due: tuple[Due, ...]) -> Iterator[str]:
    about = {"": request.person, "for ": request.prospect, "asked by ": request.by}
    parts = [f"{word}{value}" for word, value in about.items() if value]
    since = f"{request.state} since {request.steps[-1].day}"
    yield f"{name}: {request.purpose}, {since}; {', '.join(parts)}"
    for each in due:
        late = "late, was due" if each.is_late else "due"
        yield f"  {late} {each.by}: {each.what}"
    if any(each.has_waited_long for each in due):
        yield "  Nothing has happened for more than seven days."


def _describe_influence(desk: Desk) -> Iterator[str]:
    influence = influence_of(desk.requests.values())
    if influence.deals:
        outcomes = (f"{n} {word or 'without an outcome'}" for word, n in influence.outcomes.items())
        deals = count(influence.deals, "deal", "deals")
        done = count(influence.requests, "request", "requests")
        yield f"{done} done, for {deals}: {', '.join(outcomes)}."


def _as_data(name: str, request: Request, due: tuple[Due, ...]) -> dict[str, Any]:
    things = [
        {
            "kind": each.kind,
            "by": each.by.isoformat(),
            "is_late": each.is_late,
            "has_waited_long": each.has_waited_long,
            "what": each.what,
        }
        for each in due
    ]
    fields = request.model_dump(mode="json", exclude_none=True)
    return {"name": name, "state": request.state, "person": request.person, **fields, "due": things}
