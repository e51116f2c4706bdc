"""``rooftop companies``: the companies that advocates work for, and what each let be shown."""

from __future__ import annotations

import datetime
import difflib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from rooftop.authoring import Fold, find_folds
from rooftop.cli.answers import ALL, CHANNEL_WORDS, choose
from rooftop.cli.completing import complete_companies, complete_list
from rooftop.cli.lines import describe_table
from rooftop.cli.options import DAY, as_of_option, config_option, format_option
from rooftop.cli.project import Project, open_project, read, write
from rooftop.consent import subject_of
from rooftop.consent.company_amend import approve_for_company, refuse_for_company
from rooftop.frontmatter import EditError
from rooftop.ledger import CompanyRow, as_csv, company_rows
from rooftop.records import COMPANY_FIELDS, PLACES
from rooftop.site.invocation import today
from rooftop.summary import count

_HEADS = ("subject", "name", "people", "stories", "standing", "until", "covers", "channels")


@click.group(invoke_without_command=True, epilog="Example: rooftop companies fold")
@config_option
@as_of_option
@format_option("text", "json", "csv")
@click.pass_context
def companies(context: click.Context, config_file: Path, form: str) -> None:
    """List the companies that have a record: people, stories, and the approval with its last day.

    Without a command, lists them, including drafts. The commands record a company's answer, and
    create records for companies that profiles spell out.
    """
    if context.invoked_subcommand:
        return
    at = open_project(config_file)
    table = list(company_rows(at.consents(today())))
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in table], indent=2, ensure_ascii=False))
    elif form == "csv":
        click.echo(as_csv(table, CompanyRow), nl=False)
    else:
        rows = [_HEADS, *(tuple(str(getattr(row, head)) for head in _HEADS) for row in table)]
        for line in describe_table(rows):
            click.echo(line)


_SLUG = click.argument("name", metavar="SLUG", shell_complete=complete_companies)


@companies.command(epilog="Example: rooftop companies approve norte-cargo --by communications")
@config_option
@as_of_option
@_SLUG
@click.option("--given", type=DAY, help="The day it was given. Default: as recorded, or today.")
@click.option(
    "--covers",
    metavar="FIELD,…",
    shell_complete=complete_list((*COMPANY_FIELDS, ALL)),
    help="What may be shown: name, logo, numbers, or `all`. Default: as recorded, or all.",
)
@click.option(
    "--channels",
    metavar="CHANNEL,…",
    shell_complete=complete_list((*CHANNEL_WORDS, ALL)),
    help="Where it may be shown, or `all`, which leaves out the uses by AI systems: name those. "
    "Default: as recorded, or `all`.",
)
@click.option("--until", type=DAY, help="The last day. Default: the default term.")
@click.option("--by", "department", metavar="DEPARTMENT", help="Which department decided.")
@click.option("--evidence", metavar="REFERENCE", help="Your reference to the answer.")
def approve(
    config_file: Path,
    name: str,
    given: datetime.datetime | None,
    covers: str | None,
    channels: str | None,
    until: datetime.datetime | None,
    department: str | None,
    evidence: str | None,
) -> None:
    """Record that a company agreed, once for all its people.

    Nothing of what a person approved changes. What a person did not agree to stays withheld.
    """
    at = open_project(config_file)
    company = at.company(name)
    is_given = company.consent is not None and company.consent.status == "given"
    recorded = company.consent.given if company.consent and is_given else None
    day = given.date() if given else recorded or today()
    terms: dict[str, str | None] = {"given": day.isoformat()}
    if until or not is_given:
        terms["expires"] = until.date().isoformat() if until else None
    if covers:
        terms["covers"] = choose(covers, COMPANY_FIELDS)
    if channels:
        terms["channels"] = choose(channels, CHANNEL_WORDS, PLACES)
    for key, value in (("by", department), ("evidence", evidence)):
        if value:
            terms[key] = json.dumps(value, ensure_ascii=False)
    try:
        text = approve_for_company(read(at.file(company)), company, terms)
    except EditError as error:
        message = f"{company.origin.path}: {error}. Nothing was changed."
        raise click.ClickException(message) from None
    write(at.file(company), text)
    click.echo(f"{subject_of(company)}: the approval is recorded.")


@companies.command(epilog="Example: rooftop companies refuse norte-cargo")
@config_option
@as_of_option
@_SLUG
def refuse(config_file: Path, name: str) -> None:
    """Record that a company refused, or ended its approval today.

    Its name, its logo and its numbers leave every page and feed with the next build. Its people
    stay.
    """
    at = open_project(config_file)
    company = at.company(name)
    was_given = bool(company.consent and company.consent.given)
    write(
        at.file(company), refuse_for_company(read(at.file(company)), today(), was_given=was_given)
    )
    click.echo(f"{subject_of(company)}: {'withdrawn' if was_given else 'refused'}.")
    click.echo(
        "Publish now. The build writes build/withdrawn/purge.txt: what to purge from caches."
    )


@companies.command(epilog="Example: rooftop companies fold")
@config_option
@as_of_option
@click.option("--yes", is_flag=True, help="Ask no questions, as in scripts.")
def fold(config_file: Path, yes: bool) -> None:
    """Create a record for each company that several profiles spell out.

    Profiles then refer to the record, and nothing else in them changes. Only profiles that say the
    same about the company are changed, so every approval stays valid; differences are shown and
    left alone.
    """
    at = open_project(config_file)
    folds = [*find_folds(at.catalogue, at.content, at.drafts, lambda each: read(at.file(each)))]
    for line in (line for each in folds for line in _describe(at, each)):
        click.echo(line)
    changes = [each for each in folds if each.profiles]
    if not changes:
        click.echo("Nothing to fold.")
        return
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("This is not a terminal, so nothing can be asked. Use --yes.")
    if not yes and not click.confirm("Make these changes?"):
        click.echo("Nothing was changed.")
        return
    _write(at, changes)
    profiles = sum(len(each.profiles) for each in changes)
    what = count(len(changes), "company", "companies")
    click.echo(f"{what} in {count(profiles, 'profile', 'profiles')} folded.")
    click.echo("`rooftop consent request --company` asks a company for its approval.")


def _write(at: Project, folds: Sequence[Fold]) -> None:
    """Records first: a profile never refers to one that does not exist yet."""
    for each in folds:
        if each.file:
            each.file.parent.mkdir(parents=True, exist_ok=True)
            write(each.file, each.text)
    for person, text in (profile for each in folds for profile in each.profiles):
        write(at.file(person), text)


def _describe(at: Project, fold: Fold) -> Iterator[str]:
    """Lines for people: every file that changes, and what is left alone."""
    yield click.style(fold.name, bold=True)
    if fold.file:
        path = fold.file.relative_to(at.root).as_posix()
        yield from _diff([], fold.text.splitlines(), path)
    for person, text in fold.profiles:
        yield from _diff(read(at.file(person)).splitlines(), text.splitlines(), person.origin.path)
    yield from fold.remarks


def _diff(before: Sequence[str], after: Sequence[str], path: str) -> Iterator[str]:
    yield from difflib.unified_diff(before, after, path, path, n=0, lineterm="")
