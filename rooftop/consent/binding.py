"""Is what stands here still what the person approved, and did they sign it?"""

from __future__ import annotations

from rooftop.catalogue import Catalogue
from rooftop.consent.decide import Bond
from rooftop.consent.digest import digest
from rooftop.consent.signature import payload, verify
from rooftop.records import ConsentRecord, Record
from rooftop.settings import Settings


def bond(record: Record, person: str, consent: ConsentRecord, catalogue: Catalogue, settings: Settings) -> Bond:
    """The bond between ``consent`` of ``person`` and ``record``.

    Without ``approved`` it is loose, which the setting ``approvals: required`` takes for changed; without ``signature`` it is
    unsigned where the setting ``signatures: required`` asks for one.
    """
    found = _bond(record, person, consent, catalogue)
    if found is Bond.LOOSE and settings.approvals == "required":
        return Bond.CHANGED
    if found in (Bond.LOOSE, Bond.BOUND) and settings.signatures == "required":
        return Bond.UNSIGNED
    return found


def _bond(record: Record, person: str, consent: ConsentRecord, catalogue: Catalogue) -> Bond:
    if consent.approved is None:
        return Bond.FORGED if consent.signature else Bond.LOOSE
    if consent.approved != digest(record, consent, catalogue.media):
        return Bond.CHANGED
    if consent.signature is None:
        return Bond.BOUND
    text = payload(subject(record), person, consent.approved)
    return Bond.SIGNED if verify(text, consent.signature, person, catalogue.allowed_signers) else Bond.FORGED


def subject(record: Record) -> str:
    """What a consent is about: ``stories/month-end``."""
    return f"{record.folder}/{record.slug}"
