"""What a person is asked for, and the site as it would be if they said yes to all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from rooftop.catalogue import Catalogue
from rooftop.consent import (
    Consent,
    Consents,
    Reason,
    Standing,
    decide_consents,
    holds,
    people_of,
    subject_of,
)
from rooftop.consent.digests import files_of
from rooftop.media import MediaFile
from rooftop.plan import Plan, compose
from rooftop.records import (
    CHANNELS,
    FIELDS,
    Advocate,
    Channel,
    Company,
    CompanyConsent,
    ConsentRecord,
    EmployerApproval,
    Field,
    Record,
    Story,
)
from rooftop.settings import Community

R = TypeVar("R", bound=Record)
#: What those who tell a story share; the rest is each person's own.
_SHARED: tuple[Field, ...] = ("photo", "words", "numbers", "voice")
_OPEN = (Standing.MISSING, Standing.REQUESTED, Standing.WAITING, Standing.NOT_YET, Standing.EXPIRED)
_NAMES = (Reason.MENTION, Reason.NAME_SHOWN)


class PictureError(ValueError):
    """The page could not be shown even if the person agreed to everything; the message says
    why.
    """


@dataclass(frozen=True)
class Asked:
    """What ``person`` is asked for: their yes to ``fields`` of ``record`` on ``channels``."""

    record: Record
    person: Advocate
    fields: tuple[Field, ...]
    channels: tuple[Channel, ...]


def ask(record: Record, person: Advocate, catalogue: Catalogue) -> Asked:
    """What ``person`` can be asked for: every channel, and those fields of which there is something
    to show. Nobody can agree to what they have not seen.
    """
    company = person.company
    files = (catalogue.media.get(name) for name in files_of(record))
    story = record if isinstance(record, Story) else None
    present: dict[Field, bool] = {
        "name": True,
        "photo": bool(person.photo or (story and any(f and f.kind == "image" for f in files))),
        "employer": bool(company and company.name),
        "logo": bool(company and company.logo),
        "words": True,
        "numbers": bool(story and story.results),
        "voice": bool(story and any(medium.kind != "image" for medium in story.media)),
    }
    return Asked(record, person, tuple(name for name in FIELDS if present[name]), CHANNELS)


def compose_as_if_agreed(
    asked: Asked, catalogue: Catalogue, community: Community, now: datetime
) -> Plan:
    """The plan of the site on the day of ``now`` if ``asked.person`` and their employer said yes to
    everything, and everybody else stood where they stand.

    Those who tell the same story and have not answered yet share its words. Their name is left out,
    unless the words say it. Raises `PictureError` when the page could not be shown even so.
    """
    path, reason = asked.record.origin.path, ""
    for is_named in (False, True):
        agreed = _catalogue(asked, catalogue, community, now.date(), is_named=is_named)
        plan = compose(agreed, trusting(community), now)
        whole = [each for each in plan.withheld if (each.path, each.what) == (path, "all of it")]
        if not whole:
            return plan
        reason = f"withheld, because {whole[0].reason}."
        for problem in plan.problems:
            if problem.path == path and problem.message.startswith("withheld, "):
                reason = f"{problem.message}. {problem.hint}"
        if whole[0].reason not in _NAMES:
            break
    subject = subject_of(asked.record)
    raise PictureError(f"{subject} would not be shown even if all agreed: {reason}")


def compose_as_if_company_agreed(
    company: Company, catalogue: Catalogue, community: Community, now: datetime
) -> Plan:
    """The plan of the site on the day of ``now`` if ``company`` agreed to everything for all its
    people, and everybody else stood where they stand: nobody is named who did not agree to it.
    """
    consent = CompanyConsent(status="given", given=now.date())
    agreed = _contributed(company.model_copy(update={"consent": consent}))
    companies = {**catalogue.companies, company.slug: agreed}
    media = {
        name: replace(file, draft=file.draft and name != company.logo)
        for name, file in catalogue.media.items()
    }
    return compose(replace(catalogue, companies=companies, media=media), community, now)


def trusting(community: Community) -> Community:
    """The same community, without its demands on records: those that do not meet them are out
    already.
    """
    demands = {"approvals": "optional", "signatures": "optional"}
    return community.model_copy(update={"settings": community.settings.model_copy(update=demands)})


def _catalogue(
    asked: Asked, catalogue: Catalogue, community: Community, today: date, *, is_named: bool
) -> Catalogue:
    consents = decide_consents(catalogue, community.settings, today)
    advocates = {
        slug: _without_consent(advocate, consents) for slug, advocate in catalogue.advocates.items()
    }
    stories = {
        slug: _without_open_consents(story, consents) for slug, story in catalogue.stories.items()
    }
    record = asked.record
    if isinstance(record, Story):
        for person in people_of(record):
            if person in advocates:
                advocates[person] = _teller(advocates[person], asked, consents)
        agreed = {
            consent.person: _answer(consent, asked, consents, today, is_named=is_named)
            for consent in consents.of(record).values()
        }
        records = {who: each for who, each in agreed.items() if each}
        stories[record.slug] = _contributed(record.model_copy(update={"consent": records}))
    elif isinstance(record, Advocate):
        yes = _yes(asked, record.consent, today)
        advocates[record.slug] = _contributed(record.model_copy(update={"consent": yes}))
    media = _media(asked, catalogue, advocates)
    # What a person approves may stand in the private log too: they see it here first.
    return replace(catalogue, advocates=advocates, stories=stories, media=media, private_texts=())


def _without_consent(advocate: Advocate, consents: Consents) -> Advocate:
    """The profile, without a consent that shows nothing today."""
    decision = consents.of(advocate)[advocate.slug].decisions.get("site")
    return advocate if decision else advocate.model_copy(update={"consent": None})


def _without_open_consents(story: Story, consents: Consents) -> Story:
    decided = consents.of(story)
    shown = {
        who: each
        for who, each in story.consent.items()
        if who in decided and decided[who].decisions.get("site")
    }
    return story.model_copy(update={"consent": shown})


def _teller(profile: Advocate, asked: Asked, consents: Consents) -> Advocate:
    """The profile of somebody who tells the story, as far as it may be used to draw the page."""
    is_draft = profile.is_draft
    decided = consents.of(profile)[profile.slug].decisions.get("site")
    changes: dict[str, object] = {"consent": None} if is_draft else {}
    is_shown = decided and "photo" in decided.shown and not is_draft
    if profile.slug != asked.person.slug and not is_shown:
        changes |= {"photo": None, "photo_alt": None}
    return _contributed(profile.model_copy(update=changes))


def _answer(
    consent: Consent, asked: Asked, consents: Consents, today: date, *, is_named: bool
) -> ConsentRecord | None:
    """What ``consent`` says in the picture of the page."""
    if consent.person == asked.person.slug:
        return _yes(asked, consent.record, today)
    is_given = consent.standing is Standing.GIVEN and holds(consent.approval, consents.settings)
    if is_given or consent.standing not in _OPEN:
        return consent.record
    profile = consents.catalogue.advocates.get(consent.person)
    decision = consents.of(profile)[consent.person].decisions.get("site") if profile else None
    public = decision.shown if decision and profile and not profile.is_draft else frozenset()
    shown = {*_SHARED, *public, *(["name"] if is_named else [])}
    return _given(tuple(name for name in FIELDS if name in shown), ("site",), asked, today)


def _yes(asked: Asked, record: ConsentRecord | None, today: date) -> ConsentRecord:
    """Consent to everything that is asked for. What the employer has said stands."""
    given = _given(asked.fields, asked.channels, asked, today)
    employer = record.employer if record else None
    if employer and employer.status in ("refused", "withdrawn"):
        return given.model_copy(update={"employer": employer})
    return given


def _given(
    fields: tuple[Field, ...], channels: tuple[Channel, ...], asked: Asked, today: date
) -> ConsentRecord:
    language = (asked.record.language,) if isinstance(asked.record, Story) else ()
    return ConsentRecord(
        status="given",
        given=today,
        covers=fields,
        channels=channels,
        languages=language,
        employer=EmployerApproval(status="given", given=today),
    )


def _contributed(record: R) -> R:
    """``record`` as if it stood in the content folder."""
    return record.with_origin(replace(record.origin, draft=False))


def _media(
    asked: Asked, catalogue: Catalogue, advocates: Mapping[str, Advocate]
) -> dict[str, MediaFile]:
    own = {*files_of(asked.record)}
    for person in people_of(asked.record):
        own |= {*files_of(advocates[person])} if person in advocates else set()
    return {
        name: replace(file, draft=file.draft and name not in own)
        for name, file in catalogue.media.items()
    }
