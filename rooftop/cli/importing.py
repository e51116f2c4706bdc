"""``rooftop import``: other people's records become drafts."""

from __future__ import annotations

from pathlib import Path

import click

from rooftop.cli.options import complain, config_option, load
from rooftop.problems import has_errors
from rooftop.site import configuration
from rooftop.site.folders import content_of, drafts_of
from rooftop.summary import count


@click.command("import")
@config_option
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="What becomes what; docs/import.md explains it.",
)
def import_(config_file: Path, source: Path, mapping_file: Path) -> None:
    """Turn the records below SOURCE into drafts whose consent is still to be asked for.

    Files that exist are never touched. Everything that has no place is listed by file and field.
    Exits with 1 when a record could not be imported at all.
    """
    from rooftop.importing import import_records, read_mapping  # noqa: PLC0415 — its libraries slow every other command

    mapping, problems = read_mapping(mapping_file)
    if mapping is None:
        complain(problems)
        raise SystemExit(1)
    config = load(config_file)
    settings = configuration.community_of(config).settings
    drafts, content = drafts_of(config, settings), content_of(config, settings)
    done = import_records(source, mapping, drafts, content)
    complain(done.problems)
    where = f"{settings.drafts}/"
    written = f"{count(len(done.written), 'file', 'files')} written, {len(done.kept)} there already"
    click.echo(
        f"{count(done.stories, 'story', 'stories')} in {where}: {written}. Consent is requested, "
        "none is given."
    )
    raise SystemExit(1 if has_errors(done.problems) else 0)
