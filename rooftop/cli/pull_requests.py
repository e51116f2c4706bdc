"""``rooftop pull-request``: the report about a pull request, and the comment made of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig

from rooftop.cli.checking import checked_plan
from rooftop.cli.generator import explained, plugins_running
from rooftop.cli.options import as_of_option, config_option, load
from rooftop.cli.project import write
from rooftop.consent import people_of
from rooftop.consent_request import PictureError, ask, compose_as_if_agreed, trusting
from rooftop.git import GitError
from rooftop.plan import Plan, compose
from rooftop.pull_requests import (
    MAX_ARTEFACT,
    REPORT,
    Artefact,
    ArtefactError,
    Changes,
    Occasion,
    ReportedProblem,
    changed_files,
    gather,
    may_be_pictured,
    picture_name,
    pictured,
    read_artefact,
    read_problems,
    with_problems,
    write_comment,
)
from rooftop.records import Record
from rooftop.site import configuration
from rooftop.site.folders import content_of
from rooftop.site.invocation import moment
from rooftop.site.page_preview import draw_page
from rooftop.summary import count
from rooftop.translations import translation_for

#: The comment in the folder that ``comment`` writes.
COMMENT = "comment.md"


@click.group("pull-request")
def pull_request() -> None:
    """Tell contributors what their pull request changes, and what it still lacks.

    `report` runs where the pull request's own files may be read, and has no secret. `comment` runs
    where a comment may be written, and takes the report as data.
    """


@pull_request.command(epilog="Example: rooftop pull-request report --base HEAD^1 --output report")
@config_option
@as_of_option
@click.option("--base", metavar="REV", required=True, help="The commit to merge into.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="A folder for report.json and the pages.",
)
def report(config_file: Path, base: str, output: Path) -> None:
    """Report what the checked-out pull request changes, and what is wrong with it.

    Writes report.json, and each story and profile that changes as a self-contained page,
    page-1.html and so on, at most three. A browser then makes pictures of them, page-1.png and so
    on.

    Exits with 0 whatever is wrong with the pull request.
    """
    root = config_file.resolve().parent
    output.mkdir(parents=True, exist_ok=True)
    try:
        config, notes = configuration.load(config_file)
        plan = checked_plan(config, notes)
        content = content_of(config, plan.community.settings)
        changes = _changes(root, base, content)
        pictures = _draw_pages(config_file, plan, pictured(plan, changes), output)
        told = gather(plan, plan.problems, changes, pictures)
    except configuration.SettingsError as error:
        told = with_problems(error.problems, _changes(root, base, root / "content"))
    write(output / REPORT, told.model_dump_json(indent=1) + "\n")
    problems = count(len(told.problems), "problem", "problems")
    click.echo(f"{output / REPORT}: {count(len(told.pages), 'page', 'pages')}, {problems}.")


def _changes(root: Path, base: str, content: Path) -> Changes:
    try:
        return changed_files(root, base, content)
    except GitError as error:
        raise click.UsageError(f"{error}. `git fetch` the history of both.") from None


def _draw_pages(
    config_file: Path, plan: Plan, records: list[Record], folder: Path
) -> dict[str, str]:
    """Write the page of each of ``records`` that can be drawn; the names of the pictures that a
    browser will make of them, by the paths of the records.
    """
    pictures: dict[str, str] = {}
    for record in records:
        name = picture_name(len(pictures) + 1)
        try:
            page = _draw(config_file, _plan_that_shows(plan, record), record)
        except (PictureError, click.ClickException) as error:
            click.echo(f"{record.origin.path}: no picture: {error}", err=True)
            continue
        (folder / name).with_suffix(".html").write_bytes(page)
        pictures[record.origin.path] = name
    return pictures


def _plan_that_shows(plan: Plan, record: Record) -> Plan:
    """``plan``, if it publishes ``record``; else the plan as if what stands in its file were
    approved, or as if those who tell it had agreed to everything.

    Raises `PictureError` where nothing would show it, or where it may not be asked for.
    """
    if _shows(plan, record):
        return plan
    if not may_be_pictured(plan, record):
        raise PictureError("its consent was refused, withdrawn, or has ended.")
    approved = compose(plan.catalogue, trusting(plan.community), moment())
    if _shows(approved, record):
        return approved
    person = next(filter(None, map(plan.catalogue.advocates.get, people_of(record))), None)
    if person is None:
        raise PictureError("nobody who tells it has a profile.")
    asked = ask(record, person, plan.catalogue)
    return compose_as_if_agreed(asked, plan.catalogue, plan.community, moment())


def _shows(plan: Plan, record: Record) -> bool:
    return record.slug in getattr(plan.published, record.folder)


def _draw(config_file: Path, plan: Plan, record: Record) -> bytes:
    config: MkDocsConfig
    config, _ = configuration.load(config_file, strict=False)
    with tempfile.TemporaryDirectory() as folder:
        config.site_dir = folder
        with explained(config), plugins_running(config):
            return draw_page(config, plan, record)


@pull_request.command(epilog="Example: rooftop pull-request comment report.zip --output comment")
@config_option
@click.argument("artefact", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="A folder for comment.md and the pictures.",
)
@click.option("--revision", metavar="SHA", required=True, help="The commit that was reported on.")
@click.option("--first-time", is_flag=True, help="Welcome the author, who is new here.")
@click.option(
    "--guard",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The output of `rooftop guard --format json`, whose problems are included.",
)
@click.option("--pictures", metavar="URL", default="", help="Where the pictures will be.")
@click.option("--handbook", metavar="URL", default="", help="Where docs/ of Rooftop is.")
def comment(
    config_file: Path,
    artefact: Path,
    output: Path,
    revision: str,
    first_time: bool,
    guard: Path | None,
    pictures: str,
    handbook: str,
) -> None:
    """Write the comment on a pull request from its report.

    ARTEFACT is a ZIP archive of report.json and the pictures. It is untrusted: its size, its format
    and every name in it are checked, its words are shown as plain text, and its pictures are
    encoded again. The rest of the comment is in the language of the site.

    Exits with 1 if the archive is not valid.
    """
    community = configuration.community_of(load(config_file))
    received = _receive(artefact)
    told = received.report
    if guard:
        told = told.model_copy(update={"problems": (*_guarded(guard), *told.problems)})
    occasion = Occasion(
        words=translation_for(community.language),
        revision=revision,
        site=community.url,
        is_first=first_time,
        pictures=_folder_address(pictures),
        handbook=_folder_address(handbook),
    )
    output.mkdir(parents=True, exist_ok=True)
    for name, picture in received.pictures.items():
        (output / name).write_bytes(picture)
    write(output / COMMENT, write_comment(told, occasion))
    click.echo(f"{output / COMMENT}: {count(len(received.pictures), 'picture', 'pictures')}.")


def _receive(file: Path) -> Artefact:
    try:
        if file.stat().st_size > MAX_ARTEFACT:
            raise ArtefactError(f"is larger than {MAX_ARTEFACT:,} bytes")
        return read_artefact(file.read_bytes())
    except ArtefactError as error:
        raise click.ClickException(f"{file} {error}. Nothing was written.") from None


def _guarded(file: Path) -> tuple[ReportedProblem, ...]:
    try:
        return read_problems(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.ClickException(f"{file}: {error}. Nothing was written.") from None


def _folder_address(address: str) -> str:
    return f"{address.rstrip('/')}/" if address else ""
