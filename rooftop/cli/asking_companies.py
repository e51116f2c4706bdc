"""``rooftop consent request --company``, and what it shares with requests to people."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import click

from rooftop.cli.copies import write_letter_files
from rooftop.cli.generator import explained, plugins_running
from rooftop.cli.project import Project, read, write
from rooftop.consent import subject_of
from rooftop.consent.company_amend import request_of_company
from rooftop.consent_request import (
    Asker,
    PagePicture,
    compose_as_if_company_agreed,
    write_employer_request,
)
from rooftop.frontmatter import EditError
from rooftop.plan import Plan
from rooftop.records import Company, Record
from rooftop.site import configuration
from rooftop.site.invocation import moment, today
from rooftop.site.page_preview import draw_page


def ask_company(
    at: Project,
    config_file: Path,
    company: Company,
    asker: Asker,
    language: str | None,
    folder: Path,
) -> None:
    """Write the letter to ``company`` into ``folder``, and in its record that it was asked."""
    if company.consent and company.consent.status in ("refused", "withdrawn"):
        text = f"{company.origin.path}: {company.name} said no, so Rooftop does not ask again."
        hint = "If they come to you, record their answer with `rooftop companies approve`."
        raise click.ClickException(f"{text} {hint}")
    try:
        text = request_of_company(read(at.file(company)), company, request_values(asker, at))
    except EditError as error:
        raise click.ClickException(f"{company.origin.path}: {error}") from None
    plan = compose_as_if_company_agreed(company, at.catalogue, at.community, moment())
    stem, picture = f"company.{company.slug}", None
    if company.slug in plan.published.companies:
        page = draw_alone(config_file, plan, company)
        picture = PagePicture(f"{stem}.page.html", page)
    spoken = language or at.community.language
    letter = write_employer_request(company, plan.published, asker, picture, spoken)
    write_letter_files(letter, folder, stem)
    click.echo(f"{folder / stem}.md, .html and .eml: to {company.name}.")
    if picture:
        (folder / picture.name).write_bytes(picture.page)
        click.echo(f"{folder / picture.name}: the page as it will look. Send it along.")
    if text == read(at.file(company)):
        click.echo(f"{subject_of(company)}: the recorded approval is unchanged.")
        return
    write(at.file(company), text)
    click.echo(f"{subject_of(company)}: asked on {today()}, to be answered by {asker.answer_by}.")


def request_values(asker: Asker, at: Project) -> dict[str, str]:
    """What a record says of a request, as YAML."""
    name = asker.name or at.community.settings.company
    return {
        "requested": today().isoformat(),
        "asked_by": json.dumps(name, ensure_ascii=False),
        "answer_by": asker.answer_by.isoformat(),
    }


def draw_alone(config_file: Path, plan: Plan, record: Record) -> bytes:
    """The page of ``record``, drawn by the site's own templates in a folder of its own."""
    config, _ = configuration.load(config_file, strict=False)
    with tempfile.TemporaryDirectory() as folder:
        config.site_dir = folder
        with explained(config), plugins_running(config):
            return draw_page(config, plan, record)
