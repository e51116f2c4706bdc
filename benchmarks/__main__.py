"""The command of ``scripts/bench``."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks import corpus
from benchmarks.figures import Results, compared_at_scale, growth, tables
from benchmarks.generators import GENERATORS, QUICK, Generator
from benchmarks.installing import install, write_bytecode
from benchmarks.page import write_page
from benchmarks.preview import SAVES, describe_saves, measure_saves
from benchmarks.runs import PHASES, BenchError, Place, Sample, measure

ENVIRONMENTS = corpus.REPOSITORY / ".cache" / "bench"
PAGE = corpus.REPOSITORY / "docs" / "benchmarks.md"
_BY_SLUG = {each.slug: each for each in GENERATORS}


def _tell(sample: Sample) -> None:
    figures = f"CPU {sample.cpu:8.2f} s, wall {sample.wall:8.2f} s, {sample.peak / 2**20:6.0f} MiB"
    click.echo(f"run {sample.run}  {sample.phase:<10} {sample.generator:<24} {figures}", err=True)


def _results(
    stories: int, generators: Sequence[Generator], phases: Sequence[str], runs: int
) -> Results:
    """Measure a community of ``stories`` in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="rooftop-bench-") as folder:
        work = Path(folder)
        corpus.make(stories, work / "content")
        (work / "node_modules").symlink_to(ENVIRONMENTS / "node" / "node_modules")
        place = Place(work / "content", work, ENVIRONMENTS)
        return Results(stories, *measure(generators, phases, runs, place, _tell))


def _print(results: Sequence[Results]) -> None:
    for each in results:
        for heading, text in tables(each).items():
            click.echo(f"\n{heading}, {each.stories:,} stories\n\n{text}")
    if len(results) > 1:
        click.echo(f"\nCPU time for each story\n\n{growth(results[0], results[-1])}")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("stories", nargs=-1, type=click.IntRange(min=1))
@click.option("--runs", default=3, show_default=True, help="How many times each build is measured.")
@click.option(
    "--only", multiple=True, type=click.Choice([*_BY_SLUG]), help="Measure this generator."
)
@click.option("--quick", is_flag=True, help="Rooftop and MkDocs with Material, once.")
@click.option("--preview", is_flag=True, help=f"Also {SAVES} saves in a preview of each community.")
@click.option("--write", is_flag=True, help="Write docs/benchmarks.md; needs the next two.")
@click.option("--date", default="", help="The day of the run, for the page.")
@click.option("--machine", default="", help="The machine, for the page, in a sentence.")
def main(
    stories: tuple[int, ...],
    runs: int,
    only: tuple[str, ...],
    date: str,
    machine: str,
    *,
    quick: bool,
    preview: bool,
    write: bool,
) -> None:
    """Build made-up communities of STORIES (1000) with Rooftop and other generators, in turn, and
    print what that costs. Only the first is built with all generators, the others with those that
    a goal names.
    """
    if write and not (date and machine):
        raise click.UsageError("--write needs --date and --machine.")
    generators = [_BY_SLUG[slug] for slug in only] or (QUICK if quick else GENERATORS)
    phases = [phase for phase in PHASES if phase != "pictures"] if quick else PHASES
    runs = 1 if quick else runs
    try:
        install(ENVIRONMENTS, sorted({each.environment for each in generators} - {""}))
        write_bytecode()
        first, *others = stories or (1000,)
        results = [_results(first, generators, phases, runs)]
        results += [_results(each, compared_at_scale(generators), phases, runs) for each in others]
        saves = [measure_saves(each.stories) for each in results] if preview else []
    except BenchError as error:
        raise click.ClickException(str(error)) from error
    _print(results)
    if saves:
        click.echo(f"\nA save in a preview\n\n{describe_saves(saves)}")
    if write:
        PAGE.write_text(write_page(results, saves, runs, date, machine), encoding="utf-8")


if __name__ == "__main__":
    main()
