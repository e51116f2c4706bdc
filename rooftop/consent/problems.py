"""What `rooftop check` says about consent: errors a contributor can mend, and notes on what time
did.
"""

from __future__ import annotations

from collections.abc import Iterator

from rooftop.consent.approval import Approval
from rooftop.consent.causes import changed_elsewhere, misnames_consent
from rooftop.consent.company_problems import WARNING_DAYS, check_company, check_employer
from rooftop.consent.consents import Consent, Consents
from rooftop.consent.decision import Reason
from rooftop.consent.standings import Standing, contradictions
from rooftop.problems import Problem, problem
from rooftop.records import Advocate, ConsentRecord, Field, Record, Story

_TOLD = {
    Standing.REQUESTED: (
        "consent-not-given",
        "was asked for and not given yet",
        "Keep the file in drafts/ until the person agrees: a public repository is a publication.",
    ),
    Standing.WAITING: (
        "consent-not-given",
        "was asked for, and no answer came by the day that was set",
        "Silence counts as no. Move the file to drafts/, and ask again or delete it.",
    ),
    Standing.REFUSED: (
        "consent-not-given",
        "was refused",
        "Delete the file; a refusal is an answer.",
    ),
    Standing.NOT_YET: (
        "consent-not-yet",
        "begins on a later day",
        "Merge the change on that day, or correct `given`.",
    ),
    Standing.EXPIRED: (
        "consent-expired",
        "has expired",
        "Ask whether it may be renewed. Until then it is withheld.",
    ),
    Standing.WITHDRAWN: (
        "consent-withdrawn",
        "was withdrawn",
        "It is withheld. Nothing is left to do in this file.",
    ),
}
_BROKEN = {
    Approval.CHANGED: (
        "consent-changed",
        "the words or pictures are not what was approved",
        "`rooftop consent diff` shows the change. Undo it, or show it to the person and run "
        "`rooftop consent approve`.",
    ),
    Approval.UNSIGNED: (
        "consent-unsigned",
        "the settings ask for a signature, and there is none",
        "Ask the person to run `rooftop consent sign` with their own key.",
    ),
    Approval.UNVERIFIABLE: (
        "consent-unverified",
        "the signature cannot be verified here",
        "Install OpenSSH, whose ssh-keygen verifies it, and run `rooftop check` again.",
    ),
    Approval.BAD_SIGNATURE: (
        "consent-signature",
        "the signature does not match this person's key and these words",
        "Check allowed_signers, and ask the person to sign again.",
    ),
}
#: What is said of consents that the setting ``approvals: required`` does not count.
_NOT_APPROVED = (
    "these words and pictures are not approved yet",
    "Show them the page: `rooftop consent request`. If they agree: `rooftop consent approve`.",
)


def check_consent(consents: Consents) -> Iterator[Problem]:
    """Every problem with consent, of records outside ``drafts/``: drafts wait for it by design."""
    catalogue = consents.catalogue
    for advocate in catalogue.advocates.values():
        if not advocate.is_draft:
            yield from _check(advocate, consents)
            yield from _uncovered_profile(advocate)
    for story in catalogue.stories.values():
        if not story.is_draft:
            yield from _check(story, consents)
            yield from _disclosure(story)
            yield from _language(story, consents)
            yield from _stamp(story, consents)
            yield from _uncovered_story(story)
    for company in catalogue.companies.values():
        if not company.is_draft:
            yield from check_company(company, consents)


def _check(owner: Record, consents: Consents) -> Iterator[Problem]:
    for consent in consents.of(owner).values():
        path = ("consent", consent.person) if isinstance(owner, Story) else ("consent",)
        whose = f"the consent of {consent.person}" if isinstance(owner, Story) else "the consent"
        yield from _record(owner, path, whose, consent, consents)
        if consent.standing is Standing.GIVEN:
            yield from _approval(owner, path, consent, consents)
            yield from _lapses(owner, path, consent, consents)
            yield from check_employer(owner, path, consent, consents)


def _record(
    owner: Record, path: tuple[str, ...], whose: str, consent: Consent, consents: Consents
) -> Iterator[Problem]:
    file, record = owner.origin.path, consent.record
    if record is None:
        if isinstance(owner, Story) and misnames_consent(owner, consent.person, consents):
            return
        hint = "Ask with `rooftop consent request`, and record the answer."
        at = owner.origin.at(*path)
        yield problem(file, at, "consent-missing", f"{whose} is missing: nothing is shown", hint)
        return
    hint = "Correct the record from what the person said."
    for text in contradictions(record):
        at = owner.origin.at(*path)
        yield problem(file, at, "consent-invalid", f"{whose} contradicts itself: {text}", hint)
    if record.withdrawn and record.withdrawn > consents.today:
        text = f"{whose} is withdrawn on a later day, {record.withdrawn.isoformat()}"
        hint = "A withdrawal counts at once, so it is withheld already. Write the day it was said."
        yield problem(file, owner.origin.at(*path, "withdrawn"), "consent-invalid", text, hint)
    if consent.standing in _TOLD:
        code, text, hint = _TOLD[consent.standing]
        yield problem(file, owner.origin.at(*path), code, f"{whose} {text}", hint)


def _approval(
    owner: Record, path: tuple[str, ...], consent: Consent, consents: Consents
) -> Iterator[Problem]:
    if consent.approval is Approval.CHANGED and changed_elsewhere(owner, consent, consents):
        return
    if consent.approval in _BROKEN:
        code, text, hint = _BROKEN[consent.approval]
        if code == "consent-changed" and consent.record and not consent.record.approved:
            text, hint = _NOT_APPROVED
        at = owner.origin.at(*path, "approved")
        yield problem(owner.origin.path, at, code, f"{consent.person}: {text}", hint)
        return
    hidden = (decision.why.values() for decision in consent.decisions.values())
    if any(Reason.PROFILE_CHANGED in reasons for reasons in hidden):
        profile = consents.catalogue.advocates[consent.person]
        text = f"{consent.person}: name, role, employer and face are not shown here"
        hint = f"{profile.origin.path} is not what {consent.person} approved. Correct it there."
        at = owner.origin.at(*path, "approved")
        yield problem(owner.origin.path, at, "consent-profile-changed", text, hint)


def _lapses(
    owner: Record, path: tuple[str, ...], consent: Consent, consents: Consents
) -> Iterator[Problem]:
    """What ends within the next thirty days: time enough to ask."""
    if consent.until and (consent.until - consents.today).days <= WARNING_DAYS:
        at = owner.origin.at(*path, "expires")
        text = f"the consent holds until {consent.until.isoformat()}"
        hint = "Ask now whether it may be renewed. From the next day on, it is withheld."
        yield problem(owner.origin.path, at, "consent-lapses", text, hint)


def _stamp(story: Story, consents: Consents) -> Iterator[Problem]:
    """Only `rooftop stamp` writes when a story went out, and it never writes a later moment."""
    if story.published and story.published.date() > consents.today:
        at = story.origin.at("published")
        text = f"`published` names a later day, {story.published.date().isoformat()}"
        hint = "Remove `published` and `permalink`; `rooftop stamp` writes them."
        yield problem(story.origin.path, at, "stamp-invalid", text, hint)


def _disclosure(story: Story) -> Iterator[Problem]:
    file = story.origin.path
    if story.disclosure is None:
        hint = (
            "Add `disclosure: {relationship: customer, incentive: none, conditional: false}`, with "
            "the values that are true."
        )
        yield problem(
            file,
            (1, 1),
            "disclosure-missing",
            "the relationship and any incentive are not stated",
            hint,
        )
    elif story.disclosure.conditional:
        hint = (
            "It cannot be published (FTC 16 CFR 465.4). Ask for a story again, without a condition."
        )
        yield problem(
            file,
            story.origin.at("disclosure"),
            "incentive-conditional",
            "the incentive depended on what the person said",
            hint,
        )


def _language(story: Story, consents: Consents) -> Iterator[Problem]:
    given = [consent for consent in consents.of(story).values() if consent.record]
    if not all(consent.language_agreed for consent in given):
        hint = f"Ask for {story.language} too, and add it to `languages` of each consent."
        text = f"not all who tell it agreed to the language {story.language}"
        yield problem(
            story.origin.path, story.origin.at("language"), "consent-language", text, hint
        )


def _uncovered_profile(advocate: Advocate) -> Iterator[Problem]:
    company = advocate.company
    written: dict[Field, tuple[tuple[str, ...], object]] = {
        "name": (("name",), advocate.name),
        "photo": (("photo",), advocate.photo),
        "employer": (("company",), company),
        "logo": (("company", "logo"), company and not company.record and company.logo),
        "words": (("headline",), advocate.headline),
    }
    yield from _uncovered(advocate, advocate.consent, written)


def _uncovered_story(story: Story) -> Iterator[Problem]:
    written: dict[Field, tuple[tuple[str, ...], object]] = {
        "numbers": (("results",), story.results),
        "photo": (("media",), [medium for medium in story.media if medium.kind == "image"]),
        "voice": (("media",), [medium for medium in story.media if medium.kind != "image"]),
    }
    for record in story.consent.values():
        yield from _uncovered(story, record, written)


def _uncovered(
    owner: Record,
    record: ConsentRecord | None,
    written: dict[Field, tuple[tuple[str, ...], object]],
) -> Iterator[Problem]:
    if record is None or record.status != "given":
        return
    for name, (path, value) in written.items():
        if value and name not in record.covers:
            hint = "Remove it from this public file, or ask the person to agree to it."
            text = f"{'.'.join(path)} is written here, but the consent does not cover {name}"
            yield problem(
                owner.origin.path, owner.origin.at(*path), "consent-not-covered", text, hint
            )
