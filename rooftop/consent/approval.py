"""Is what stands here still what the person approved, and did they sign it?"""

from __future__ import annotations

from enum import StrEnum

from rooftop.consent.signature import payload, verify
from rooftop.records import ConsentRecord, Record
from rooftop.settings import Settings


class Approval(StrEnum):
    """How a consent record is tied to the words beside it."""

    UNBOUND = "not bound"
    MATCHES = "matches"
    SIGNED = "signed"
    CHANGED = "changed"
    UNSIGNED = "unsigned"
    BAD_SIGNATURE = "bad signature"
    UNVERIFIABLE = "cannot be verified"


def holds(approval: Approval, settings: Settings) -> bool:
    """Whether the words may be shown, as far as ``approval`` goes.

    A signature that cannot be verified here is none where ``settings`` ask for signatures.
    """
    if approval is Approval.UNVERIFIABLE:
        return settings.signatures == "optional"
    return approval in (Approval.UNBOUND, Approval.MATCHES, Approval.SIGNED)


def approval_of(
    subject: str,
    person: str,
    consent: ConsentRecord,
    digest: str | None,
    settings: Settings,
    allowed_signers: str,
) -> Approval:
    """How ``consent`` of ``person`` is tied to the words whose digest is ``digest``.

    Without ``approved`` it is not bound, which the setting ``approvals: required`` takes for
    changed; without ``signature`` it is unsigned where ``signatures: required`` asks for one.
    ``allowed_signers`` are keys as ssh-keygen(1) reads them.
    """
    approval = _tie(subject, person, consent, digest, allowed_signers)
    if approval is Approval.UNBOUND and settings.approvals == "required":
        return Approval.CHANGED
    if approval in (Approval.UNBOUND, Approval.MATCHES) and settings.signatures == "required":
        return Approval.UNSIGNED
    return approval


def _tie(
    subject: str, person: str, consent: ConsentRecord, digest: str | None, allowed_signers: str
) -> Approval:
    if consent.approved is None:
        return Approval.BAD_SIGNATURE if consent.signature else Approval.UNBOUND
    if consent.approved != digest:
        return Approval.CHANGED
    if consent.signature is None:
        return Approval.MATCHES
    text = payload(subject, person, consent.approved)
    verified = verify(text, consent.signature, person, allowed_signers)
    if verified is None:
        return Approval.UNVERIFIABLE
    return Approval.SIGNED if verified else Approval.BAD_SIGNATURE


def subject_of(record: Record) -> str:
    """What a consent is about: ``stories/month-end``."""
    return f"{record.folder}/{record.slug}"
