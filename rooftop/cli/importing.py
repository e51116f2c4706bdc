"""``rooftop import``: other people's records become drafts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rooftop.cli.options import complain, config_option, load
from rooftop.problems import has_errors
from rooftop.site import configuration
from rooftop.site.folders import content_of, drafts_of
from rooftop.summary import count

if TYPE_CHECKING:
    from rooftop.importing import Imported, Mapping

_HEADS = ("source", "example", "becomes", "filled", "default", "refused")
_KINDS = (
    ("story", "stories"),
    ("advocate", "advocates"),
    ("product", "products"),
    ("event", "events"),
)


@click.command("import", epilog="Example: rooftop import customers.csv --mapping mapping.yml")
@config_option
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="The file that maps your fields to Rooftop's.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing, and show what each field becomes.")
def import_(config_file: Path, source: Path, mapping_file: Path, dry_run: bool) -> None:
    """Turn the records in SOURCE, a file or a folder, into drafts. Consent is never imported.

    Existing files are not changed. What is left out is reported by file and field. Exits with 1
    if a record could not be imported.
    """
    from rooftop.importing import import_records, read_mapping  # noqa: PLC0415 — its libraries slow every other command

    mapping, problems = read_mapping(mapping_file)
    complain(problems)
    if mapping is None:
        raise SystemExit(1)
    config = load(config_file)
    settings = configuration.community_of(config).settings
    drafts, content = drafts_of(config, settings), content_of(config, settings)
    done = import_records(source, mapping, drafts, content, is_trial=dry_run)
    complain(done.problems)
    if dry_run:
        _show_overview(done)
    click.echo(
        _summary(mapping, done, settings.drafts, "would be written" if dry_run else "written")
    )
    raise SystemExit(1 if has_errors(done.problems) else 0)


def _show_overview(done: Imported) -> None:
    lines = [_HEADS, *(tuple(map(str, row)) for row in done.overview.rows())]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEADS))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
    click.echo()


def _summary(mapping: Mapping, done: Imported, folder: str, verb: str) -> str:
    """``2 stories in drafts/: 3 files written, 1 there already.``, by what the mapping makes."""
    section, folders = next(kind for kind in _KINDS if kind[0] in mapping.sections)
    records = count(done.count(folders), section, folders)
    files = f"{count(len(done.written), 'file', 'files')} {verb}, {len(done.kept)} already there"
    return f"{records} in {folder}/: {files}. Consent has been requested, not given."
