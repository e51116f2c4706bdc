"""``rooftop consent``: what changes a record."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from rooftop.catalogue import Catalogue
from rooftop.cli.options import as_of_option, complain, config_option, load
from rooftop.consent import amend, canonical, consent_of, last_day, subject
from rooftop.consent.digest import files_of
from rooftop.consent.signature import SignatureError
from rooftop.consent.signature import sign as make_signature
from rooftop.frontmatter import EditError
from rooftop.records import CHANNELS, FIELDS, Advocate, Record, Story
from rooftop.settings import Community
from rooftop.site import configuration
from rooftop.site.edge import today


@dataclass(frozen=True)
class Desk:
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
        """The advocate or story called ``name``, or ``stories/name``. Exits with 2 when there is none or there are two."""
        folder, _, slug = name.rpartition("/")
        found: list[Record] = [
            record
            for records in (self.catalogue.stories, self.catalogue.advocates)
            for record in records.values()
            if record.slug == slug and folder in ("", record.folder)
        ]
        if len(found) == 1:
            return found[0]
        names = ", ".join(subject(record) for record in found)
        raise click.UsageError(
            f"{name} could be {names}; name its folder too." if found else f"there is no record called {name}."
        )

    def people(self, record: Record, person: str | None) -> list[str]:
        """Whose consent is meant: ``person``'s, or that of everybody who tells it."""
        everybody = list(record.advocates) if isinstance(record, Story) else [record.slug]
        if person and person not in everybody:
            raise click.UsageError(f"{person} is not among {', '.join(everybody)}.")
        return [person] if person else everybody

    def file(self, record: Record) -> Path:
        """Where the record stands."""
        return (self.drafts if record.origin.draft else self.content) / record.folder / f"{record.slug}.md"


def desk(config_file: Path) -> Desk:
    """The desk for ``config_file``; exits with 1 and says why when it can't be read."""
    config = load(config_file)
    try:
        community = configuration.community_of(config)
        catalogue = configuration.read(config, community)
    except configuration.SettingsError as error:
        complain(error.problems)
        raise SystemExit(1) from None
    return Desk(Path(config.config_file_path).parent, Path(config.docs_dir), catalogue, community)


def rewrite(at: Desk, record: Record, people: Iterable[str], change: Callable[[str, str], str]) -> None:
    """Apply ``change(text, person)`` for each person and write the file once, or not at all."""
    file = at.file(record)
    text = file.read_text(encoding="utf-8")
    try:
        for person in people:
            text = change(text, person)
    except (EditError, SignatureError) as error:
        raise click.ClickException(f"{record.origin.path}: {error}. Nothing was changed.") from None
    beside = file.with_suffix(".md.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


_PERSON = click.option(
    "--person", metavar="SLUG", help="Only this advocate's consent. Default: everybody's who tells it."
)


@click.command()
@config_option
@as_of_option
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every record that is given and not bound to its words yet.")
@_PERSON
@click.option(
    "--given", type=click.DateTime(["%Y-%m-%d"]), help="The day it was given. Default: as recorded, or today."
)
@click.option("--covers", metavar="FIELD,…", help="What was agreed to. Default: as recorded.")
@click.option("--channels", metavar="CHANNEL,…", help="For where. Default: as recorded.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def approve(
    config_file: Path,
    names: tuple[str, ...],
    everything: bool,
    person: str | None,
    given: datetime.datetime | None,
    covers: str | None,
    channels: str | None,
    yes: bool,
) -> None:
    """Record that a person agreed to exactly what stands there, and move a draft into content/.

    Shows what is approved and asks. Writes the record and the digest of words, pictures and terms.
    """  # fmt: skip
    at = desk(config_file)
    terms = {"covers": _list(covers, FIELDS), "channels": _list(channels, CHANNELS)}
    for record in _chosen(at, names, everything):
        people = at.people(record, person)
        for each in people:
            _show(at, record, each)
        if not yes and not click.confirm(f"Did {', '.join(people)} agree to exactly this?"):
            click.echo(f"{subject(record)}: left as it was.")
            continue

        def change(text: str, who: str, record: Record = record) -> str:
            consent = consent_of(record, who)
            day = given.date() if given else (consent.given if consent and consent.given else today())
            values = {"given": day.isoformat(), **{key: value for key, value in terms.items() if value}}
            return amend.approve(text, record, who, at.catalogue, values)

        rewrite(at, record, people, change)
        _publish(at, record)
        click.echo(f"{subject(record)}: approved.")


def _list(words: str | None, known: tuple[str, ...]) -> str | None:
    if words is None:
        return None
    chosen = [word.strip() for word in words.split(",") if word.strip()]
    for word in chosen:
        if word not in known:
            raise click.UsageError(f"{word} is none of {', '.join(known)}.")
    return f"[{', '.join(chosen)}]"


def _chosen(at: Desk, names: tuple[str, ...], everything: bool) -> list[Record]:
    if bool(names) == everything:
        raise click.UsageError("name records, or say --all.")
    if names:
        return [at.find(name) for name in names]
    records: list[Record] = [*at.catalogue.advocates.values(), *at.catalogue.stories.values()]
    return [
        record
        for record in records
        if not record.origin.draft
        and all(
            (c := consent_of(record, who)) and c.status == "given" and not c.approved for who in at.people(record, None)
        )
    ]


def _show(at: Desk, record: Record, person: str) -> None:
    consent = consent_of(record, person)
    click.secho(f"\n{record.origin.path}, {person}", bold=True)
    click.echo(at.file(record).read_text(encoding="utf-8"))
    if consent and consent.status == "given" and consent.given:
        until = last_day(consent.given, consent.expires, at.community.settings.default_term_months)
        click.echo(f"Until {until}, {len(canonical(record, consent, at.catalogue.media)):,} characters are bound.")


def _publish(at: Desk, record: Record) -> None:
    """Move a draft, and the pictures it shows, to where they are published from."""
    if not record.origin.draft:
        return
    target = at.content / record.folder / f"{record.slug}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    for name in files_of(record):
        source, place = at.drafts / "media" / name, at.content / "media" / name
        if source.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            source.rename(place)
    at.file(record).rename(target)


@click.command()
@config_option
@as_of_option
@click.argument("name")
@_PERSON
@click.option("--only-profile", is_flag=True, help="Leave the stories of an advocate as they are.")
def withdraw(config_file: Path, name: str, person: str | None, only_profile: bool) -> None:
    """Take consent back, from today on. For an advocate: their profile and every story of theirs."""
    at = desk(config_file)
    record = at.find(name)
    affected = [(record, at.people(record, person))]
    if isinstance(record, Advocate) and not only_profile:
        affected += [(story, [record.slug]) for story in at.catalogue.stories.values() if record.slug in story.consent]
    for each, people in affected:
        rewrite(at, each, people, lambda text, who, each=each: amend.withdraw(text, each, who, today()))  # type: ignore[misc]
        click.echo(f"{subject(each)}: withdrawn for {', '.join(people)}. It is gone with the next build.")


@click.command()
@config_option
@as_of_option
@click.argument("name")
@_PERSON
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day. Default: the default term from today.")
def renew(config_file: Path, name: str, person: str | None, until: datetime.datetime | None) -> None:
    """Record that a person agreed again, today, to the same words."""
    at = desk(config_file)
    record = at.find(name)
    day = today()
    end = until.date() if until else last_day(day, None, at.community.settings.default_term_months)
    terms = {"given": day.isoformat(), "expires": end.isoformat(), "withdrawn": None}

    def change(text: str, who: str) -> str:
        consent = consent_of(record, who)
        if consent and consent.approved:
            amend.signable(record, who, at.catalogue)  # the words must be those that were approved
        return amend.approve(text, record, who, at.catalogue, terms)

    rewrite(at, record, at.people(record, person), change)
    click.echo(f"{subject(record)}: renewed until {end}.")


@click.command()
@config_option
@as_of_option
@click.argument("name")
@_PERSON
@click.option(
    "--key", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=True, help="The private SSH key."
)
def sign(config_file: Path, name: str, person: str | None, key: Path) -> None:
    """Sign what was approved, with the advocate's own SSH key."""
    at = desk(config_file)
    record = at.find(name)
    people = at.people(record, person)
    if len(people) > 1:
        raise click.UsageError(f"several tell it; say --person, one of {', '.join(people)}.")

    def change(text: str, who: str) -> str:
        made = make_signature(amend.signable(record, who, at.catalogue), key)
        return amend.add_signature(text, record, who, made)

    rewrite(at, record, people, change)
    click.echo(f"{subject(record)}: signed by {people[0]}.")
