"""The whole report of one day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from rooftop.desk.report.aging import Aging, aging
from rooftop.desk.report.amplification import Amplification, amplification
from rooftop.desk.report.asking import Asking, asking
from rooftop.desk.report.consents import ConsentReport, consents
from rooftop.desk.report.control import Control, control
from rooftop.desk.report.coverage import Coverage, coverage
from rooftop.desk.report.health import Health, health
from rooftop.desk.report.people import People, people
from rooftop.desk.report.promises import Promises, promises
from rooftop.desk.report.sources import Sources
from rooftop.desk.report.tables import as_csv, as_json, print_parts

#: The version of the form in which a report is written as JSON and CSV: it changes when a field
#: goes or gets another meaning, and stays when one is added.
VERSION = 1
#: What the parts are called, by their field, in the order in which they are read.
TITLES = {
    "coverage": "Coverage",
    "people": "People",
    "consent": "Consent",
    "aging": "Stories past their best",
    "promises": "Promises and turnarounds",
    "control": "Non-control",
    "amplification": "Amplification",
    "requests": "Requests",
    "health": "Health",
}


@dataclass(frozen=True)
class Report:
    """What the programme looks like on one day."""

    coverage: Coverage
    people: People
    consent: ConsentReport
    aging: Aging
    promises: Promises
    control: Control
    amplification: Amplification
    requests: Asking
    health: Health

    @property
    def parts(self) -> dict[str, Any]:
        """Its parts, by their field."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def titled_parts(self) -> Mapping[str, Any]:
        """Its parts, by their title."""
        return {TITLES[name]: part for name, part in self.parts.items()}


def make_report(sources: Sources) -> Report:
    """The report that ``sources`` amount to."""
    return Report(
        coverage=coverage(sources),
        people=people(sources),
        consent=consents(sources),
        aging=aging(sources),
        promises=promises(sources),
        control=control(sources),
        amplification=amplification(sources),
        requests=asking(sources),
        health=health(sources),
    )


def render_report(report: Report, form: str, today: datetime.date) -> str:
    """``report`` of ``today`` (UTC) as ``text``, ``json`` or ``csv``."""
    if form == "json":
        return as_json(report.parts, {"version": VERSION, "day": today})
    if form == "csv":
        return as_csv(report.parts)
    lines = print_parts(report.titled_parts)
    return "\n".join([f"The programme on {today} (UTC).", "", *lines]).rstrip() + "\n"
