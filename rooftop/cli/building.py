"""``rooftop build``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import click
from mkdocs.config.defaults import MkDocsConfig

from rooftop.cli.generator import require_buildable
from rooftop.cli.lines import Line, shorten, unpack
from rooftop.cli.options import DEFAULT_FILE, as_of_option, complain, config_option
from rooftop.cycles import without_collections
from rooftop.problems import Problem
from rooftop.site import configuration
from rooftop.site.folders import notes_folder, remove_unfinished, why_no_site_folder
from rooftop.site.invocation import current_invocation, invoked
from rooftop.site.unchanged import LastBuild

#: How many pages the bar advances at once.
_PAGES_A_STEP = 16


def _site_url(_context: click.Context, _option: click.Parameter, url: str | None) -> str | None:
    if url is not None and (reason := configuration.why_no_site_url(url)):
        raise click.BadParameter(f"{url} {reason}.")
    return url


@click.command(epilog="Example: rooftop build --strict")
@config_option
@as_of_option
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="The folder for the site. Default: site_dir of mkdocs.yml.",
)
@click.option(
    "--base-url",
    metavar="URL",
    callback=_site_url,
    help="The address of the site, in place of site_url.",
)
@click.option("--strict", is_flag=True, help="Fail if `rooftop check` finds errors.")
@click.option("--explain", is_flag=True, help="List cache hits and misses, and why each missed.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many worker processes may run at once. Default: one for each processor. A small site "
    "is built in one process.",
)
def build(
    config_file: Path,
    site_dir: Path | None,
    base_url: str | None,
    strict: bool,
    explain: bool,
    jobs: int | None,
) -> None:
    """Build the site beside the old one, and replace the old one when the new one is complete.

    Records that may not be shown are withheld and listed; the build still succeeds. After a
    withdrawal, build/withdrawn/ says what to do next. Exits with 1 if the build failed; the old
    site is then left in place.
    """
    chosen = replace(current_invocation(), base_url=base_url, jobs=jobs)
    with _progress() as progress, invoked(replace(chosen, progress=progress)):
        config, notes = _load(config_file, site_dir, strict=strict)
        complain(notes)
        site, place = Path(config.site_dir), _describe_place(config, config_file)
        last = LastBuild(config, site, notes_folder(config, site))
        if (text := last.find_report()) is not None:
            remove_unfinished(site)
            report = unpack(text)
            explanation = ["Nothing was built, because nothing has changed since the last build."]
        else:
            with without_collections():
                from rooftop.cli.making import make_site  # noqa: PLC0415 — where nothing changed, do not load what builds a site

            reload = lambda: _load(config_file, site_dir, strict=strict)[0]  # noqa: E731
            report, explanation = make_site(config, reload, last)
    for line in (*report, *map(Line, explanation if explain else ()), place):
        line.print()


def _load(
    config_file: Path, site_dir: Path | None, *, strict: bool
) -> tuple[MkDocsConfig, list[Problem]]:
    config, notes = configuration.load(config_file, strict=strict or None)
    if site_dir:
        _refuse_to_replace_sources(config, site_dir)
        config.site_dir = str(site_dir.absolute())
    require_buildable(config)
    return config, notes


def _refuse_to_replace_sources(config: MkDocsConfig, target: Path) -> None:
    settings = configuration.settings_of(config)
    if reason := why_no_site_folder(config, settings, target):
        raise click.UsageError(f"--site-dir {target}: {reason}.")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A function that updates a progress bar on a terminal; None in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 — a pipe needs no bar, and rich takes a tenth of a second to load
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("Building"), BarColumn(), MofNCompleteColumn(), TextColumn("pages"))
    # A bar that refreshes itself needs a thread, and a process with threads cannot fork workers.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    with bar as progress:
        task = progress.add_task("Building", total=None)

        def show(done: int, total: int) -> None:
            is_due = done % _PAGES_A_STEP == 0
            progress.update(task, completed=done, total=total, refresh=is_due)

        yield show


def _describe_place(config: MkDocsConfig, config_file: Path) -> Line:
    """Where the site is; on a terminal, also how to preview it."""
    text = f"The site is in {shorten(Path(config.site_dir))}/."
    if not sys.stdout.isatty():
        return Line(text)
    own = Path(config.config_file_path).parent / "scripts" / "serve"
    if config_file == DEFAULT_FILE and os.access(own, os.X_OK):
        command = shorten(own)
    else:
        command = "rooftop serve" + ("" if config_file == DEFAULT_FILE else f" -f {config_file}")
    return Line(f"{text} To look at it, run `{command}` and open {_preview_address(config)}.")


def _preview_address(config: MkDocsConfig) -> str:
    """Where `rooftop serve` shows the site: MkDocs keeps the path of ``site_url``."""
    path = urlsplit(config.site_url or "").path.strip("/")
    return f"http://{config.dev_addr}/{path}/" if path else f"http://{config.dev_addr}/"
