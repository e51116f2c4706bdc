"""Writes the page of the handbook that holds the last measurement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import Results, growth, tables
from benchmarks.generators import GENERATORS, Generator
from benchmarks.installing import version_of
from benchmarks.preview import Saves, describe_saves

_PAGE = Path(__file__).with_name("page.md")


def write_page(
    results: Sequence[Results], saves: Sequence[Saves], runs: int, date: str, machine: str
) -> str:
    """The page in Markdown. ``date`` and ``machine`` are shown as they are."""
    figures = "one build" if runs == 1 else f"the median of {runs} builds"
    method = f"Each figure is {figures}; the generators took turns."
    sizes = "\n".join(f"## {each.stories:,} stories\n\n{_sections(each)}\n" for each in results)
    if len(results) > 1:
        sizes += f"\n## CPU time for each story\n\n{growth(results[0], results[-1])}\n"
    if saves:
        sizes += f"\n## A save in a preview, in seconds\n\n{describe_saves(saves)}\n"
    return _PAGE.read_text(encoding="utf-8").format(
        date=date, machine=machine, method=method, sizes=sizes, generators=_generators(results),
        again=" ".join([*_arguments(results, saves), "--runs", str(runs)]),
    )  # fmt: skip


def _arguments(results: Sequence[Results], saves: Sequence[Saves]) -> Iterator[str]:
    yield from (str(each.stories) for each in results)
    if saves:
        yield "--preview"


def _sections(results: Results) -> str:
    """The tables of one number of stories. They have no headings of their own: the same anchor
    would be on the page twice.
    """
    return "\n\n".join(f"**{heading}**\n\n{text}" for heading, text in tables(results).items())


def _generators(results: Sequence[Results]) -> str:
    measured = {output.generator for each in results for output in each.outputs}
    return "\n".join(_described(each) for each in GENERATORS if each.name in measured)


def _described(generator: Generator) -> str:
    versions = (
        f"{package} {version_of(package, generator.environment)}" for package in generator.packages
    )
    return f"- **{generator.name}** ({', '.join(versions)}): {generator.makes}"
