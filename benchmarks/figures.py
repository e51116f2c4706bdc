"""Medians, ratios and tables of what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.generators import BLOG, HUGO, ROOFTOP, STOCK, Generator
from benchmarks.runs import PHASES, Output, Sample

#: What each phase is called in a table.
HEADINGS = {
    "cold": "from nothing",
    "pictures": "pictures kept",
    "unchanged": "nothing changed",
    "edited": "one story edited",
}
_NONE = "–"
_MIB, _MB = 2**20, 10**6


@dataclass(frozen=True)
class Results:
    """What was measured with a community of ``stories``."""

    stories: int
    samples: Sequence[Sample]
    outputs: Sequence[Output]

    def values(self, generator: str, phase: str, figure: str) -> list[float]:
        """The values of a figure, such as ``cpu``, in the order of the runs."""
        found = (
            each for each in self.samples if (each.generator, each.phase) == (generator, phase)
        )
        return [getattr(each, figure) for each in found]

    def median(self, generator: str, phase: str, figure: str) -> float | None:
        """The median of a figure; None for what was not measured."""
        values = self.values(generator, phase, figure)
        return median(values) if values else None


@dataclass(frozen=True)
class Goal:
    """A phase of Rooftop over the whole build of another generator, and the most it should be for
    a number of stories.
    """

    phase: str
    peer: Generator
    most: Mapping[int, float]


GOALS = (
    Goal("unchanged", STOCK, {1000: 0.5, 5000: 0.25, 10_000: 0.2}),
    Goal("edited", STOCK, {1000: 0.8, 5000: 0.35, 10_000: 0.25}),
    Goal("edited", HUGO, {1000: 1.2, 5000: 0.35, 10_000: 0.2}),
    Goal("pictures", STOCK, {1000: 2.5, 5000: 2.5, 10_000: 2.5}),
    Goal("cold", STOCK, {1000: 8, 5000: 8, 10_000: 8}),
    Goal("cold", BLOG, {1000: 1}),
)


def compared_at_scale(generators: Sequence[Generator]) -> list[Generator]:
    """Rooftop, and those of ``generators`` that a goal names for several numbers of stories. Some
    of the others take hours for ten thousand.
    """
    peers = [goal.peer for goal in GOALS if len(goal.most) > 1]
    return [each for each in generators if each is ROOFTOP or each in peers]


def ratio(results: Results, phase: str, peer: str, figure: str) -> float | None:
    """Rooftop in a ``phase`` over the build of ``peer`` from nothing: the median of the ratios of
    each run, because both then had the same machine.
    """
    ours = results.values(ROOFTOP.name, phase, figure)
    theirs = results.values(peer, "cold", figure)
    ratios = [one / other for one, other in zip(ours, theirs, strict=False)]
    return median(ratios) if ratios else None


def table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown, its columns aligned: the first to the left, figures to the right."""
    lines = [heading, *rows]
    widths = [max(4, *(len(line[n]) for line in lines)) for n in range(len(heading))]
    rule = [f"{'-' * (width - 1)}{':' if n else '-'}" for n, width in enumerate(widths)]
    text = []
    for line in (heading, rule, *rows):
        cells = (
            cell.rjust(width) if n else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        text.append(f"| {' | '.join(cells)} |")
    return "\n".join(text)


def tables(results: Results) -> dict[str, str]:
    """The tables of one number of stories, by their headings."""
    found = {
        "CPU seconds": _phases(results, "cpu"),
        "Wall seconds": _phases(results, "wall"),
        "Memory and output": _outputs(results),
        "Rooftop over others": _ratios(results),
    }
    return {heading: text for heading, text in found.items() if text}


def growth(smaller: Results, larger: Results) -> str:
    """CPU time for each story at the larger number over that at the smaller one, in each phase."""
    rows = []
    for phase in PHASES:
        few, many = (each.median(ROOFTOP.name, phase, "cpu") for each in (smaller, larger))
        if few and many:
            rows.append([HEADINGS[phase], f"{many / larger.stories / (few / smaller.stories):.2f}"])
    return table(["", f"{larger.stories:,} over {smaller.stories:,}"], rows)


def _phases(results: Results, figure: str) -> str:
    phases = [phase for phase in PHASES if phase in {each.phase for each in results.samples}]
    rows = []
    for output in results.outputs:
        values = (results.median(output.generator, phase, figure) for phase in phases)
        rows.append([output.generator, *(_NONE if v is None else f"{v:.2f}" for v in values)])
    return table(["", *(HEADINGS[phase] for phase in phases)], rows)


def _outputs(results: Results) -> str:
    rows = []
    for each in results.outputs:
        peak = results.median(each.generator, "cold", "peak")
        memory = _NONE if peak is None else f"{peak / _MIB:,.0f}"
        size = f"{each.size / _MB:,.1f}"
        rows.append([each.generator, memory, size, f"{each.files:,}", f"{each.feeds:,}"])
    return table(["", "memory, MiB", "site, MB", "files", "feeds"], rows)


def _ratios(results: Results) -> str:
    rows = [*_ratio_rows(results)]
    return table(["", "CPU", "wall", "goal, CPU"], rows) if rows else ""


def _ratio_rows(results: Results) -> Iterator[list[str]]:
    for goal in GOALS:
        cpu = ratio(results, goal.phase, goal.peer.name, "cpu")
        wall = ratio(results, goal.phase, goal.peer.name, "wall")
        if cpu is not None and wall is not None:
            most = goal.most.get(results.stories)
            what = f"{HEADINGS[goal.phase]}, over {goal.peer.name}"
            yield [what, f"{cpu:.2f}", f"{wall:.2f}", f"≤ {most:g}" if most else _NONE]
