"""Changes to consent records in the files people keep, nothing else in the file touched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rooftop.catalogue import Catalogue
from rooftop.consent.approval import subject_of
from rooftop.consent.consents import consent_of
from rooftop.consent.digests import current_digest, digest, is_current
from rooftop.consent.signature import payload
from rooftop.consent.standings import contradictions
from rooftop.frontmatter import EditError, set_group, set_values, split
from rooftop.records import ConsentRecord, Record, Story, parse


def consent_path(record: Record, person: str) -> tuple[str, ...]:
    """Where the consent of ``person`` stands in the file of ``record``."""
    return ("consent", person) if isinstance(record, Story) else ("consent",)


def request(text: str, record: Record, person: str, values: Mapping[str, str]) -> str:
    """``text`` with a consent record of ``person`` that says that it was asked for, with
    ``values`` (YAML). A record that says something else already stays as it is. Raises `EditError`.
    """
    consent = consent_of(record, person)
    if consent and consent.status != "requested":
        return text
    return set_group(text, consent_path(record, person), {"status": "requested", **values})


def approve(
    text: str, record: Record, person: str, catalogue: Catalogue, terms: Mapping[str, str | None]
) -> str:
    """``text`` with the consent of ``person`` given, with ``terms`` (YAML values), and bound to the
    words there are now.

    A signature that stood there is taken out: it was over something else. Raises `EditError` when
    the record would still contradict itself.
    """
    path, answered = consent_path(record, person), {"answer_by": None}
    text = set_group(text, path, {"status": "given"})
    text = set_values(text, path, {**answered, **terms, "approved": None, "signature": None})
    consent = _reread(text, record, person)
    if wrong := contradictions(consent):
        raise EditError(f"the record of {person} would contradict itself: {'; '.join(wrong)}")
    approved = digest(parsed(text, record), person, consent, catalogue)
    return set_values(text, path, {"approved": approved})


def agree_for_employer(
    text: str, record: Record, person: str, catalogue: Catalogue, terms: Mapping[str, str]
) -> str:
    """``text`` with the approval of the employer of ``person`` given, with ``terms`` (YAML values).
    What the person approved stays bound and signed: it is not part of it.

    A digest of the first version covers the employer's terms too. It is made anew over the same
    words, if they are as approved. Raises `EditError` when ``person`` has no record, and when such
    a digest is signed.
    """
    consent, path = _reread(text, record, person), consent_path(record, person)
    bound = consent.approved if consent.approved and not is_current(consent.approved) else None
    if bound and digest(parsed(text, record), person, consent, catalogue, like=bound) != bound:
        bound = None
    if bound and consent.signature:
        raise EditError(
            f"{person} signed an approval of an earlier version, which covers the employer's terms "
            "too; run `rooftop consent approve` and `rooftop consent sign` with them"
        )
    text = set_group(text, (*path, "employer"), {"status": "given", **terms})
    employer = _reread(text, record, person).employer
    over: dict[str, str | None] = {"withdrawn": None}
    if employer and employer.given and employer.expires and employer.expires < employer.given:
        over["expires"] = None
    text = set_values(text, (*path, "employer"), over)
    consent = _reread(text, record, person)
    if wrong := contradictions(consent.employer) if consent.employer else []:
        raise EditError(f"the approval of the employer of {person}: {'; '.join(wrong)}")
    if bound is None:
        return text
    approved = digest(parsed(text, record), person, consent, catalogue, like=bound)
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
    if consent.approved != current_digest(record, person, consent, catalogue):
        raise EditError(f"{subject_of(record)}: the words are not those that were approved")
    return payload(subject_of(record), person, consent.approved)


def parsed(text: str, record: Record) -> Record:
    """The record that ``text`` holds in the place of ``record``. Raises `EditError`."""
    document, problems = split(text, record.origin.path)
    found, wrong = parse(type(record), document, record.slug) if document else (None, [])
    if found is None:
        faults = [*problems, *wrong]
        raise EditError("; ".join(f"{each.message} {each.hint}".strip() for each in faults))
    return found


def _reread(text: str, record: Record, person: str) -> ConsentRecord:
    consent = consent_of(parsed(text, record), person)
    if consent is None:
        raise EditError(f"{record.origin.path} has no consent record for {person}")
    return consent
