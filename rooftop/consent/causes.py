"""Which problems with consent only follow from another that is told where it can be mended."""

from __future__ import annotations

from rooftop.catalogue.media import find_media_fault, media_of
from rooftop.consent.approval import Approval
from rooftop.consent.consents import Consent, Consents
from rooftop.records import Record, Story


def changed_elsewhere(owner: Record, consent: Consent, consents: Consents) -> bool:
    """Whether ``owner`` differs from what was approved because of something that is a problem of
    its own: a profile that is missing or was changed itself, a picture that is not there, a
    disclosure that was taken out. Nobody can approve what names a person who does not exist.
    """
    profile = consents.catalogue.advocates.get(consent.person)
    if profile is None:
        return True
    if consent.record is None or consent.record.approved is None:
        return False
    if _lacks_media(owner, consents):
        return True
    if not isinstance(owner, Story):
        return False
    own = consents.of(profile).get(consent.person)
    is_profile_changed = own is not None and own.approval is Approval.CHANGED
    return owner.disclosure is None or is_profile_changed or _lacks_media(profile, consents)


def misnames_consent(story: Story, person: str, consents: Consents) -> bool:
    """Whether the consent of ``person`` is missing from ``story`` only because one of the two names
    is misspelt: a reference to nobody, which is told.
    """
    is_unknown = person not in consents.catalogue.advocates
    return is_unknown or any(slug not in story.advocates for slug in story.consent)


def _lacks_media(record: Record, consents: Consents) -> bool:
    uses = media_of(record)
    return any(find_media_fault(consents.catalogue, record, use.name, use.kind) for use in uses)
