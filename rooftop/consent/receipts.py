"""A receipt for the person: a consent record after ISO/IEC TS 27560:2023, in the words of the W3C's
Data Privacy Vocabulary.

The JSON-LD context beside this module says which term of which vocabulary each key is; it is kept
here so that a receipt can be read without any network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from rooftop.consent.consents import Consent
from rooftop.consent.standings import Standing
from rooftop.settings import Community

_STATUS = {
    Standing.GIVEN: "dpv:ConsentGiven",
    Standing.REQUESTED: "dpv:ConsentRequested",
    Standing.WAITING: "dpv:ConsentRequested",
    Standing.REFUSED: "dpv:ConsentRefused",
    Standing.WITHDRAWN: "dpv:ConsentWithdrawn",
    Standing.EXPIRED: "dpv:ConsentExpired",
    Standing.INVALID: "dpv:ConsentInvalidated",
    Standing.NOT_YET: "dpv:ConsentUnknown",
    Standing.MISSING: "dpv:ConsentUnknown",
}
#: What is no publication, in the words of draft-ietf-aipref-vocab-07 and contentsignals.org.
_PURPOSES: Mapping[str, str] = {
    "ai-input": "input to AI models (Content-Signal: ai-input)",
    "ai-train": "training of AI models (Content-Usage: train-ai; Content-Signal: ai-train)",
}
_DATA = {
    "name": "pd:Name", "photo": "pd:Picture", "employer": "pd:Employer", "logo": "pd:Employer",
    "words": "pd:Opinion",
    "numbers": "pd:Professional", "voice": "pd:VoiceCommunicationRecordings",
}  # fmt: skip


def context() -> dict[str, Any]:
    """The JSON-LD context receipts are written in."""
    found: dict[str, Any] = json.loads(
        files("rooftop.consent").joinpath("receipt-context.json").read_text("utf-8")
    )
    return found


def receipt(consent: Consent, community: Community) -> dict[str, Any]:
    """The receipt of one consent, which must be recorded, as JSON-LD. Days are UTC. References to
    evidence are the company's own and not in it.
    """
    record, settings = consent.record, community.settings
    assert record
    given = record.given
    made: dict[str, Any] = {
        **context(),
        "@type": "dpv:ConsentReceipt",
        "schema_version": "ISO/IEC TS 27560:2023",
        "record_id": record.approved or f"{community.url}{consent.subject}#{consent.person}",
        "pii_principal_id": consent.person,
        "pii_controller": {
            "@type": "dpv:DataController",
            "name": settings.company,
            "url": community.url,
        },
        "notice_version": record.terms,
        "language": list(record.languages) or None,
        "purposes": [
            {
                "@type": "dpv:Purpose",
                "purpose": _PURPOSES.get(channel, f"publication: {channel}"),
                "lawful_basis": "dpv:Consent",
            }
            for channel in record.channels
        ],
        "pii_categories": [{"@id": _DATA[name], "name": name} for name in record.covers],
        "consent_type": "dpv:ExplicitlyExpressedConsent",
        "consent_status": {"@id": _STATUS[consent.standing]},
        "given_by": record.by,
        "method": record.how,
        "given": given.isoformat() if given else None,
        "expires": consent.until.isoformat() if consent.until else None,
        "withdrawn": record.withdrawn.isoformat() if record.withdrawn else None,
        "withdrawal_method": (
            "One line in the file, or a message to the community. No reason is needed."
        ),
        "subject": community.url + consent.subject + "/",
        "digest": record.approved,
        "signature": record.signature,
    }
    return {key: value for key, value in made.items() if value is not None}
