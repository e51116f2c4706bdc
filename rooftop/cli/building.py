"""``rooftop build``, ``serve`` and ``audit``."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort, BuildError

from rooftop.audit import find_leaks
from rooftop.cli.options import as_of_option, complain, config_option, load, settled, tally
from rooftop.problems import Severity
from rooftop.site import configuration
from rooftop.site.build import current
from rooftop.site.invocation import invocation
from rooftop.site.publish import in_place_of
from rooftop.summary import count, describe_plan


@click.command()
@config_option
@as_of_option
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Where the site goes. Default: site_dir of mkdocs.yml.",
)
@click.option("--base-url", metavar="URL", help="Address of the site root, in place of site_url.")
@click.option(
    "--strict", is_flag=True, help="Publish nothing when `rooftop check` would find errors."
)
def build(config_file: Path, site_dir: Path | None, base_url: str | None, strict: bool) -> None:
    """Build the site, and put it in the place of the old one once it is whole.

    What may not be shown is withheld, item by item, and reported; that is no failure. Exits with 1
    when nothing could be built; the site that stood there stands then as it was.
    """
    invocation.base_url = base_url
    config = load(config_file, strict=strict)
    target = (site_dir or Path(config.site_dir)).absolute()
    _refuse_to_replace_sources(target, Path(config.config_file_path).parent, Path(config.docs_dir))
    try:
        with in_place_of(target) as beside, _speaking(), _progress():
            config.site_dir = str(beside)
            mkdocs_build.build(config)
            plan = current(config).plan
    except (Abort, BuildError) as error:
        raise click.ClickException(_reason(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"{error.strerror}: {error.filename}. The site that stood there still stands."
        ) from None
    complain(problem for problem in plan.problems if problem.severity is Severity.ERROR)
    for line in describe_plan(plan):
        click.echo(line)
    if plan.problems:
        click.echo(f"{tally(plan.problems)}; `rooftop check` says what to do about each.")
    click.echo(f"Look at it: {_shorten(target)}/index.html, or run `rooftop serve`.")


def _refuse_to_replace_sources(target: Path, project: Path, content: Path) -> None:
    for source in (project.absolute(), content.absolute()):
        if target == source or target in source.parents:
            raise click.UsageError(
                f"--site-dir {target} holds the sources; building there would replace them."
            )


def _reason(error: Exception) -> str:
    cause = error.__cause__ or error.__context__
    text = str(cause) if isinstance(cause, BuildError) else str(error)
    return f"{text}\nNothing was published: the site that stood there still stands."


def _shorten(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


@contextmanager
def _speaking() -> Iterator[None]:
    """MkDocs' own warnings reach the terminal; what Rooftop says of content is said once,
    afterwards.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    handler.addFilter(
        lambda record: (
            not record.name.startswith("mkdocs.rooftop") and record.levelno < logging.ERROR
        )
    )
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)


@contextmanager
def _progress() -> Iterator[None]:
    """A bar on a terminal, silence in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 — a pipe needs no bar, and rich takes a tenth of a second to load
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("Building"), BarColumn(), MofNCompleteColumn(), TextColumn("pages"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Building", total=None)
        invocation.progress = lambda done, total: progress.update(task, completed=done, total=total)
        try:
            yield
        finally:
            invocation.progress = None


@click.command()
@config_option
@as_of_option
@click.option("--drafts", is_flag=True, help="Show what waits for consent too, marked as drafts.")
@click.option(
    "-a", "--dev-addr", metavar="HOST:PORT", help="Where to listen. Default: 127.0.0.1:8000."
)
@click.option("-o", "--open", "open_in_browser", is_flag=True, help="Open a browser.")
def serve(config_file: Path, drafts: bool, dev_addr: str | None, open_in_browser: bool) -> None:
    """Preview the site; it reloads when a file changes. Nothing is published."""
    from mkdocs.commands import serve as mkdocs_serve  # noqa: PLC0415 — its libraries slow every other command

    invocation.drafts = drafts
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    options: dict[str, Any] = {"dev_addr": dev_addr} if dev_addr else {}
    load(config_file)
    try:
        mkdocs_serve.serve(str(config_file), open_in_browser=open_in_browser, **options)
    except (Abort, BuildError) as error:
        raise click.ClickException(str(error)) from None


@click.command()
@config_option
@as_of_option
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
def audit(config_file: Path, site: Path) -> None:
    """Search a built SITE folder, whatever built it, for anything that is withheld.

    Exits with 1 when it finds something.
    """
    with settled():
        plan = configuration.plan_of(load(config_file))
    leaks = find_leaks(site, plan)
    for leak in leaks:
        click.echo(f"{leak.path}: error leak: {leak.what}", err=True)
    looked_for = len(plan.withheld_text)
    click.echo(
        f"{count(len(leaks), 'leak', 'leaks')} found; looked for "
        f"{count(looked_for, 'withheld string', 'withheld strings')}."
    )
    raise SystemExit(1 if leaks else 0)
