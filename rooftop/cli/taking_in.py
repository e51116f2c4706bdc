"""``rooftop intake``: filed forms become files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rooftop.catalogue import read_catalogue
from rooftop.cli.options import as_of_option, config_option, load
from rooftop.consent_request import FOLDER, latest_version
from rooftop.forms import Filing, read_filing
from rooftop.git import GitError
from rooftop.intake import (
    CONTACT,
    MAX_BYTES,
    Branch,
    Desk,
    IntakeError,
    Issue,
    Outcome,
    read_event,
    read_export,
    read_mail,
    shelve,
)
from rooftop.site import configuration
from rooftop.site.folders import content_of, drafts_of
from rooftop.site.invocation import today
from rooftop.summary import count
from rooftop.text import shown_plainly
from rooftop.translations import translation_for

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(epilog='Example: rooftop intake --event "$GITHUB_EVENT_PATH" --output build/intake')
@config_option
@as_of_option
@click.option("--event", type=_FILE, help="The event of an issue, as the code host sends it.")
@click.option("--mail", type=_FILE, help="An e-mail with a form of the site.")
@click.option("--json", "export", type=_FILE, help="Forms of the site, as JSON of a service.")
@click.option("--base", metavar="REV", default="HEAD", help="The tip of the base branch.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for result.json, comment.md, title.txt and body.md.",
)
@click.option("--private", is_flag=True, help="Put the issue into the drafts, not on a branch.")
@click.option("--dry-run", is_flag=True, help="Change nothing, and print what would be written.")
def intake(
    config_file: Path,
    event: Path | None,
    mail: Path | None,
    export: Path | None,
    base: str,
    output: Path | None,
    private: bool,
    dry_run: bool,
) -> None:
    """Turn a filed form into files: an issue into a branch, an e-mail into private drafts.

    The branch is intake/NUMBER, with the person who filed the issue as its author. Nothing is
    pushed and nothing is sent. Consent is recorded only where that person ticked it themselves.
    """
    if sum(each is not None for each in (event, mail, export)) != 1:
        raise click.UsageError("Give one of --event, --mail and --json.")
    config = load(config_file)
    try:
        if event and not private:
            _answer(config, _read(event, read_event), base, output, dry_run=dry_run)
        else:
            _shelve(config, _filings(config, event, mail, export), dry_run=dry_run)
    except GitError as error:
        raise click.ClickException(f"git: {error}") from None
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None


def _read(file: Path, reader: Callable[[bytes], Any]) -> Any:
    """What ``reader`` makes of ``file``. Ends the command with 1 where that is nothing."""
    with file.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    try:
        return reader(data)
    except IntakeError as error:
        raise click.ClickException(f"{file}: {error}.") from None


def _answer(
    config: Any, issue: Issue | None, base: str, output: Path | None, *, dry_run: bool
) -> None:
    community = configuration.community_of(config)
    settings, content = community.settings, content_of(config, community.settings)
    outcome = Outcome("ignored")
    changed = False
    if issue:
        branch = Branch(content, base, issue.branch)
        terms = latest_version(Path(config.config_file_path).parent / FOLDER)
        desk = Desk(read_catalogue(content, settings), content, settings, terms)
        earlier = branch.files()
        outcome = desk.answer(issue, earlier)
        by_hand = outcome.kind == "pull-request" and branch.is_changed_by_hand()
        if by_hand:
            outcome = desk.keep(issue)
        changed = outcome.kind == "pull-request" and dict(outcome.files) != earlier
        if changed and not dry_run:
            branch.write(outcome.files, issue, outcome.title)
    _tell(issue, outcome, output, changed=changed, dry_run=dry_run)


def _tell(
    issue: Issue | None, outcome: Outcome, output: Path | None, *, changed: bool, dry_run: bool
) -> None:
    """Print what becomes of the issue, or write it for a workflow."""
    facts = {
        "outcome": outcome.kind,
        "number": issue.number if issue else None,
        "author": issue.login if issue else None,
        "branch": issue.branch if issue and outcome.kind == "pull-request" else None,
        "changed": changed,
        "agreed": outcome.is_ready,
    }
    if output and not dry_run:
        output.mkdir(parents=True, exist_ok=True)
        texts = {
            "result.json": json.dumps(facts, indent=2) + "\n",
            "comment.md": outcome.comment,
            "title.txt": f"{outcome.title}\n" if outcome.title else "",
            "body.md": outcome.body,
        }
        for name, text in texts.items():
            (output / name).write_text(text, encoding="utf-8", newline="\n")
    for name, fact in facts.items():
        click.echo(f"{name}: {json.dumps(fact)}")
    if outcome.title:
        click.echo(f"title: {outcome.title}\n\n{outcome.body}")
    if dry_run:
        for path, text in outcome.files.items():
            click.echo(f"--- {path}\n{text}")
        click.echo(outcome.comment)


def _filings(
    config: Any, event: Path | None, mail: Path | None, export: Path | None
) -> list[tuple[str, Filing]]:
    """Each form, and what tells it from others."""
    if event:
        issue: Issue | None = _read(event, read_event)
        company = configuration.community_of(config).settings.company
        filing = read_filing(issue.body, company) if issue else None
        return [(str(issue.number), filing)] if issue and filing else []
    filings = _read(mail, read_mail) if mail else _read(export or Path(), read_export)
    return [(str(number), filing) for number, filing in enumerate(filings, 1)]


def _shelve(config: Any, filings: list[tuple[str, Filing]], *, dry_run: bool) -> None:
    community = configuration.community_of(config)
    settings = community.settings
    drafts = drafts_of(config, settings)
    catalogue = read_catalogue(content_of(config, settings), settings)
    for number, filing in filings:
        if dry_run:
            click.echo(
                f"A form: {filing.form}, in {translation_for('en').language(filing.language)}."
            )
            continue
        if contact := filing.texts.get(CONTACT):
            click.echo(f"Sent by {shown_plainly(contact)[:200]}, which is written nowhere.")
        for shelved in shelve(filing, number, today(), catalogue, drafts):
            verb = "is there already" if shelved.is_known else "written"
            click.echo(f"{settings.drafts}/{shelved.draft.path}: {verb}.")
    click.echo(
        f"{count(len(filings), 'form', 'forms')}. Nobody knows who sent them, so nothing in them "
        "is consent: ask with `rooftop consent request`."
    )
