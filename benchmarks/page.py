"""Writes the page of the handbook that holds the last measurement."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.figures import Results, growth, table, tables
from benchmarks.generators import GENERATORS
from benchmarks.installing import versions_of

PAGE = """\
# Benchmarks

`scripts/bench` builds the same made-up community with Rooftop and with other generators. This page holds its last run, and
is written by it. Figures of one machine and one day: compare them with each other, not with those of another page.

Measured on {date}. {machine} {method}

{sizes}
## What is compared

No other generator does what Rooftop does. Each makes the nearest equivalent that it makes by itself or with its official
plugins, with the smallest templates that do so:

{generators}

One story in twenty is withdrawn. Rooftop withholds those; the others are not given them.

## What is measured

- **From nothing:** no earlier site and no cache.
- **Pictures kept:** no earlier site, and of the cache only the pictures. Only Rooftop draws pictures.
- **Nothing changed:** the same build again.
- **One story edited:** one sentence is added to one story.

CPU is user and system time of a build and everything that it starts; memory is the most that all of it held at once, in the
build from nothing. Feeds are counted in each format, their archives are not. A ratio is the median of the ratios within each run, over the other
generator's build from nothing.

## Repeat it

```bash
scripts/bench --quick
scripts/bench {again} --write --date "{date}" --machine "{machine}"
```

The first takes a few minutes and installs nothing. The second installs the other generators into `.cache/bench/`, in the
versions of `benchmarks/versions.toml`, and writes this page. `scripts/bench --help` lists the options.
"""


def write_page(results: Sequence[Results], runs: int, date: str, machine: str) -> str:
    """The page in Markdown. ``date`` and ``machine`` are shown as they are."""
    builds = "one build" if runs == 1 else f"{runs} builds"
    method = f"Each figure is the median of {builds}; in each run, the generators took turns."
    sizes = "\n".join(f"## {each.stories:,} stories\n\n{_sections(each)}\n" for each in results)
    if len(results) > 1:
        sizes += f"\n## CPU time for each story\n\n{growth(results[0], results[-1])}\n"
    return PAGE.format(
        date=date, machine=machine, method=method, sizes=sizes, generators=_generators(results),
        again=" ".join([*(str(each.stories) for each in results), "--runs", str(runs)]),
    )  # fmt: skip


def _sections(results: Results) -> str:
    """The tables of one number of stories. Their headings hold the number, as each must be unique."""
    return "\n\n".join(f"**{heading}**\n\n{text}" for heading, text in tables(results).items())


def _generators(results: Sequence[Results]) -> str:
    measured = {output.generator for each in results for output in each.outputs}
    rows = []
    for generator in (each for each in GENERATORS if each.name in measured):
        versions = versions_of(generator.environment) if generator.environment else ["this version"]
        rows.append([generator.name, ", ".join(versions), generator.makes])
    return table(["generator", "versions", "what it makes"], rows)
