"""What `rooftop check` says about consent: errors a contributor can mend, and notes on what time
did.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rooftop.catalogue import Catalogue
from rooftop.consent.approval import bond
from rooftop.consent.decide import Approval, Standing, contradictions, last_day, standing
from rooftop.consent.show import agrees_to_language, consent_of
from rooftop.problems import Problem, problem
from rooftop.records import Advocate, ConsentRecord, Field, Record, Story
from rooftop.settings import Settings

_TOLD = {
    Standing.REQUESTED: (
        "consent-not-given",
        "was asked for and not given yet",
        "Keep the file in drafts/ until the person agrees: a public repository is a publication.",
    ),
    Standing.REFUSED: (
        "consent-not-given",
        "was refused",
        "Delete the file; a refusal is an answer.",
    ),
    Standing.NOT_YET: (
        "consent-not-yet",
        "begins on a later day",
        "Merge it on that day, or correct `given`.",
    ),
    Standing.EXPIRED: (
        "consent-expired",
        "has expired",
        "Ask whether it may be renewed; it is withheld meanwhile.",
    ),
    Standing.WITHDRAWN: (
        "consent-withdrawn",
        "was withdrawn",
        "Nothing to do here: it is withheld.",
    ),
}
_BROKEN = {
    Approval.CHANGED: (
        "consent-changed",
        "the words or pictures are not what was approved",
        "Undo the change, or show it to the person and run `rooftop consent approve`. `rooftop "
        "consent diff` shows it.",
    ),
    Approval.UNSIGNED: (
        "consent-unsigned",
        "the settings ask for a signature, and there is none",
        "Let the person run `rooftop consent sign` with their own key.",
    ),
    Approval.BAD_SIGNATURE: (
        "consent-signature",
        "the signature is not by a key of this person over what stands here",
        "Check allowed_signers, and let the person sign again.",
    ),
}
#: How long before its end a consent is told to lapse.
WARNING_DAYS = 30


def check_consent(catalogue: Catalogue, settings: Settings, today: date) -> Iterator[Problem]:
    """Every problem with consent on ``today``, of records outside ``drafts/``: drafts wait for it
    by design.
    """
    for advocate in catalogue.advocates.values():
        if not advocate.origin.draft:
            yield from _record(advocate, ("consent",), catalogue, settings, today)
            yield from _uncovered_profile(advocate)
    for story in catalogue.stories.values():
        if not story.origin.draft:
            for slug in story.advocates:
                yield from _record(story, ("consent", slug), catalogue, settings, today)
            yield from _disclosure(story)
            yield from _language(story, catalogue)
            yield from _uncovered_story(story)


def _record(
    owner: Record, path: tuple[str, ...], catalogue: Catalogue, settings: Settings, today: date
) -> Iterator[Problem]:
    term, person = settings.default_term_months, path[1] if len(path) > 1 else owner.slug
    record = consent_of(owner, person)
    at, file = owner.origin.at(*path), owner.origin.path
    whose = f"the consent of {path[1]}" if len(path) > 1 else "the consent"
    if record is None:
        hint = "Record what the person agreed to; docs/consent.md shows how."
        yield problem(file, at, "consent-missing", f"{whose} is missing: nothing is shown", hint)
        return
    for text in contradictions(record):
        yield problem(
            file,
            at,
            "consent-invalid",
            f"{whose} contradicts itself: {text}",
            "Correct the record from what the person said.",
        )
    now = standing(record, today, term)
    if now in _TOLD:
        code, text, hint = _TOLD[now]
        yield problem(file, at, code, f"{whose} {text}", hint)
    if now is Standing.GIVEN:
        yield from _bond(owner, path, record, catalogue, settings)
        yield from _lapses(owner, path, record, today, term)
    if now is Standing.GIVEN and {"employer", "logo", "numbers"} & set(record.covers):
        approval = standing(record.employer, today, term)
        if approval is not Standing.GIVEN:
            text = f"company, logo and numbers stay out: the employer's approval is {approval}"
            yield problem(
                file,
                owner.origin.at(*path, "employer"),
                "employer-not-given",
                text,
                "Ask the employer, or leave these fields out.",
            )


def _bond(
    owner: Record,
    path: tuple[str, ...],
    record: ConsentRecord,
    catalogue: Catalogue,
    settings: Settings,
) -> Iterator[Problem]:
    person = path[1] if len(path) > 1 else owner.slug
    found = bond(owner, person, record, catalogue, settings)
    if found in _BROKEN:
        code, text, hint = _BROKEN[found]
        yield problem(
            owner.origin.path, owner.origin.at(*path, "approved"), code, f"{person}: {text}", hint
        )


def _lapses(
    owner: Record, path: tuple[str, ...], record: ConsentRecord, today: date, term: int
) -> Iterator[Problem]:
    """What ends within the next thirty days: time enough to ask."""
    if record.given is None:
        return
    last = last_day(record.given, record.expires, term)
    if (last - today).days <= WARNING_DAYS:
        text = f"the consent holds until {last.isoformat()}"
        hint = "Ask now whether it may be renewed; on the day after it is withheld."
        yield problem(
            owner.origin.path, owner.origin.at(*path, "expires"), "consent-lapses", text, hint
        )


def _disclosure(story: Story) -> Iterator[Problem]:
    file = story.origin.path
    if story.disclosure is None:
        hint = (
            "Add `disclosure: {relationship: customer, incentive: none, conditional: false}`, as "
            "it is true."
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
            "It cannot be published (FTC 16 CFR 465): words that were paid to be good are not a "
            "story."
        )
        yield problem(
            file,
            story.origin.at("disclosure"),
            "incentive-conditional",
            "the incentive depended on what was said",
            hint,
        )


def _language(story: Story, catalogue: Catalogue) -> Iterator[Problem]:
    if story.consent and not agrees_to_language(story, catalogue):
        hint = f"Ask for {story.language} too, and add it to `languages` of each consent."
        text = f"not everybody agreed to the language {story.language}"
        yield problem(
            story.origin.path, story.origin.at("language"), "consent-language", text, hint
        )


def _uncovered_profile(advocate: Advocate) -> Iterator[Problem]:
    company = advocate.company
    written: dict[Field, tuple[tuple[str, ...], object]] = {
        "name": (("name",), advocate.name),
        "photo": (("photo",), advocate.photo),
        "employer": (("company",), company),
        "logo": (("company", "logo"), company and company.logo),
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
            hint = "Take it out of this public file, or ask the person for it."
            text = f"{'.'.join(path)} is written here, but the consent does not cover {name}"
            yield problem(
                owner.origin.path, owner.origin.at(*path), "consent-not-covered", text, hint
            )
