"""``rooftop import``: other people's records become drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rooftop.cli.options import complain, config_option, load
from rooftop.cli.project import write
from rooftop.problems import has_errors
from rooftop.site import configuration
from rooftop.site.folders import content_of, drafts_of
from rooftop.summary import count

if TYPE_CHECKING:
    from rooftop.importing import Imported, Mapping
    from rooftop.importing.guess import Guess

#: Where ``--guess`` writes the mapping, where nothing else is said.
_MAPPING = Path("mapping.yml")
_HEADS = ("source", "example", "becomes", "filled", "default", "refused")
_GUESS_HEADS = ("source", "example", "becomes", "filled", "refused", "how sure")
_KINDS = (
    ("story", "stories"),
    ("advocate", "advocates"),
    ("product", "products"),
    ("event", "events"),
)


def _known_format(
    _context: click.Context, _option: click.Parameter, name: str | None
) -> str | None:
    """``name``, if a mapping of that name comes with Rooftop."""
    if name is None:
        return None
    from rooftop.importing import ready_formats  # noqa: PLC0415 — its libraries slow every other command

    if name not in (names := ready_formats()):
        raise click.BadParameter(f"{name!r} is not one of {', '.join(names)}.")
    return name


@click.command("import", epilog="Example: rooftop import customers.csv --mapping mapping.yml")
@config_option
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file that maps your fields to Rooftop's. With --guess, where to write it.",
)
@click.option(
    "--format",
    "ready",
    metavar="NAME",
    callback=_known_format,
    help="Use the mapping that comes with Rooftop for exports of: bluesky, docusaurus, feed, "
    "google-forms, hugo, mastodon, senja, survey, testimonial-to, typeform, wordpress.",
)
@click.option(
    "--guess",
    is_flag=True,
    help="Import nothing. Look at SOURCE, write a first mapping to mapping.yml, and show how sure "
    "each of its rules is.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing, and show what each field becomes.")
def import_(
    config_file: Path,
    source: Path,
    mapping_file: Path | None,
    ready: str | None,
    guess: bool,
    dry_run: bool,
) -> None:
    """Turn the records in SOURCE, a file or a folder, into drafts. Consent is never imported.

    Existing files are not changed. What is left out is reported by file and field. Exits with 1
    if a record could not be imported.
    """
    if guess:
        _guess(source, mapping_file or _MAPPING, ready, is_trial=dry_run)
        return
    if (mapping_file is None) == (ready is None):
        what = "Write either --mapping FILE or --format NAME. --guess writes a first mapping."
        raise click.UsageError(what)
    _import(config_file, source, _mapping(mapping_file, ready), is_trial=dry_run)


def _mapping(file: Path | None, ready: str | None) -> Mapping:
    from rooftop.importing import parse_mapping, read_mapping, ready_text  # noqa: PLC0415 — its libraries slow every other command

    mapping, problems = (
        parse_mapping(ready_text(ready), ready) if ready else read_mapping(file or _MAPPING)
    )
    complain(problems)
    if mapping is None:
        raise SystemExit(1)
    return mapping


def _import(config_file: Path, source: Path, mapping: Mapping, *, is_trial: bool) -> None:
    from rooftop.importing import import_records  # noqa: PLC0415 — its libraries slow every other command

    config = load(config_file)
    settings = configuration.community_of(config).settings
    drafts, content = drafts_of(config, settings), content_of(config, settings)
    done = import_records(source, mapping, drafts, content, is_trial=is_trial)
    complain(done.problems)
    if is_trial:
        _show_table(_HEADS, done.overview.rows())
    verb = "would be written" if is_trial else "written"
    click.echo(_summary(mapping, done, settings.drafts, verb))
    raise SystemExit(1 if has_errors(done.problems) else 0)


def _guess(source: Path, file: Path, ready: str | None, *, is_trial: bool) -> None:
    from rooftop.importing.guess import guess_mapping  # noqa: PLC0415 — its libraries slow every other command

    if file.exists() and not is_trial:
        raise click.UsageError(f"{file} exists already. Name another file with --mapping.")
    guess, problems = guess_mapping(source, ready)
    complain(problems)
    if guess is None:
        what = f"Nothing in {source} looks like people, stories, products or events."
        raise click.ClickException(f"{what} Write a mapping: docs/import.md says how.")
    _show_table(_GUESS_HEADS, guess.lines)
    for line in _advice(source, file, guess, is_trial=is_trial):
        click.echo(line)
    if not is_trial:
        write(file, guess.text)


def _advice(source: Path, file: Path, guess: Guess, *, is_trial: bool) -> Iterator[str]:
    """What was found, and what to do next."""
    if guess.ready:
        yield f"This is an export that --format {guess.ready} reads."
    if is_trial:
        yield f"The mapping was not written. Without --dry-run it goes to {file}:"
        yield ""
        yield guess.text.rstrip()
    else:
        files = count(guess.files, "file", "files")
        yield f"{file} was written; with it, the import would write {files}. Check it, then run:"
        yield f"  rooftop import {source} --mapping {file} --dry-run"


def _show_table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    lines = [heads, *(tuple(map(str, row)) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
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
