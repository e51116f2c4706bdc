"""Charts of a report, as SVG to stand in a page: drawn by pygal, coloured by the page's style.

pygal gives every picture a script, a style, tooltips and the day of its making. All of that is
taken out, so that a picture does nothing, and the same figures make the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from markupsafe import Markup

from rooftop.desk.report.amplification import Amplification
from rooftop.desk.report.control import Control
from rooftop.desk.report.people import People
from rooftop.desk.report.promises import Promises
from rooftop.desk.report.report import Report
from rooftop.extras import is_installed

#: How many months, the latest ones, a chart of posts shows.
_MONTHS = 12
#: The width of a picture, and the height of a bar and of what surrounds the bars.
_WIDTH, _BAR, _AROUND = 720, 34, 90
#: Longest name beside a bar; the tables have all of it.
_LABEL = 28
_SVG = "{http://www.w3.org/2000/svg}"
#: The height of letters in pixels, by which pygal makes room; page.css draws them so.
_LETTERS = 12
#: What pygal draws for its script, and for editors.
_UNUSED = ("script", "style", "desc", "title")


@dataclass(frozen=True)
class Chart:
    """Bars, one for each of ``labels``, made of ``values``: by what each piece stands for, as many
    numbers as there are bars. ``part`` is the field of the report that has the same numbers.
    """

    part: str
    title: str
    labels: Sequence[str]
    values: Mapping[str, Sequence[int]]

    @property
    def name(self) -> str:
        """A name for its place in the page."""
        return "-".join(self.title.lower().split())

    @property
    def description(self) -> str:
        """The same in words, for those who do not see it."""
        return "; ".join(self._sentences()) + "."

    def _sentences(self) -> Iterator[str]:
        for number, label in enumerate(self.labels):
            pieces = (f"{values[number]} {name}" for name, values in self.values.items())
            yield f"{label}: {', '.join(pieces)}"


def draw_charts(report: Report) -> dict[str, list[tuple[str, Markup]]]:
    """The charts of each part of ``report``, by its field: their title, and an SVG element. Charts
    of nothing are left out, and all of them where the extra ``report`` is not installed.
    """
    drawings: dict[str, list[tuple[str, Markup]]] = {}
    if is_installed("report"):
        for chart in _charts(report):
            if any(number for values in chart.values.values() for number in values):
                drawings.setdefault(chart.part, []).append((chart.title, draw(chart)))
    return drawings


def _charts(report: Report) -> Iterator[Chart]:
    goals = report.coverage.goals
    yield Chart(
        "coverage",
        "Stories by goal",
        [row.goal for row in goals],
        {
            "published": [row.published for row in goals],
            "waiting": [row.waiting for row in goals],
            "wanted": [row.wanted for row in goals],
        },
    )
    yield from _people(report.people)
    consent = report.consent
    thirty, sixty = consent.lapsing_in_30_days, consent.lapsing_in_60_days
    further = (thirty, sixty - thirty, consent.lapsing_in_90_days - sixty)
    labels = ("in 30 days", "in 31 to 60 days", "in 61 to 90 days")
    yield Chart("consent", "Consents that end", labels, {"consents": further})
    yield _promises(report.promises)
    yield _critical(report.control)
    yield _posts(report.amplification)


def _people(people: People) -> Iterator[Chart]:
    stages = [step.stage for step in people.ladder]
    yield Chart(
        "people",
        "People on the ladder",
        stages,
        {"people": [each.people for each in people.ladder]},
    )
    most = max((row.asks for row in people.people), default=0)
    asks = [sum(row.asks == number for row in people.people) for number in range(most + 1)]
    labels = [
        "not asked",
        "asked once",
        *(f"asked {number} times" for number in range(2, most + 1)),
    ]
    labels = labels[: most + 1]
    yield Chart("people", "Asks in three months", labels, {"people": asks})


def _promises(promises: Promises) -> Chart:
    states = {
        "kept": promises.kept,
        "kept late": promises.kept_late,
        "due": promises.due,
        "late": promises.late,
    }
    return Chart("promises", "Promises", list(states), {"promises": list(states.values())})


def _critical(control: Control) -> Chart:
    years = control.critical_stories
    pieces = {
        "critical": [each.critical for each in years],
        "other": [each.stories - each.critical for each in years],
    }
    return Chart("control", "Critical stories by year", [str(each.year) for each in years], pieces)


def _posts(amplification: Amplification) -> Chart:
    months = sorted({row.month for row in amplification.months})[-_MONTHS:]
    posts = [sum(r.posts for r in amplification.months if r.month == month) for month in months]
    return Chart("amplification", "Posts by month", months, {"posts": posts})


def draw(chart: Chart) -> Markup:
    """``chart`` as an SVG element with a title and a description."""
    from pygal import HorizontalStackedBar  # noqa: PLC0415 — an extra, and for one command
    from pygal.style import Style  # noqa: PLC0415

    kinds = ("label", "major_label", "legend", "value")
    plot = HorizontalStackedBar(
        width=_WIDTH,
        height=_AROUND + _BAR * len(chart.labels) * (1 if len(chart.labels) > 1 else 2),
        style=Style(**{f"{kind}_font_size": _LETTERS for kind in kinds}),
        js=(),
        css=(),
        no_prefix=True,
        print_values=True,
        print_zeroes=False,
        show_legend=len(chart.values) > 1,
        legend_at_bottom=True,
        legend_at_bottom_columns=len(chart.values),
        order_min=0,
        margin=12,
        formatter=lambda value: f"{value:g}",
    )
    plot.x_labels = [_shorten(label) for label in reversed(chart.labels)]  # pygal begins below
    for name, numbers in chart.values.items():
        plot.add(name, list(reversed(numbers)))
    tree = _clean(plot.render_tree(), chart)
    return Markup(etree.tostring(tree, encoding="unicode"))  # noqa: S704 — lxml escapes every text


def _clean(tree: Any, chart: Chart) -> Any:
    """``tree`` without what the page does not need, and with what it says in words."""
    etree.strip_elements(tree, etree.Comment, with_tail=False)
    etree.strip_elements(tree, *_UNUSED, *(_SVG + name for name in _UNUSED), with_tail=False)
    for group in tree.xpath("//*[contains(@class, 'tooltip-overlay')]"):
        group.getparent().remove(group)
    for element in tree.iter():
        for name in ("id", "style", "onclick"):
            element.attrib.pop(name, None)
    words = {"title": chart.title, "desc": chart.description}
    for place, (tag, text) in enumerate(words.items()):
        element = etree.Element(_SVG + tag, id=f"{chart.name}-{tag}")
        element.text = text
        tree.insert(place, element)
    tree.set("role", "img")
    tree.set("aria-labelledby", f"{chart.name}-title {chart.name}-desc")
    return tree


def _shorten(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…"
