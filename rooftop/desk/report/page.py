"""A report as one page that stands by itself: style and charts are in it, and it loads nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rooftop.desk.report.charts import draw_charts
from rooftop.desk.report.report import TITLES, Report
from rooftop.desk.report.tables import Table, as_text, as_words, figures_of, tables_of
from rooftop.extras import how_to_install, is_installed

#: How many rows of a table the page shows.
_ROWS = 500


@dataclass(frozen=True)
class Section:
    """One part of the report as the page shows it."""

    name: str
    title: str
    figures: dict[str, Any]
    charts: list[tuple[str, Markup]]
    tables: list[Table]


def render_page(report: Report, community: str, today: datetime.date) -> str:
    """``report`` of ``today`` (UTC) about the community called ``community``, as HTML."""
    environment = Environment(
        loader=PackageLoader("rooftop.desk.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"as_text": as_text, "as_words": as_words, "kinds_of": _kinds_of}
    return environment.get_template("page.html").render(
        sections=list(_sections(report)),
        community=community,
        day=today,
        most=_ROWS,
        hint="" if is_installed("report") else how_to_install("report"),
    )


def _sections(report: Report) -> Iterator[Section]:
    charts = draw_charts(report)
    for name, part in report.parts.items():
        tables = [table for table in tables_of(part) if table.rows]
        yield Section(name, TITLES[name], figures_of(part), charts.get(name, []), tables)


def _kinds_of(table: Table) -> list[str]:
    """What each column of ``table`` holds: a ``number``, a ``day``, or ``words``."""
    cells = (
        next((c for c in column if c is not None), "") for column in zip(*table.rows, strict=True)
    )
    return [_kind_of(cell) for cell in cells]


def _kind_of(cell: object) -> str:
    if isinstance(cell, datetime.date):
        return "day"
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return "number" if is_number else "words"
