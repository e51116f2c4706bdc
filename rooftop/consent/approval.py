"""Is what stands here still what the person approved, and did they sign it?"""

from __future__ import annotations

from rooftop.catalogue import Catalogue
from rooftop.consent.decide import Approval
from rooftop.consent.digest import digest
from rooftop.consent.signature import payload, verify
from rooftop.records import ConsentRecord, Record
from rooftop.settings import Settings


def bond(
    record: Record, person: str, consent: ConsentRecord, catalogue: Catalogue, settings: Settings
) -> Approval:
    """The bond between ``consent`` of ``person`` and ``record``.

    Without ``approved`` it is loose, which the setting ``approvals: required`` takes for changed;
    without ``signature`` it is unsigned where the setting ``signatures: required`` asks for one.
    """
    found = _bond(record, person, consent, catalogue)
    if found is Approval.UNBOUND and settings.approvals == "required":
        return Approval.CHANGED
    if found in (Approval.UNBOUND, Approval.MATCHES) and settings.signatures == "required":
        return Approval.UNSIGNED
    return found


def _bond(record: Record, person: str, consent: ConsentRecord, catalogue: Catalogue) -> Approval:
    if consent.approved is None:
        return Approval.BAD_SIGNATURE if consent.signature else Approval.UNBOUND
    if consent.approved != digest(record, consent, catalogue.media):
        return Approval.CHANGED
    if consent.signature is None:
        return Approval.MATCHES
    text = payload(subject(record), person, consent.approved)
    return (
        Approval.SIGNED
        if verify(text, consent.signature, person, catalogue.allowed_signers)
        else Approval.BAD_SIGNATURE
    )


def subject(record: Record) -> str:
    """What a consent is about: ``stories/month-end``."""
    return f"{record.folder}/{record.slug}"
