"""``rooftop consent approve``."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from rooftop.cli.answers import ALL, CHANNEL_WORDS, Answer, terms_of
from rooftop.cli.completing import complete_list, complete_records
from rooftop.cli.copies import keep_copy
from rooftop.cli.describing import describe_approval, plan_with
from rooftop.cli.options import DAY, as_of_option, config_option, person_option
from rooftop.cli.project import Project, changed, open_project, write
from rooftop.consent import amend, consent_of, subject_of
from rooftop.consent.digests import files_of
from rooftop.records import FIELDS, Record
from rooftop.site.invocation import today


@dataclass(frozen=True)
class _Approval:
    """One record with the text that its file gets. ``is_of_person`` is whether the person's own
    answer is in it, not only that of their employer.
    """

    record: Record
    people: list[str]
    text: str
    is_of_person: bool


@click.command(epilog="Example: rooftop consent approve month-end --covers name,words")
@config_option
@as_of_option
@click.argument("names", nargs=-1, shell_complete=complete_records)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Approve every record whose consent is not yet bound to its words.",
)
@person_option
@click.option("--given", type=DAY, help="The day it was given. Default: as recorded, or today.")
@click.option(
    "--covers",
    metavar="FIELD,…",
    shell_complete=complete_list((*FIELDS, ALL)),
    help="What was agreed to, or `all`. Default: as recorded; if nothing is, you are asked.",
)
@click.option(
    "--channels",
    metavar="CHANNEL,…",
    shell_complete=complete_list((*CHANNEL_WORDS, ALL)),
    help="Where it may be shown, or `all`, which leaves out the uses by AI: name `ai`, `ai-input` "
    "or `ai-train`. Default: as recorded; if nothing is, you are asked.",
)
@click.option("--until", type=DAY, help="The last day. Default: as recorded, or the default term.")
@click.option(
    "--employer", is_flag=True, help="Record that the employer agreed. Alone, record only that."
)
@click.option("--employer-given", type=DAY, help="The day the employer agreed. Default: today.")
@click.option("--employer-evidence", metavar="REFERENCE", help="Your reference to their answer.")
@click.option("--yes", is_flag=True, help="Ask no questions, as in scripts.")
def approve(
    config_file: Path,
    names: tuple[str, ...],
    everything: bool,
    person: str | None,
    yes: bool,
    **options: object,
) -> None:
    """Record that a person agreed to exactly these words, and move a draft to content/.

    Asks for whatever is not recorded yet, shows what will be published, and asks whether the
    person agreed to it. Writes the digest of words, pictures and terms into the consent record.
    """
    answer = Answer(**options, may_ask=not yes and sys.stdin.isatty())  # type: ignore[arg-type]
    at = open_project(config_file)
    approvals = [_approval(at, each, person, answer) for each in _chosen(at, names, everything)]
    if not answer.may_ask and not yes and any(each.is_of_person for each in approvals):
        raise click.UsageError(
            "This is not a terminal, so nothing can be asked. Use --yes if the person agreed."
        )
    plan = plan_with(at, {subject_of(each.record): (each.record, each.text) for each in approvals})
    for approval in approvals:
        name = subject_of(approval.record)
        for line in describe_approval(at, plan, approval.record, approval.people):
            click.echo(line)
        question = f"Did {', '.join(approval.people)} agree to exactly this?"
        if approval.is_of_person and not yes and not click.confirm(question):
            click.echo(f"{name}: not changed.")
        else:
            _write(at, approval)
            what = "approved" if approval.is_of_person else "the employer's approval is recorded"
            click.echo(f"{name}: {what}.")


def _chosen(at: Project, names: tuple[str, ...], everything: bool) -> list[Record]:
    if bool(names) == everything:
        raise click.UsageError("Name advocates or stories, or use --all.")
    if names:
        return [at.find(name) for name in names]
    records: list[Record] = [*at.catalogue.advocates.values(), *at.catalogue.stories.values()]
    return [
        record
        for record in records
        if not record.is_draft
        and all(_is_unbound(at, record, who) for who in at.people(record, None))
    ]


def _is_unbound(at: Project, record: Record, who: str) -> bool:
    consent = consent_of(record, who)
    is_given = consent is not None and consent.status == "given" and not consent.approved
    return is_given and who in at.catalogue.advocates


def _approval(at: Project, record: Record, person: str | None, answer: Answer) -> _Approval:
    people = at.people(record, person)
    has_records = all(consent_of(record, who) for who in people)
    is_of_person = not (answer.is_of_employer_alone and has_records)
    terms = {who: terms_of(at, record, who, answer) for who in people if is_of_person}
    employer = answer.of_employer(today())

    def change(text: str, who: str) -> str:
        if is_of_person:
            text = amend.approve(text, record, who, at.catalogue, terms[who])
        if answer.is_of_employer:
            text = amend.agree_for_employer(text, record, who, at.catalogue, employer)
        return text

    return _Approval(record, people, changed(at, record, people, change), is_of_person)


def _write(at: Project, approval: _Approval) -> None:
    """Write the file where it is published from, keep a copy of what was approved, and move the
    pictures that a draft shows.
    """
    record = approval.record
    source, target = at.file(record), at.content / record.folder / f"{record.slug}.md"
    if approval.is_of_person:
        for who in approval.people:
            keep_copy(at, record, who, approval.text)
    if not record.origin.draft or not approval.is_of_person:
        write(source, approval.text)
        return
    for name in files_of(record):
        draft, place = at.drafts / "media" / name, at.content / "media" / name
        if draft.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(draft, place)
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, approval.text)
    source.unlink()
