"""``rooftop consent``: what only tells."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from pathlib import Path

import click

from rooftop.cli.approving import approve
from rooftop.cli.asking import request
from rooftop.cli.completing import complete_records
from rooftop.cli.consenting import renew, sign
from rooftop.cli.history import diff
from rooftop.cli.lines import describe_table
from rooftop.cli.options import DAY, as_of_option, config_option, format_option, person_option
from rooftop.cli.project import Project, open_project
from rooftop.cli.withdrawing import erase, withdraw
from rooftop.consent import Approval, changes_after, holds, subject_of
from rooftop.consent.receipts import receipt as make_receipt
from rooftop.ledger import Entry, Row, as_csv, entries, rows
from rooftop.plan import compose
from rooftop.site.invocation import moment, today
from rooftop.summary import count


@click.group()
def consent() -> None:
    """Ask for consent, record it, prove it and review it."""


_NAMES = click.argument("names", nargs=-1, shell_complete=complete_records)
_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="The format of the output.",
)


def _paths(at: Project, names: tuple[str, ...]) -> frozenset[str]:
    """The files of the records called ``names``; of all where there are none."""
    records = map(at.find, names) if names else at.catalogue.records()
    return frozenset(record.origin.path for record in records)


@click.command(epilog="Example: rooftop consent status --format csv")
@config_option
@as_of_option
@_NAMES
@_FORMAT
def status(config_file: Path, names: tuple[str, ...], form: str) -> None:
    """Show the status of every consent today, including drafts, or only those of NAMES."""
    at = open_project(config_file)
    paths = _paths(at, names)
    table = [row for row in rows(at.consents(today())) if row.subject in paths]
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in table], indent=2, ensure_ascii=False))
    elif form == "csv":
        click.echo(as_csv(table, Row), nl=False)
    else:
        heads = ("subject", "person", "standing", "until", "approval", "employer", "answer_by")
        lines = [heads, *(tuple(str(getattr(row, head)) for head in heads) for row in table)]
        for line in describe_table(lines):
            click.echo(line)


@click.command(epilog="Example: rooftop consent forecast --until 2028-12-31")
@config_option
@as_of_option
@_NAMES
@click.option("--until", type=DAY, required=True, help="The last day.")
def forecast(config_file: Path, names: tuple[str, ...], until: datetime.datetime) -> None:
    """List what will begin or end by a given day, earliest first."""
    at = open_project(config_file)
    subjects = frozenset(subject_of(at.find(name)) for name in names)
    ahead = changes_after(at.consents(today()))
    changes = [
        each
        for each in ahead
        if each.day <= until.date() and (not names or each.subject in subjects)
    ]
    for each in changes:
        whose = ", ".join(filter(None, (each.subject, each.person)))
        click.echo(f"{each.day}  {whose}: {each.what}")
    click.echo(f"{count(len(changes), 'change', 'changes')} until {until.date()}.")


@click.command(epilog="Example: rooftop consent receipt ana-ribeiro")
@config_option
@as_of_option
@click.argument("name", shell_complete=complete_records)
@person_option
def receipt(config_file: Path, name: str, person: str | None) -> None:
    """Write a receipt for the person to keep: JSON-LD after ISO/IEC TS 27560, in the terms of W3C's
    Data Privacy Vocabulary.
    """
    at = open_project(config_file)
    record = at.find(name)
    consents = at.consents(today()).of(record)
    recorded = [consents[who] for who in at.people(record, person) if consents[who].record]
    receipts = [make_receipt(consent, at.community) for consent in recorded]
    whole = receipts[0] if len(receipts) == 1 else receipts
    click.echo(json.dumps(whole, indent=2, ensure_ascii=False))


@click.command(epilog="Example: rooftop consent ledger --format json")
@config_option
@as_of_option
@_NAMES
@format_option("csv", "json")
def ledger(config_file: Path, names: tuple[str, ...], form: str) -> None:
    """List every decision with its reason: for each person, field, channel and language."""
    at = open_project(config_file)
    paths = _paths(at, names)
    plan = compose(at.catalogue.without_drafts(), at.community, moment())
    table = (entry for entry in entries(plan) if entry.path in paths)
    if form == "json":
        click.echo(json.dumps([asdict(entry) for entry in table], indent=1, ensure_ascii=False))
    else:
        click.echo(as_csv(table, Entry), nl=False)


@click.command(epilog="Example: rooftop consent verify month-end")
@config_option
@as_of_option
@_NAMES
def verify(config_file: Path, names: tuple[str, ...]) -> None:
    """Check that every record is as it was approved, and show who signed it. Exits with 1 if one is
    not.
    """
    at = open_project(config_file)
    records = [at.find(name) for name in names] or [
        *at.catalogue.advocates.values(),
        *at.catalogue.stories.values(),
    ]
    consents = at.consents(today())
    broken = 0
    for consent in (each for record in records for each in consents.of(record).values()):
        if consent.record is None or (consent.record.status != "given" and not names):
            continue
        broken += not holds(consent.approval, at.community.settings)
        if names or consent.approval is not Approval.MATCHES:
            click.echo(f"{consent.path}, {consent.person}: {consent.approval}")
    click.echo(f"{count(broken, 'record', 'records')} not as approved.")
    raise SystemExit(1 if broken else 0)


for command in (
    request,
    approve,
    sign,
    verify,
    renew,
    withdraw,
    erase,
    status,
    forecast,
    receipt,
    ledger,
    diff,
):
    consent.add_command(command)
