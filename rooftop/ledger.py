"""Every decision with its reason: for each person, field, channel and language of each record on
one day.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from rooftop.consent import (
    bond,
    consent_of,
    decide_for,
    last_day,
    standing,
    view_advocate,
    view_story,
)
from rooftop.plan import Plan
from rooftop.records import CHANNELS, FIELDS, Advocate, Record, Story


@dataclass(frozen=True)
class Entry:
    """One decision. ``day`` is UTC; ``reason`` is empty for what is shown."""

    day: str
    path: str
    person: str
    language: str
    channel: str
    field: str
    decision: str
    reason: str


@dataclass(frozen=True)
class Row:
    """Where one consent stands on a day."""

    subject: str
    person: str
    standing: str
    until: str
    covers: str
    channels: str
    bond: str
    employer: str


def entries(plan: Plan) -> Iterator[Entry]:
    """Every decision of ``plan``, records in the order of their paths, fields and channels in that
    of the contract.
    """
    for record in _records(plan):
        people = record.advocates if isinstance(record, Story) else (record.slug,)
        for person in people:
            for channel in CHANNELS:
                yield from _decisions(plan, record, person, channel)


def _decisions(plan: Plan, record: Record, person: str, channel: Any) -> Iterator[Entry]:
    catalogue, settings = plan.catalogue, plan.community.settings
    if isinstance(record, Story):
        view, why = view_story(record, channel, plan.today, catalogue, settings)
        language = record.language
    else:
        assert isinstance(record, Advocate)
        profile, why = view_advocate(record, channel, plan.today, catalogue, settings)
        view, language = profile, ""  # type: ignore[assignment]
    own = decide_for(record, person, channel, plan.today, catalogue, settings)
    withheld_for_mention = next(
        (w.reason for w in plan.withheld if w.path == record.origin.path and w.what == "all of it"),
        "",
    )
    whole = "" if view else str(why.get("words") or next(iter(why.values())))
    for name in FIELDS:
        reason = own.why.get(name) or why.get(name) or whole or withheld_for_mention
        yield Entry(
            plan.today.isoformat(), record.origin.path, person, language, channel, name,
            "withheld" if reason else "shown", str(reason or ""),
        )  # fmt: skip


def rows(plan: Plan) -> Iterator[Row]:
    """Where every consent stands, drafts' included if the plan has them."""
    catalogue, settings = plan.catalogue, plan.community.settings
    term = settings.default_term_months
    for record in _records(plan):
        for person in record.advocates if isinstance(record, Story) else (record.slug,):
            consent = consent_of(record, person)
            if consent is None:
                yield Row(
                    record.origin.path,
                    person,
                    str(standing(None, plan.today, term)),
                    "",
                    "",
                    "",
                    "",
                    "",
                )
                continue
            employer = consent.employer
            yield Row(
                record.origin.path, person, str(standing(consent, plan.today, term)),
                last_day(consent.given, consent.expires, term).isoformat() if consent.given else "",
                " ".join(consent.covers), " ".join(consent.channels),
                str(bond(record, person, consent, catalogue, settings)),
                employer.status if employer else "",
            )  # fmt: skip


def _records(plan: Plan) -> list[Advocate | Story]:
    found: list[Advocate | Story] = [
        *plan.catalogue.advocates.values(),
        *plan.catalogue.stories.values(),
    ]
    return sorted(found, key=lambda record: record.origin.path)


def as_csv(table: Iterator[Entry] | Iterator[Row], kind: type[Entry | Row]) -> str:
    """The table as CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with
    an apostrophe.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(kind)], lineterminator="\r\n")
    writer.writeheader()
    for each in table:
        writer.writerow(
            {
                key: f"'{value}" if str(value)[:1] in "=+-@\t\r" and value else value
                for key, value in asdict(each).items()
            }
        )
    return out.getvalue()
