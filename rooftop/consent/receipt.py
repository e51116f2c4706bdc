"""A receipt for the person: a consent record after ISO/IEC TS 27560:2023, in the words of the W3C's
Data Privacy Vocabulary.

The JSON-LD context beside this module says which term of which vocabulary each key is; it is kept
here so that a receipt can be read without any network.
"""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import Any

from rooftop.consent.approval import subject
from rooftop.consent.decide import Standing, last_day, standing
from rooftop.records import ConsentRecord, Record
from rooftop.settings import Community

_STATUS = {
    Standing.GIVEN: "dpv:ConsentGiven",
    Standing.REQUESTED: "dpv:ConsentRequested",
    Standing.REFUSED: "dpv:ConsentRefused",
    Standing.WITHDRAWN: "dpv:ConsentWithdrawn",
    Standing.EXPIRED: "dpv:ConsentExpired",
    Standing.INVALID: "dpv:ConsentInvalidated",
    Standing.NOT_YET: "dpv:ConsentUnknown",
    Standing.MISSING: "dpv:ConsentUnknown",
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


def receipt(
    record: Record, person: str, consent: ConsentRecord, community: Community, today: date
) -> dict[str, Any]:
    """The receipt of one consent as JSON-LD. Days are UTC. References to evidence are the company's
    own and not in it.
    """
    settings = community.settings
    given = consent.given
    made: dict[str, Any] = {
        **context(),
        "@type": "dpv:ConsentReceipt",
        "schema_version": "ISO/IEC TS 27560:2023",
        "record_id": consent.approved or f"{community.url}{subject(record)}#{person}",
        "pii_principal_id": person,
        "pii_controller": {
            "@type": "dpv:DataController",
            "name": settings.company,
            "url": community.url,
        },
        "notice_version": consent.terms,
        "language": list(consent.languages) or None,
        "purposes": [
            {
                "@type": "dpv:Purpose",
                "purpose": f"publication: {channel}",
                "lawful_basis": "dpv:Consent",
            }
            for channel in consent.channels
        ],
        "pii_categories": [{"@id": _DATA[name], "name": name} for name in consent.covers],
        "consent_type": "dpv:ExplicitlyExpressedConsent",
        "consent_status": {"@id": _STATUS[standing(consent, today, settings.default_term_months)]},
        "given_by": consent.by,
        "method": consent.how,
        "given": given.isoformat() if given else None,
        "expires": last_day(given, consent.expires, settings.default_term_months).isoformat()
        if given
        else None,
        "withdrawn": consent.withdrawn.isoformat() if consent.withdrawn else None,
        "withdrawal_method": (
            "One line in the file, or a word to the community; nobody asks for a reason."
        ),
        "subject": community.url + subject(record) + "/",
        "digest": consent.approved,
        "signature": consent.signature,
    }
    return {key: value for key, value in made.items() if value is not None}
