"""What the commands of ``rooftop consent`` work on: a project's files, found by the names of their
records.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from rooftop.catalogue import Catalogue
from rooftop.cli.options import load
from rooftop.consent import Consents, decide_consents, people_of, subject_of
from rooftop.consent.signature import SignatureError
from rooftop.frontmatter import EditError
from rooftop.records import Record
from rooftop.settings import Community
from rooftop.site import configuration
from rooftop.site.folders import content_of


@dataclass(frozen=True)
class Project:
    """What the commands work on: the project's folder, its records, and its settings."""

    root: Path
    content: Path
    catalogue: Catalogue
    community: Community

    @property
    def drafts(self) -> Path:
        """The folder of what waits."""
        return self.root / self.community.settings.drafts

    def find(self, name: str) -> Record:
        """The advocate or story called ``name``, or ``stories/name``. Exits with 2 when there is
        none or there are two.
        """
        folder, _, slug = name.rpartition("/")
        found: list[Record] = [
            record
            for records in (self.catalogue.stories, self.catalogue.advocates)
            for record in records.values()
            if record.slug == slug and folder in ("", record.folder)
        ]
        if len(found) == 1:
            return found[0]
        names = ", ".join(subject_of(record) for record in found)
        raise click.UsageError(
            f"{name} could be {names}; name its folder too."
            if found
            else f"there is no record called {name}."
        )

    def people(self, record: Record, person: str | None) -> list[str]:
        """Whose consent is meant: ``person``'s, or that of everybody who tells it."""
        everybody = list(people_of(record))
        if person and person not in everybody:
            raise click.UsageError(f"{person} is not among {', '.join(everybody)}.")
        return [person] if person else everybody

    def consents(self, today: datetime.date) -> Consents:
        """Every consent on ``today`` (UTC), drafts' included."""
        return decide_consents(self.catalogue, self.community.settings, today)

    def file(self, record: Record) -> Path:
        """Where the record stands."""
        return (
            (self.drafts if record.origin.draft else self.content)
            / record.folder
            / f"{record.slug}.md"
        )


def open_project(config_file: Path) -> Project:
    """The open_project for ``config_file``; exits with 1 and says why when it can't be read."""
    config = load(config_file)
    community = configuration.community_of(config)
    catalogue = configuration.read(config, community)
    return Project(
        Path(config.config_file_path).parent,
        content_of(config, community.settings),
        catalogue,
        community,
    )


def rewrite(
    at: Project, record: Record, people: Iterable[str], change: Callable[[str, str], str]
) -> None:
    """Apply ``change(text, person)`` for each person and write the file once, or not at all."""
    write(at.file(record), changed(at, record, people, change))


def changed(
    at: Project, record: Record, people: Iterable[str], change: Callable[[str, str], str]
) -> str:
    """The text of the record's file after ``change(text, person)`` for each person. Ends the
    command with 1 when it cannot be changed so.
    """
    text = at.file(record).read_text(encoding="utf-8")
    try:
        for person in people:
            text = change(text, person)
    except (EditError, SignatureError) as error:
        hint = (
            "--covers and --channels say what was agreed to." if "contradict" in str(error) else ""
        )
        raise click.ClickException(
            f"{record.origin.path}: {error}. Nothing was changed. {hint}".strip()
        ) from None
    return text


def write(file: Path, text: str) -> None:
    """Put ``text`` in the place of ``file`` in one step."""
    beside = file.with_name(f"{file.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
