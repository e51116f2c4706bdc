"""What ``rooftop build`` says when it is done."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from rooftop.cache import Cache
from rooftop.cli.lines import Line, describe_problems, tally
from rooftop.cli.options import DEFAULT_FILE
from rooftop.cli.withdrawing import describe_aftermath
from rooftop.plan import Plan
from rooftop.problems import Severity
from rooftop.site.size import host_of, measure, near_limits
from rooftop.summary import describe_plan
from rooftop.withdrawal import FOLDER, Aftermath


def pack(lines: Iterable[Line]) -> str:
    """``lines`` as text that `unpack` reads."""
    return json.dumps([asdict(line) for line in lines])


def unpack(text: str) -> list[Line]:
    """The lines that `pack` was given."""
    return [Line(**fields) for fields in json.loads(text)]


def report_plan(plan: Plan) -> Iterator[Line]:
    """The errors, what is published, and what is withheld and why."""
    errors = (problem for problem in plan.problems if problem.severity is Severity.ERROR)
    yield from describe_problems(errors)
    yield from map(Line, describe_plan(plan))
    if plan.problems:
        yield Line(f"{tally(plan.problems)}; `rooftop check` tells you how to fix each one.")


def report_aftermath(aftermath: Aftermath, notes: Path) -> Iterator[Line]:
    """What is to be done about withdrawals; ``notes`` is the folder that says more."""
    yield from map(Line, describe_aftermath(aftermath, shorten(notes / FOLDER)))


def report_size(site: Path, project: Path) -> Iterator[Line]:
    """How large ``site`` is, and whether the host may refuse it."""
    size, host = measure(site), host_of(project)
    yield Line(f"Size: {size}.")
    for text in near_limits(size, host) if host else ():
        yield Line(text, is_error=True)


def report_cache(cache: Cache) -> Iterator[Line]:
    """What was found in the cache, and what was not and why."""
    missed = Counter(miss.kind for miss in cache.misses)
    for kind in sorted({*cache.hits, *missed}):
        yield Line(f"{kind}: {cache.hits[kind]} found, {missed[kind]} made")
    for miss in sorted(cache.misses, key=lambda miss: (miss.kind, miss.name)):
        if miss.name:
            yield Line(f"  {miss.kind} {miss.name}: {miss.why}")


def report_place(site: Path, config: MkDocsConfig, config_file: Path) -> Line:
    """Where the site is; to somebody at a terminal also what to type and where to look."""
    text = f"The site is in {shorten(site)}/."
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


def shorten(path: Path) -> str:
    """``path`` from the current folder, where it lies below that."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
