"""Changes to consent records in the files people keep, nothing else in the file touched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rooftop.catalogue import Catalogue
from rooftop.consent.approval import subject_of
from rooftop.consent.consents import consent_of
from rooftop.consent.digests import digest
from rooftop.consent.signature import payload
from rooftop.consent.standings import contradictions
from rooftop.frontmatter import EditError, set_values, split
from rooftop.records import ConsentRecord, Record, Story, parse


def consent_path(record: Record, person: str) -> tuple[str, ...]:
    """Where the consent of ``person`` stands in the file of ``record``."""
    return ("consent", person) if isinstance(record, Story) else ("consent",)


def approve(
    text: str, record: Record, person: str, catalogue: Catalogue, terms: Mapping[str, str | None]
) -> str:
    """``text`` with the consent of ``person`` given, with ``terms`` (YAML values), and bound to the
    words there are now.

    A signature that stood there is taken out: it was over something else. Raises `EditError` when
    the record would still contradict itself.
    """
    path = consent_path(record, person)
    text = set_values(text, path, {"status": "given", **terms, "approved": None, "signature": None})
    consent = _reread(text, record, person)
    if wrong := contradictions(consent):
        raise EditError(f"the record of {person} would contradict itself: {'; '.join(wrong)}")
    approved = digest(_record(text, record), person, consent, catalogue)
    return set_values(text, path, {"approved": approved})


def withdraw(text: str, record: Record, person: str, day: date) -> str:
    """``text`` with the consent of ``person`` withdrawn on ``day``; what they had agreed to stays
    legible.
    """
    return set_values(
        text, consent_path(record, person), {"status": "withdrawn", "withdrawn": day.isoformat()}
    )


def add_signature(text: str, record: Record, person: str, signature: str) -> str:
    """``text`` with ``signature`` beside the digest it is over."""
    return set_values(text, consent_path(record, person), {"signature": signature})


def signable(record: Record, person: str, catalogue: Catalogue) -> str:
    """What ``person`` signs. Raises `EditError` when nothing is approved, or something else than
    what stands there.
    """
    consent = consent_of(record, person)
    if consent is None or consent.approved is None:
        raise EditError(
            f"{subject_of(record)}: nothing is approved yet; run `rooftop consent approve` first"
        )
    current = digest(record, person, consent, catalogue, like=consent.approved)
    if consent.approved != current:
        raise EditError(f"{subject_of(record)}: the words are not those that were approved")
    return payload(subject_of(record), person, consent.approved)


def _record(text: str, record: Record) -> Record:
    document, problems = split(text, record.origin.path)
    parsed = parse(type(record), document, record.slug) if document else (None, problems)
    if parsed[0] is None:
        raise EditError(
            "; ".join(f"{each.message} {each.hint}".strip() for each in [*problems, *parsed[1]])
        )
    return parsed[0]


def _reread(text: str, record: Record, person: str) -> ConsentRecord:
    consent = consent_of(_record(text, record), person)
    if consent is None:
        raise EditError(f"{record.origin.path} has no consent record for {person}")
    return consent
