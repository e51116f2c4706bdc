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
from rooftop.logbook import why_published
from rooftop.problems import did_you_mean
from rooftop.records import Advocate, Company, Record
from rooftop.settings import Community
from rooftop.site import configuration, planning
from rooftop.site.folders import content_of

_KINDS = {"stories": "a story", "advocates": "an advocate"}


@dataclass(frozen=True)
class Project:
    """What the commands work on: the project's folder, its records, and its settings."""

    root: Path
    content: Path
    catalogue: Catalogue
    community: Community

    @property
    def programme(self) -> Path:
        """The private folder of the log and the requests. Ends the command with 1 where git would
        publish it.
        """
        folder = self.root / self.community.settings.programme
        if reason := why_published(self.root, folder):
            what, hint = reason
            raise click.ClickException(f"{what}, so it would be published. {hint}")
        return folder

    @property
    def drafts(self) -> Path:
        """The folder of what waits."""
        return self.root / self.community.settings.drafts

    def find(self, name: str) -> Record:
        """The advocate or story that ``name`` names: a slug, a folder and a slug, or the path of
        its file. Exits with 2 when there is none or there are two.
        """
        folder, slug = self._split(name)
        records: list[Record] = [
            *self.catalogue.stories.values(),
            *self.catalogue.advocates.values(),
        ]
        matches = [each for each in records if self._is_called(each, folder, slug)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            names = " or ".join(subject_of(record) for record in matches)
            kinds = " and ".join(_KINDS[record.folder] for record in matches)
            raise click.UsageError(f"{name} is {kinds}. Use {names}.")
        for file in self.catalogue.unreadable:
            if file.slug == slug and folder in ("", file.folder):
                text = (
                    f"{file.path} cannot be read. `rooftop check` tells you what is wrong with it."
                )
                raise click.UsageError(text)
        known = [subject_of(each) if folder else each.slug for each in records]
        hint = did_you_mean(f"{folder}/{slug}".lstrip("/"), known)
        raise click.UsageError(f"There is no advocate or story called {name}. {hint}".strip())

    def company(self, name: str) -> Company:
        """The company that ``name`` names, as for `find`. Exits with 2 when there is none, and with
        1 when it is an example.
        """
        folder, slug = self._split(name)
        company = self.catalogue.company(slug) if folder in ("", Company.folder) else None
        if company is None:
            hint = did_you_mean(slug, self.catalogue.companies)
            raise click.UsageError(f"There is no company called {name}. {hint}".strip())
        if company.example:
            hint = "Write your own in its place and remove `example: true`."
            raise click.ClickException(f"{company.origin.path} is an example. {hint}")
        return company

    def _split(self, name: str) -> tuple[str, str]:
        """Folder and slug that ``name`` says; no folder where it is a slug alone."""
        path = Path(name.removesuffix(".md"))
        for root in (self.content.resolve(), self.drafts.resolve()):
            for start in (Path.cwd(), root.parent):
                if (file := (start / path).resolve()).is_relative_to(root):
                    path = file.relative_to(root)
        return "" if path.parent == Path() else path.parent.as_posix(), path.name

    def _is_called(self, record: Record, folder: str, slug: str) -> bool:
        """Whether ``slug`` is, or once was, the slug of ``record``, which stands in ``folder``; any
        folder where that is empty.
        """
        renamed = self.catalogue.renamed.get(record.folder, {})
        return folder in ("", record.folder) and record.slug == renamed.get(slug, slug)

    def people(self, record: Record, person: str | None) -> list[str]:
        """Whose consent is meant: that of ``person``, named as for `find`, or that of everybody who
        tells it.
        """
        everybody = list(people_of(record))
        if not person:
            return everybody
        slug = self._split(person)[1]
        if slug not in everybody:
            hint = did_you_mean(slug, everybody)
            raise click.UsageError(f"{person} does not tell {subject_of(record)}. {hint}".strip())
        return [slug]

    def advocate(self, record: Record, slug: str) -> Advocate:
        """The profile of ``slug``, who tells ``record``. Ends the command with 1 when there is
        none, and when it or ``record`` is an example: examples are nobody's.
        """
        if slug not in self.catalogue.advocates:
            text = f"{record.origin.path} names {slug}, and there is no such advocate."
            hint = f"Write {self.drafts.name}/advocates/{slug}.md first."
            raise click.ClickException(f"{text} {hint}")
        profile = self.catalogue.advocates[slug]
        for each in (record, profile):
            if each.example:
                hint = "Write your own in its place and remove `example: true`."
                raise click.ClickException(f"{each.origin.path} is an example. {hint}")
        return profile

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
    catalogue = planning.read(config, community)
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
    text = read(at.file(record))
    try:
        for person in people:
            text = change(text, person)
    except (EditError, SignatureError) as error:
        text = f"{record.origin.path}: {error}. Nothing was changed."
        raise click.ClickException(text) from None
    return text


def read(file: Path) -> str:
    """The text of ``file``, its lines ending as they do there."""
    return file.read_bytes().decode("utf-8")


def write(file: Path, text: str) -> None:
    """Put ``text`` in the place of ``file`` in one step, its lines ending as they do."""
    beside = file.with_name(f"{file.name}.new")
    beside.write_bytes(text.encode("utf-8"))
    beside.replace(file)
