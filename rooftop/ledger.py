"""Every decision with its reason: for each person, field, channel and language of each record on
one day.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from rooftop.consent import Consent, Consents, Decision, Reason, Standing, company_word
from rooftop.plan import Plan
from rooftop.records import CHANNELS, FIELDS, Channel
from rooftop.text import as_cell


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
    """Where one consent stands on a day; ``answer_by`` is the last day for an answer to a
    request.
    """

    subject: str
    person: str
    standing: str
    until: str
    covers: str
    channels: str
    approval: str
    employer: str
    answer_by: str = ""


@dataclass(frozen=True)
class CompanyRow:
    """Where the approval of a company stands on a day, and how many people and stories it is for.
    ``until`` is its last day.
    """

    subject: str
    name: str
    people: int
    stories: int
    standing: str
    until: str
    covers: str
    channels: str
    answer_by: str = ""


def entries(plan: Plan) -> Iterator[Entry]:
    """Every decision of ``plan``, records in the order of their paths, fields and channels in that
    of the contract.
    """
    whole = {each.path: each.reason for each in plan.withheld if each.is_whole}
    for consent in _in_order(plan.consents):
        for channel in CHANNELS:
            yield from _decisions(plan, consent, channel, whole.get(consent.path, ""))


def _decisions(plan: Plan, consent: Consent, channel: Channel, withheld: str) -> Iterator[Entry]:
    decision = consent.decisions.get(channel, Decision())
    others = _of_others(plan.consents, consent, channel)
    for field in FIELDS:
        reason = decision.why.get(field) or others.get(field) or withheld
        if not reason and field not in decision.shown:
            reason = Reason.CHANNEL
        yield Entry(
            day=plan.today.isoformat(),
            path=consent.path,
            person=consent.person,
            language=consent.language,
            channel=channel,
            field=field,
            decision="withheld" if reason else "shown",
            reason=str(reason),
        )


def _of_others(consents: Consents, consent: Consent, channel: Channel) -> dict[str, Reason]:
    """What those who tell the same story withhold of it: its words, pictures, numbers and voices
    are shared.
    """
    shared = ("words", "numbers", "voice")
    reasons: dict[str, Reason] = {}
    for other in consents.by_subject[consent.subject].values():
        why = other.decisions.get(channel, Decision()).why
        reasons |= {field: reason for field, reason in why.items() if field in shared}
        if "words" in why:
            reasons |= dict.fromkeys(FIELDS, why["words"])
    return reasons


def rows(consents: Consents) -> Iterator[Row]:
    """Where every consent stands, in the order of the paths."""
    for consent in _in_order(consents):
        record = consent.record
        yield Row(
            subject=consent.path,
            person=consent.person,
            standing=str(consent.standing),
            until=consent.until.isoformat() if consent.until else "",
            covers=" ".join(record.covers) if record else "",
            channels=" ".join(record.channels) if record else "",
            approval=str(consent.approval) if record else "",
            employer="" if consent.employer is Standing.MISSING else str(consent.employer),
            answer_by=record.answer_by.isoformat() if record and record.answer_by else "",
        )


def company_rows(consents: Consents) -> Iterator[CompanyRow]:
    """Where the approval of every company stands, by name. Its people are those whose profiles name
    its record, its stories those they tell and those that tell its numbers.
    """
    catalogue, term = consents.catalogue, consents.settings.default_term_months
    companies = catalogue.companies.values()
    for company in sorted(companies, key=lambda each: (each.name.casefold(), each.slug)):
        people = {
            person.slug
            for person in catalogue.advocates.values()
            if person.company and person.company.record == company.slug
        }
        stories = [
            story
            for story in catalogue.stories.values()
            if not people.isdisjoint(story.advocates)
            or (story.company and catalogue.company(story.company) is company)
        ]
        word, consent = company_word(company, consents.today, term), company.consent
        yield CompanyRow(
            subject=company.origin.path,
            name=company.name,
            people=len(people),
            stories=len(stories),
            standing=str(word.standing),
            until=word.until.isoformat() if word.until else "",
            covers=" ".join(consent.covers) if consent else "",
            channels=" ".join(consent.channels) if consent else "",
            answer_by=consent.answer_by.isoformat() if consent and consent.answer_by else "",
        )


def _in_order(consents: Consents) -> list[Consent]:
    return sorted(consents, key=lambda consent: consent.path)


def as_csv(table: Iterable[Any], kind: type[Entry | Row | CompanyRow]) -> str:
    """The table as CSV (RFC 4180), safe to open as a spreadsheet."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(kind)], lineterminator="\r\n")
    writer.writeheader()
    for row in table:
        writer.writerow({name: as_cell(str(value)) for name, value in asdict(row).items()})
    return out.getvalue()
