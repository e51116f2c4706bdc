"""``rooftop request``: a request from the first word to the thanks."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from rooftop.cli.completing import complete_people
from rooftop.cli.desk import Desk, open_desk, purpose_option, wish_of, wish_options
from rooftop.cli.options import as_of_option, config_option
from rooftop.cli.request_lists import list_, show
from rooftop.cli.request_steps import changed, find, move, name_argument, note_option, save
from rooftop.cli.suggesting import describe, suggest
from rooftop.desk.availability import availability
from rooftop.desk.references import Wish, refusals
from rooftop.logbook import REQUESTS, Request, Step, request_of

_SUGGESTED = 3


@click.group(epilog="Example: rooftop request list")
def request() -> None:
    """Keep requests, such as for a reference call, and write their letters.

    Each request is a file in requests/ of the folder of the setting programme; letters and calendar
    entries go to letters/ beside it. Nothing is sent, and nothing is published.
    """


@click.command(epilog="Example: rooftop request new northwind --for reference-call --by Kai")
@config_option
@as_of_option
@name_argument
@purpose_option
@click.option("--by", required=True, metavar="NAME", help="Who in the company asks.")
@click.option("--department", metavar="SLUG", help="Their department, such as sales.")
@click.option("--prospect", metavar="NAME", help="Whom it is for: a company, or a person there.")
@click.option("--deal", metavar="TEXT", help="A reference into the company's own system.")
@click.option(
    "--person",
    metavar="SLUG",
    shell_complete=complete_people,
    help="Whom to reserve it for. Nobody else asks them until it is proposed or declined.",
)
@wish_options
def new(
    config_file: Path,
    name: str,
    purpose: str,
    by: str,
    department: str | None,
    prospect: str | None,
    deal: str | None,
    person: str | None,
    **words: tuple[str, ...],
) -> None:
    """Record a request, and suggest whom to ask."""
    desk = open_desk(config_file, is_strict=True)
    if (desk.folder / REQUESTS / f"{name}.yml").exists():
        raise click.UsageError(f"There is a request called {name} already.")
    wish = wish_of(desk, purpose, **words)
    who = _person(desk, person) if person else None
    try:
        made = request_of(
            purpose=purpose,
            by=by,
            department=department,
            prospect=prospect,
            deal=deal,
            steps=(Step(day=desk.today, state="new", person=who),),
            **{each: getattr(wish, each) for each in words},
        )
    except ValueError as error:
        raise click.UsageError(f"{error}. Nothing was written.") from None
    _refuse(made, desk)
    if who:
        _require_free(desk, name, made, who)
    save(desk, name, made)
    if who:
        click.echo(f"Next: rooftop request propose {name} {who}")
    else:
        _suggest(desk, name, wish)


@click.command(epilog="Example: rooftop request propose northwind ana-ribeiro")
@config_option
@as_of_option
@name_argument
@click.argument("person", shell_complete=complete_people)
@click.option(
    "--approved-by", metavar="NAME", help="Who approved it: one of asks.approvers in programme.yml."
)
@note_option
def propose(
    config_file: Path, name: str, person: str, approved_by: str | None, note: str | None
) -> None:
    """Propose a request to an advocate, and write the letter that asks them.

    Refuses, and says why, where the person may not be asked today.
    """
    desk = open_desk(config_file, is_strict=True)
    before, who = find(desk, name), _person(desk, person)
    changes = {"approved_by": approved_by} if approved_by else {}
    _refuse(changed(before, **changes), desk, is_proposed=True)
    _require_free(desk, name, before, who)
    move(desk, name, "proposed", note, person=who, **changes)


@click.command(epilog="Example: rooftop request accept northwind --when 2026-12-03T15:00")
@config_option
@as_of_option
@name_argument
@click.option(
    "--when",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    metavar="YYYY-MM-DDTHH:MM",
    help="The local time that was agreed.",
)
@click.option("--timezone", metavar="ZONE", help="Its time zone, such as Europe/Lisbon.")
@click.option(
    "--minutes", type=click.IntRange(5, 1440), metavar="N", help="How long it takes. Default: 30."
)
@click.option("--place", metavar="TEXT", help="Where it takes place, or the link to it.")
@note_option
def accept(
    config_file: Path,
    name: str,
    when: datetime.datetime | None,
    note: str | None,
    **options: Any,
) -> None:
    """Record that the advocate said yes, and what was agreed; again, if that changes.

    Writes letters to the advocate and to who asked. Once a time is agreed, also one to whom the
    request is for, and an entry for calendars, which replaces an earlier one.
    """
    desk = open_desk(config_file)
    changes = {key: value for key, value in options.items() if value is not None}
    if when:
        changes["when"] = when
    move(desk, name, "accepted", note, **changes)


def _plain(state: Any, command: str, text: str) -> click.Command:
    """A command that only takes a request to another state."""

    @config_option
    @as_of_option
    @name_argument
    @note_option
    def run(config_file: Path, name: str, note: str | None) -> None:
        desk = open_desk(config_file)
        after = move(desk, name, state, note)
        if state == "declined" and desk.is_whole:
            _suggest(desk, name, Wish.of(after))

    return click.command(
        command, help=text, epilog=f"Example: rooftop request {command} northwind"
    )(run)


@click.command(epilog="Example: rooftop request note northwind --outcome won --thanked")
@config_option
@as_of_option
@name_argument
@click.option("--feedback", metavar="TEXT", help="What the asker said about it.")
@click.option("--outcome", metavar="WORD", help="The outcome of the deal, such as won.")
@click.option("--deal", metavar="TEXT", help="A reference into the company's own system.")
@click.option("--thanked", is_flag=True, help="The advocate was thanked today.")
def note(config_file: Path, name: str, thanked: bool, **options: str | None) -> None:
    """Note what comes later: feedback, the outcome, thanks."""
    desk = open_desk(config_file)
    changes: dict[str, Any] = {key: value for key, value in options.items() if value}
    if thanked:
        changes["thanked"] = desk.today
    if not changes:
        raise click.UsageError("Give at least one of --feedback, --outcome, --deal, --thanked.")
    save(desk, name, changed(find(desk, name), **changes))


def _suggest(desk: Desk, name: str, wish: Wish) -> None:
    """Print whom the request called ``name`` may be proposed to."""
    for line in describe(desk, suggest(desk, wish), _SUGGESTED):
        click.echo(line)
    click.echo(f"Next: rooftop request propose {name} SLUG")


def _person(desk: Desk, name: str) -> str:
    """The slug of the advocate that ``name`` names, now or formerly."""
    slug = Path(name).name.removesuffix(".md")
    return desk.plan.catalogue.renamed.get("advocates", {}).get(slug, slug)


def _refuse(made: Request, desk: Desk, *, is_proposed: bool = False) -> None:
    """End the command where programme.yml does not let ``made`` be asked for, or proposed."""
    if reasons := list(refusals(made, desk.programme.asks, is_proposed=is_proposed)):
        where = "programme.yml decides this under asks."
        raise click.ClickException(" ".join([*reasons, where, "Nothing was written."]))


def _require_free(desk: Desk, name: str, made: Request, person: str) -> None:
    """End the command where ``person`` may not be asked today."""
    # A new request reserved for them must not count against itself.
    others = {
        each: request
        for each, request in desk.requests.items()
        if each != name or request.state != "new"
    }
    result = availability(
        person, made.purpose, desk.plan, desk.programme, desk.entries, others, desk.today
    )
    if not result.is_free:
        reasons = "; ".join(result.reasons)
        raise click.ClickException(f"{person} {reasons}. Nothing was written.")


for _command in (
    new,
    propose,
    accept,
    _plain("done", "done", "Record that it took place, and write thanks and questions about it."),
    _plain("missed", "missed", "Record that it did not take place, and write to the advocate."),
    _plain("declined", "decline", "Record that the advocate said no, and write to who asked."),
    note,
    list_,
    show,
):
    request.add_command(_command)
