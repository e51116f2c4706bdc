"""``rooftop consent diff``: what changed since a person approved it."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import click

from rooftop import git
from rooftop.cli.completing import complete_records
from rooftop.cli.copies import find_copy
from rooftop.cli.options import as_of_option, config_option, person_option
from rooftop.cli.project import Project, open_project, read
from rooftop.consent import amend, consent_of, digest
from rooftop.consent.digests import current_digest
from rooftop.frontmatter import set_values, split
from rooftop.records import Record, parse

#: What the tool itself writes beside the words.
_MACHINERY = dict.fromkeys(("approved", "signature", "evidence", "employer"))


@click.command(epilog="Example: rooftop consent diff month-end")
@config_option
@as_of_option
@click.argument("name", shell_complete=complete_records)
@person_option
def diff(config_file: Path, name: str, person: str | None) -> None:
    """Show what changed since the approval, word by word.

    The approved text is in approved/ in the drafts folder, or else in the git history.
    """
    at = open_project(config_file)
    record = at.find(name)
    for who in at.people(record, person):
        click.echo(f"{record.origin.path}, {who}: {_difference(at, record, who)}")


def _difference(at: Project, record: Record, who: str) -> str:
    agreed = consent_of(record, who)
    if agreed is None or agreed.approved is None:
        return "nothing was approved yet."
    if agreed.approved == current_digest(record, who, agreed, at.catalogue):
        return "as approved."
    then = find_copy(at, record, who) or _version_in_git(at, record, who)
    if then is None:
        return "changed. Neither the drafts folder nor git has what was approved."
    path = amend.consent_path(record, who)
    before, after = (set_values(text, path, _MACHINERY) for text in (then, read(at.file(record))))
    if before.split() == after.split():
        return "the words are as approved. A picture, or the profile beside the story, changed."
    return _word_by_word(before, after)


def _version_in_git(at: Project, record: Record, who: str) -> str | None:
    """The newest version of the file whose words are those the digest beside them was made of."""
    wanted = consent_of(record, who)
    for text in git.versions(at.root, at.file(record)):
        document, _ = split(text, record.origin.path)
        then = parse(type(record), document, record.slug)[0] if document else None
        agreed = consent_of(then, who) if then else None
        if then is None or agreed is None or wanted is None or wanted.approved is None:
            continue
        if digest(then, who, agreed, at.catalogue, like=wanted.approved) == wanted.approved:
            return text
    return None


def _word_by_word(then: str, now: str) -> str:
    """The two texts word by word: a changed word in a long paragraph is one line, not the whole
    paragraph.
    """
    before, after = (re.findall(r"\S+|\n{2,}", text) for text in (then, now))
    lines = ["approved → now"]
    for operation, start, end, other_start, other_end in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if operation != "equal":
            context = " ".join(before[max(0, start - 4) : start]).strip()
            lines.append(
                f"  … {context} [-{' '.join(before[start:end])}-] "
                f"{{+{' '.join(after[other_start:other_end])}+}}"
            )
    return "\n".join(lines)
