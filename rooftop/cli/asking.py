"""``rooftop consent request``."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import click

from rooftop.cache import Cache
from rooftop.cards import draw as draw_cards
from rooftop.cards import of_person, of_story
from rooftop.catalogue import REQUESTS
from rooftop.cli.asking_companies import ask_company, draw_alone, request_values
from rooftop.cli.completing import complete_companies, complete_records
from rooftop.cli.copies import write_letter_files
from rooftop.cli.options import (
    DAY,
    as_of_option,
    complain,
    config_option,
    letters_option,
    person_option,
)
from rooftop.cli.project import Project, changed, open_project, read, write
from rooftop.consent import amend, consent_of, subject_of
from rooftop.consent_request import (
    FOLDER,
    Asked,
    Asker,
    PagePicture,
    PictureError,
    Terms,
    ask,
    compose_as_if_agreed,
    latest_version,
    read_terms,
    write_request,
)
from rooftop.letters import Letter
from rooftop.plan import Plan
from rooftop.records import Advocate, Record, Story
from rooftop.site.invocation import moment, today
from rooftop.text import find_email_addresses
from rooftop.translations import LANGUAGES


@dataclass(frozen=True)
class _Letter:
    """One letter: whom it is for, under which name it is written, and what it is."""

    person: Advocate
    stem: str
    version: str
    page: PagePicture
    request: Letter

    def write(self, folder: Path) -> None:
        write_letter_files(self.request, folder, self.stem)
        (folder / self.page.name).write_bytes(self.page.page)


def _no_email_address(
    _context: click.Context, _option: click.Parameter, name: str | None
) -> str | None:
    if name and any(find_email_addresses(name)):
        raise click.BadParameter("it becomes public; give a name and a role instead.")
    return name


@click.command(epilog="Example: rooftop consent request month-end")
@config_option
@as_of_option
@click.argument("names", nargs=-1, shell_complete=complete_records)
@person_option
@click.option(
    "--company",
    metavar="SLUG",
    shell_complete=complete_companies,
    help="Ask this company instead, once for all its people.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="The language of the letter to a company. Default: that of the site.",
)
@click.option(
    "--asked-by",
    metavar="NAME",
    callback=_no_email_address,
    help="Who asks. Default: consent.asked_by of the settings, or the company.",
)
@click.option(
    "--answer-to",
    metavar="ADDRESS",
    help="Where answers go. Default: consent.answer_to of the settings, or a reply.",
)
@click.option(
    "--answer-by",
    type=DAY,
    help="The last day for an answer. Default: consent.answer_days of the settings from today.",
)
@letters_option
def request(
    config_file: Path,
    names: tuple[str, ...],
    person: str | None,
    company: str | None,
    language: str | None,
    asked_by: str | None,
    answer_to: str | None,
    answer_by: datetime.datetime | None,
    output: Path | None,
) -> None:
    """Write the letters that ask people for their consent, and record that they were asked.

    NAMES are advocates or stories, by slug or path; with --company, a company is asked whether its
    name, logo and numbers may be shown. Each letter is written as Markdown, as a page
    to print, and as a draft of an e-mail, beside the page as it will look. Nothing is sent.
    """
    at = open_project(config_file)
    asking = at.community.settings.consent
    asker = Asker(
        asked_by or asking.asked_by,
        answer_to or asking.answer_to,
        _last_day(answer_by, asking.answer_days),
    )
    folder = output or at.drafts / REQUESTS
    if bool(names or person) == bool(company):
        raise click.UsageError("Name advocates or stories, or one company with --company.")
    if company:
        ask_company(at, config_file, at.company(company), asker, language, folder)
        return
    records = {subject_of(record): record for record in map(at.find, names)}
    letters = {
        name: _letters(at, config_file, record, person, asker) for name, record in records.items()
    }
    for name, record in records.items():
        _write(at, record, letters[name], asker, folder)


def _letters(
    at: Project, config_file: Path, record: Record, person: str | None, asker: Asker
) -> list[_Letter]:
    people = at.people(record, person)
    for who in at.people(record, None):
        at.advocate(record, who)
    return [_letter(at, config_file, record, who, asker) for who in people]


def _write(at: Project, record: Record, letters: list[_Letter], asker: Asker, folder: Path) -> None:
    """Write the letters of a record, and in its consent records that they were asked."""
    versions = {letter.person.slug: letter.version for letter in letters}
    text = changed(
        at,
        record,
        list(versions),
        lambda text, who: amend.request(
            text, record, who, {**request_values(asker, at), "terms": versions[who]}
        ),
    )
    for letter in letters:
        letter.write(folder)
        click.echo(f"{folder / letter.stem}.md, .html and .eml: to {letter.person.called}.")
        click.echo(f"{folder / letter.page.name}: the page as it will look. Send it along.")
    if text == read(at.file(record)):
        click.echo(f"{subject_of(record)}: the recorded consent is unchanged.")
        return
    write(at.file(record), text)
    last = asker.answer_by
    click.echo(f"{subject_of(record)}: asked on {today()}, to be answered by {last}.")


def _last_day(day: datetime.datetime | None, days: int) -> datetime.date:
    if day is None:
        return today() + datetime.timedelta(days)
    if day.date() < today():
        raise click.UsageError(f"--answer-by {day.date()} has passed.")
    return day.date()


def _letter(at: Project, config_file: Path, record: Record, who: str, asker: Asker) -> _Letter:
    person = at.advocate(record, who)
    _refuse_to_ask_again(record, who)
    terms = _terms(at, record, person)
    asked = ask(record, person, at.catalogue)
    try:
        plan = compose_as_if_agreed(asked, at.catalogue, at.community, moment())
    except PictureError as error:
        raise click.ClickException(f"{record.origin.path}: {error} Nothing was written.") from None
    stem = f"{record.slug}.{who}" if isinstance(record, Story) else who
    page = _picture(at, config_file, asked, plan, f"{stem}.page.html")
    letter = write_request(asked, plan.published, terms, asker, page)
    return _Letter(person, stem, terms.version, page, letter)


def _refuse_to_ask_again(record: Record, who: str) -> None:
    consent = consent_of(record, who)
    if consent and consent.status in ("refused", "withdrawn"):
        verb = "refused" if consent.status == "refused" else "withdrew their consent"
        text = f"{record.origin.path}: {who} {verb}, so Rooftop does not ask them again."
        hint = "If they come to you, record their answer with `rooftop consent approve`."
        raise click.ClickException(f"{text} {hint}")


def _terms(at: Project, record: Record, person: Advocate) -> Terms:
    """The terms that are sent: those the record names, else the newest."""
    folder, agreed = at.root / FOLDER, consent_of(record, person.slug)
    version = (agreed.terms if agreed else None) or latest_version(folder)
    if version is None:
        raise click.ClickException(
            f"{FOLDER}/ has no terms. Write {FOLDER}/{today():%Y-%m}.en.md; docs/consent.md says "
            "what stands in it."
        )
    spoken = person.languages[0] if person.languages else at.community.language
    language = record.language if isinstance(record, Story) else spoken
    terms, problems = read_terms(folder, version, language)
    complain(problems)
    if problems:
        raise SystemExit(1)
    if terms is None:
        files = dict.fromkeys((f"{version}.{language}.md", f"{version}.en.md"))
        raise click.ClickException(f"{FOLDER}/ has no {' and no '.join(files)}.")
    return terms


def _picture(at: Project, config_file: Path, asked: Asked, plan: Plan, name: str) -> PagePicture:
    """The page, drawn by the site's own templates in a folder of its own, and the card."""
    page = draw_alone(config_file, plan, asked.record)
    published, slug = plan.published, asked.record.slug
    if isinstance(asked.record, Story):
        card = of_story(published.stories[slug], at.community)
    else:
        card = of_person(published.advocates[slug], at.community)
    cache = Cache(at.root / ".cache" / "rooftop", is_read_only=True)
    drawn = dict(draw_cards({name: (card, "wide")}, cache))
    return PagePicture(name, page, drawn.get(name))
