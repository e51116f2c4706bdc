"""``rooftop consent withdraw`` and ``erase``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from rooftop.cli.completing import complete_records
from rooftop.cli.copies import private_files
from rooftop.cli.options import as_of_option, config_option, person_option
from rooftop.cli.project import Project, changed, open_project, write
from rooftop.consent import amend, subject_of
from rooftop.consent.digests import files_of
from rooftop.records import Advocate, Record, Story
from rooftop.site.invocation import today
from rooftop.summary import count
from rooftop.withdrawal import FOLDER, TODO, explain_erasure, former_records

Withdrawals = list[tuple[Record, list[str]]]


@click.command(epilog="Example: rooftop consent withdraw month-end")
@config_option
@as_of_option
@click.argument("name", shell_complete=complete_records)
@person_option
@click.option("--only-profile", is_flag=True, help="Do not withdraw the advocate's stories.")
@click.option("--only-this", is_flag=True, help="Do not withdraw the story's translations.")
def withdraw(
    config_file: Path, name: str, person: str | None, only_profile: bool, only_this: bool
) -> None:
    """Withdraw consent from today on, for a story and its translations or for an advocate and all
    their stories.
    """
    at = open_project(config_file)
    record = at.find(name)
    withdrawals: Withdrawals = [(record, at.people(record, person))]
    if isinstance(record, Advocate) and not only_profile:
        withdrawals += _stories_of(record, at)
    elif isinstance(record, Story) and not only_this:
        withdrawals += _translations_of(record, at.people(record, person), at)
    texts = [_withdrawn(each, people, at) for each, people in withdrawals]
    for (each, people), text in zip(withdrawals, texts, strict=True):
        write(at.file(each), text)
        click.echo(f"{subject_of(each)}: withdrawn for {', '.join(people)}.")
    for line in _what_stays(record, [each for each, _ in withdrawals], at):
        click.echo(line)
    click.echo("Publish now: merge this and run the publish workflow, or `rooftop build`.")
    click.echo(
        f"Then work through build/{FOLDER}/{TODO}, which the build writes. "
        f"build/{FOLDER}/purge.txt lists what to purge from caches, build/{FOLDER}/410.* are "
        "rules for the host."
    )


def _withdrawn(record: Record, people: list[str], at: Project) -> str:
    return changed(at, record, people, lambda text, who: amend.withdraw(text, record, who, today()))


def _stories_of(advocate: Advocate, at: Project) -> Withdrawals:
    stories = at.catalogue.stories.values()
    return [(story, [advocate.slug]) for story in stories if advocate.slug in story.consent]


def _translations_of(story: Story, people: list[str], at: Project) -> Withdrawals:
    translations = (s for s in at.catalogue.stories.values() if s.translation_of == story.slug)
    agreed = ((each, [who for who in people if who in each.consent]) for each in translations)
    return [(each, who) for each, who in agreed if who]


def _what_stays(record: Record, withdrawn: list[Record], at: Project) -> Iterator[str]:
    """What somebody who meant more than they said should know."""
    if not isinstance(record, Story):
        return
    original = at.catalogue.stories.get(record.translation_of or "")
    if original and original not in withdrawn:
        yield f"{subject_of(original)}, the original, is not withdrawn. Withdraw it separately."
    for story in at.catalogue.stories.values():
        if story.translation_of == record.slug and story not in withdrawn:
            yield f"{subject_of(story)}, a translation, is not withdrawn."


@click.command(epilog="Example: rooftop consent erase month-end")
@config_option
@as_of_option
@click.argument("name", shell_complete=complete_records)
@click.option("--yes", is_flag=True, help="Delete letters and copies without asking.")
def erase(config_file: Path, name: str, yes: bool) -> None:
    """Show how to remove a record and the pictures that only it uses from the Git history.

    Says what that costs and who must clone again, but runs nothing in Git and does not change the
    record. Deletes the record's letters and copies in the drafts folder.
    """
    at = open_project(config_file)
    record = at.find(name)
    versions = [record, *former_records(at.root, at.file(record), record)]
    folder = at.file(record).parent
    slugs = dict.fromkeys(version.slug for version in versions)
    names = dict.fromkeys(file for version in versions for file in files_of(version))
    others = {file for r in at.catalogue.records() if r is not record for file in files_of(r)}
    media = at.content / "media"
    files = [*(folder / f"{slug}.md" for slug in slugs)]
    files += [media / file for file in names if file not in others]
    kept = [media / file for file in names if file in others]
    for line in explain_erasure(at.root, files, kept):
        click.echo(line)
    _delete_private_files(at, versions, yes=yes)


def _delete_private_files(at: Project, versions: list[Record], *, yes: bool) -> None:
    """Delete what private folders have of a record, under every name it had; git does not know of
    it.
    """
    files = list(dict.fromkeys(file for each in versions for file in private_files(at, each)))
    if not files:
        return
    click.echo("\nPrivate folders have letters and copies of it:")
    for file in files:
        click.echo(f"  {Path(os.path.relpath(file, at.root)).as_posix()}")
    if yes or (sys.stdin.isatty() and click.confirm("Delete them?")):
        for file in files:
            file.unlink()
        click.echo(f"Deleted: {count(len(files), 'file', 'files')}.")
    else:
        click.echo("They were not deleted. Use --yes to delete them.")
