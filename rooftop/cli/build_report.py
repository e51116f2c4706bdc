"""The report of ``rooftop build``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from rooftop.cache import Cache
from rooftop.cli.lines import Line, describe_problems, shorten, tally
from rooftop.plan import Plan
from rooftop.problems import Severity
from rooftop.site.manifest import Facts
from rooftop.site.size import host_of, measure, near_limits
from rooftop.summary import count, describe_plan
from rooftop.withdrawal import FOLDER, TODO, Aftermath


def report_plan(plan: Plan) -> Iterator[Line]:
    """The errors, what is published, and what is withheld and why."""
    errors = (problem for problem in plan.problems if problem.severity is Severity.ERROR)
    yield from describe_problems(errors)
    yield from map(Line, describe_plan(plan))
    if plan.problems:
        yield Line(f"{tally(plan.problems)}; `rooftop check` tells you how to fix each one.")


def report_aftermath(aftermath: Aftermath, notes: Path) -> Iterator[Line]:
    """What to do about withdrawals; ``notes`` is the folder that contains the details."""
    if aftermath.withdrawn:
        folder = shorten(notes / FOLDER)
        records = count(len(aftermath.withdrawn), "record", "records")
        addresses = count(len(aftermath.purge), "address", "addresses")
        yield Line(f"Withdrawn: {records}. {folder}/{TODO} says what to do; {addresses} to purge.")


def report_size(files: Mapping[str, Facts], project: Path) -> Iterator[Line]:
    """How large the site of ``files`` is, and which limits of the host it is near."""
    size, host = measure(files), host_of(project)
    yield Line(f"Size: {size}.")
    for text in near_limits(size, host) if host else ():
        yield Line(text, is_error=True)


def describe_cache(cache: Cache) -> Iterator[str]:
    """Cache hits and misses by kind, and why each named one missed."""
    missed = Counter(miss.kind for miss in cache.misses)
    for kind in sorted({*cache.hits, *missed}):
        yield f"{kind}: {cache.hits[kind]} reused, {missed[kind]} made"
    for miss in sorted(cache.misses, key=lambda miss: (miss.kind, miss.name)):
        if miss.name:
            yield f"  {miss.kind} {miss.name}: {miss.why}"
