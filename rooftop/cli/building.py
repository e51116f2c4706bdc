"""``rooftop build``, ``serve`` and ``audit``."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import IpAddress
from mkdocs.config.defaults import MkDocsConfig

from rooftop.audit import find_leaks
from rooftop.cache import Cache, dump
from rooftop.cli.build_report import (
    pack,
    report_aftermath,
    report_cache,
    report_place,
    report_plan,
    report_size,
    unpack,
)
from rooftop.cli.generator import explained, logged, plugins_running
from rooftop.cli.lines import Line
from rooftop.cli.options import as_of_option, complain, config_option, load
from rooftop.desk.report import extract
from rooftop.plan import Plan
from rooftop.problems import Problem
from rooftop.site import configuration
from rooftop.site.attempts import build_what_is_fit
from rooftop.site.background import Background
from rooftop.site.current import current
from rooftop.site.folders import content_of, why_no_site_folder
from rooftop.site.invocation import current_invocation, invoked
from rooftop.site.output_folder import OutputFolder
from rooftop.site.plugins import check_hooks
from rooftop.site.publish import in_place_of
from rooftop.site.spare import Spare
from rooftop.site.unchanged import LastBuild
from rooftop.summary import count
from rooftop.withdrawal import notes_folder, record_build

#: How many pages the bar advances at once.
_PAGES_A_STEP = 16


def _site_url(_context: click.Context, _option: click.Parameter, url: str | None) -> str | None:
    if url is not None and (reason := configuration.why_no_site_url(url)):
        raise click.BadParameter(f"{url} {reason}.")
    return url


def _host_and_port(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    if value is None:
        return None
    try:
        address = IpAddress().run_validation(value)
    except ValidationError as error:
        raise click.BadParameter(f"{value}: {error}.") from None
    if not 0 < address.port < 65536:
        raise click.BadParameter(f"{value}: a port is a number from 1 to 65535.")
    return str(address)


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
@click.option("--explain", is_flag=True, help="Say what was made again, and why.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes may work at once. Default: one for each processor. A small site is "
    "built by one.",
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
        site, root = Path(config.site_dir), Path(config.config_file_path).parent
        last = LastBuild(config, [site, notes_folder(root, site)])
        explanation = [Line("Nothing was made, because nothing changed since the last build.")]
        if (text := last.find_report()) is not None:
            report = unpack(text)
        else:
            plan, cache = _build_what_is_fit(config_file, site_dir, site, strict=strict)
            report = list(_report(config, site, plan))
            explanation = list(report_cache(cache))
            facts = dump(extract(plan, Path(config.config_file_path)))
            last.keep(plan.published, pack(report), facts)
    report += [*(explanation if explain else ()), report_place(site, config, config_file)]
    for line in report:
        line.print()


def _load(
    config_file: Path, site_dir: Path | None, *, strict: bool
) -> tuple[MkDocsConfig, list[Problem]]:
    config, notes = configuration.load(config_file, strict=strict or None)
    if site_dir:
        _refuse_to_replace_sources(config, site_dir)
        config.site_dir = str(site_dir.absolute())
    _check(config)
    return config, notes


def _check(config: MkDocsConfig) -> None:
    configuration.community_of(config)
    if problems := list(check_hooks(config)):
        raise configuration.SettingsError(problems)


def _build_what_is_fit(
    config_file: Path, site_dir: Path | None, site: Path, *, strict: bool
) -> tuple[Plan, Cache]:
    caches = list[Cache]()
    plan = build_what_is_fit(
        lambda: _load(config_file, site_dir, strict=strict)[0],
        lambda config: _build(config, site, caches),
    )
    return plan, caches[-1]


def _build(config: MkDocsConfig, target: Path, caches: list[Cache]) -> Plan:
    output = OutputFolder(Spare(target))
    with explained(config), in_place_of(target, output) as beside, logged(logging.WARNING):
        config.site_dir = str(beside)
        with invoked(replace(current_invocation(), output=output)), plugins_running(config):
            mkdocs_build.build(config)
        caches.append(current(config).cache)
        return current(config).plan


def _report(config: MkDocsConfig, site: Path, plan: Plan) -> Iterator[Line]:
    """What to say about a build; writes, beside the site, what is to be done about withdrawals."""
    root = Path(config.config_file_path).parent
    content = content_of(config, plan.community.settings)
    yield from report_plan(plan)
    yield from report_aftermath(record_build(root, content, site, plan), notes_folder(root, site))
    yield from report_size(site, root)


def _refuse_to_replace_sources(config: MkDocsConfig, target: Path) -> None:
    settings = configuration.settings_of(config)
    if reason := why_no_site_folder(config, settings, target):
        raise click.UsageError(f"--site-dir {target}: {reason}.")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """What draws a bar on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 — a pipe needs no bar, and rich takes a tenth of a second to load
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("Building"), BarColumn(), MofNCompleteColumn(), TextColumn("pages"))
    # Drawn by itself, the bar would have a thread, and a process with threads starts no others.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    with bar as progress:
        task = progress.add_task("Building", total=None)

        def show(done: int, total: int) -> None:
            is_due = done % _PAGES_A_STEP == 0
            progress.update(task, completed=done, total=total, refresh=is_due)

        yield show


@click.command(epilog="Example: rooftop serve --drafts")
@config_option
@as_of_option
@click.option("--drafts", is_flag=True, help="Also show drafts and examples, marked as such.")
@click.option(
    "-a",
    "--dev-addr",
    metavar="HOST:PORT",
    callback=_host_and_port,
    help="The address to listen on. Default: dev_addr of mkdocs.yml, or 127.0.0.1:8000.",
)
@click.option("-o", "--open", "open_in_browser", is_flag=True, help="Open a browser.")
def serve(config_file: Path, drafts: bool, dev_addr: str | None, open_in_browser: bool) -> None:
    """Preview the site. It reloads when a file changes. Nothing is published."""
    from mkdocs.commands import serve as mkdocs_serve  # noqa: PLC0415 — its libraries slow every other command

    # A preview has threads, so it stays one process.
    chosen = replace(current_invocation(), drafts=drafts, background=Background(), jobs=1)
    with invoked(chosen):
        config = load(config_file)
        _check(config)
        with explained(config), logged(logging.INFO):
            mkdocs_serve.serve(str(config_file), open_in_browser=open_in_browser, dev_addr=dev_addr)


@click.command(epilog="Example: rooftop audit site")
@config_option
@as_of_option
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
def audit(config_file: Path, site: Path) -> None:
    """Search the built site in the folder SITE for anything that is withheld.

    Any program may have built it. Exits with 1 if something is found.
    """
    plan = configuration.plan_of(load(config_file))
    leaks = find_leaks(site, plan, jobs=None)
    for leak in leaks:
        click.echo(f"{leak.path}: error leak: {leak.what}", err=True)
    looked_for = len(plan.withheld_text)
    click.echo(
        f"{count(len(leaks), 'leak', 'leaks')} found; looked for "
        f"{count(looked_for, 'withheld string', 'withheld strings')}."
    )
    raise SystemExit(1 if leaks else 0)
