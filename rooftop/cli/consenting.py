"""``rooftop consent``: what changes a record."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from rooftop.cli.options import as_of_option, config_option
from rooftop.cli.project import Project, open_project, rewrite
from rooftop.consent import amend, canonical, consent_of, last_day, subject_of
from rooftop.consent.digests import files_of
from rooftop.consent.signature import sign as make_signature
from rooftop.records import CHANNELS, FIELDS, Record
from rooftop.site.invocation import today

_PERSON = click.option(
    "--person",
    metavar="SLUG",
    help="Only this advocate's consent. Default: everybody's who tells it.",
)


@click.command()
@config_option
@as_of_option
@click.argument("names", nargs=-1)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Every record that is given and not bound to its words yet.",
)
@_PERSON
@click.option(
    "--given",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day it was given. Default: as recorded, or today.",
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
    at = open_project(config_file)
    terms = {"covers": _list(covers, FIELDS), "channels": _list(channels, CHANNELS)}
    for record in _chosen(at, names, everything):
        people = at.people(record, person)
        for each in people:
            _show(at, record, each)
        if not yes and not click.confirm(f"Did {', '.join(people)} agree to exactly this?"):
            click.echo(f"{subject_of(record)}: left as it was.")
            continue

        def change(text: str, who: str, record: Record = record) -> str:
            consent = consent_of(record, who)
            day = (
                given.date() if given else (consent.given if consent and consent.given else today())
            )
            values = {
                "given": day.isoformat(),
                **{key: value for key, value in terms.items() if value},
            }
            return amend.approve(text, record, who, at.catalogue, values)

        rewrite(at, record, people, change)
        _publish(at, record)
        click.echo(f"{subject_of(record)}: approved.")


def _list(words: str | None, known: tuple[str, ...]) -> str | None:
    if words is None:
        return None
    chosen = [word.strip() for word in words.split(",") if word.strip()]
    for word in chosen:
        if word not in known:
            raise click.UsageError(f"{word} is none of {', '.join(known)}.")
    return f"[{', '.join(chosen)}]"


def _chosen(at: Project, names: tuple[str, ...], everything: bool) -> list[Record]:
    if bool(names) == everything:
        raise click.UsageError("name records, or say --all.")
    if names:
        return [at.find(name) for name in names]
    records: list[Record] = [*at.catalogue.advocates.values(), *at.catalogue.stories.values()]
    return [
        record
        for record in records
        if not record.is_draft
        and all(
            (c := consent_of(record, who)) and c.status == "given" and not c.approved
            for who in at.people(record, None)
        )
    ]


def _show(at: Project, record: Record, person: str) -> None:
    consent = consent_of(record, person)
    click.secho(f"\n{record.origin.path}, {person}", bold=True)
    click.echo(at.file(record).read_text(encoding="utf-8"))
    if consent and consent.status == "given" and consent.given:
        until = last_day(consent.given, consent.expires, at.community.settings.default_term_months)
        click.echo(
            f"Until {until}, {len(canonical(record, person, consent, at.catalogue)):,} characters "
            "are bound."
        )


def _publish(at: Project, record: Record) -> None:
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
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day. Default: the default term from today.",
)
def renew(
    config_file: Path, name: str, person: str | None, until: datetime.datetime | None
) -> None:
    """Record that a person agreed again, today, to the same words."""
    at = open_project(config_file)
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
    click.echo(f"{subject_of(record)}: renewed until {end}.")


@click.command()
@config_option
@as_of_option
@click.argument("name")
@_PERSON
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="The private SSH key.",
)
def sign(config_file: Path, name: str, person: str | None, key: Path) -> None:
    """Sign what was approved, with the advocate's own SSH key."""
    at = open_project(config_file)
    record = at.find(name)
    people = at.people(record, person)
    if len(people) > 1:
        raise click.UsageError(f"several tell it; say --person, one of {', '.join(people)}.")

    def change(text: str, who: str) -> str:
        made = make_signature(amend.signable(record, who, at.catalogue), key)
        return amend.add_signature(text, record, who, made)

    rewrite(at, record, people, change)
    click.echo(f"{subject_of(record)}: signed by {people[0]}.")
