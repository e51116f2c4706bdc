"""From records to views: the one place where what may be shown is taken over, and the rest is left
behind.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from rooftop.catalogue import Catalogue
from rooftop.consent.approval import bond
from rooftop.consent.decide import Approval, Decision, Reason, decide, last_day
from rooftop.consent.views import AdvocateView, C, CompanyView, Quotation, StoryView, Teller, Terms
from rooftop.records import FIELDS, Advocate, Channel, ConsentRecord, Record, Story
from rooftop.records.advocate import Links
from rooftop.settings import Settings

ANONYMOUS = "A customer"
PREVIEW = Decision(frozenset(FIELDS))


def consent_of(record: Record, person: str) -> ConsentRecord | None:
    """The consent of ``person`` to ``record``, their profile or a story of theirs."""
    if isinstance(record, Story):
        return record.consent.get(person)
    return record.consent if isinstance(record, Advocate) else None


def decide_for(
    record: Record,
    person: str,
    channel: Channel,
    today: datetime.date,
    catalogue: Catalogue,
    settings: Settings,
) -> Decision:
    """What ``person`` lets be shown of ``record`` on ``channel`` on ``today``, their words being
    what they approved.
    """
    consent = consent_of(record, person)
    tied = bond(record, person, consent, catalogue, settings) if consent else Approval.UNBOUND
    return decide(consent, channel, today, settings.default_term_months, tied)


def view_advocate(
    advocate: Advocate,
    channel: C,
    today: datetime.date,
    catalogue: Catalogue,
    settings: Settings,
    *,
    preview: bool = False,
) -> tuple[AdvocateView[C] | None, Mapping[str, Reason]]:
    """The profile as ``channel`` may show it on ``today``, or None; and the reason for each field
    that is withheld.

    A profile without a name to show is none: its address alone would tell whose it is. A
    ``preview`` shows a draft as if everything had been agreed to; it is never published.
    """
    decision = (
        PREVIEW
        if preview
        else decide_for(advocate, advocate.slug, channel, today, catalogue, settings)
    )
    if not ("name" in decision.shown or (advocate.pseudonym and decision)):
        return None, _by_name(decision) or {"name": Reason.NOT_COVERED}
    words = advocate if "words" in decision.shown else None
    return AdvocateView(
        slug=advocate.slug,
        name=advocate.called,
        is_pseudonym=advocate.pseudonym is not None,
        loyalty_stage=advocate.loyalty_stage,
        joined=advocate.joined,
        terms=_terms(advocate.called, advocate.consent, settings),
        pronouns=advocate.pronouns,
        role=advocate.role,
        company=_company(advocate, decision),
        photo=advocate.photo if "photo" in decision.shown else None,
        photo_alt=advocate.photo_alt if "photo" in decision.shown else None,
        headline=words.headline if words else None,
        preferred_contact=words.preferred_contact if words else None,
        languages=advocate.languages,
        products=advocate.products,
        topics=advocate.topics,
        open_to=words.open_to if words else (),
        links=_links(advocate.links),
        body=words.body if words else "",
        is_draft=preview,
    ), _by_name(decision)


def view_story(
    story: Story,
    channel: C,
    today: datetime.date,
    catalogue: Catalogue,
    settings: Settings,
    *,
    preview: bool = False,
) -> tuple[StoryView[C] | None, Mapping[str, Reason]]:
    """The story as ``channel`` may show it on ``today``, or None; and the reason for each field
    that is withheld.

    What is shared (words, pictures, numbers, voices) needs everybody's consent; name, face and
    employer are each person's own. Reasons are by field, or by ``advocate.field`` where it is one
    person's. A
    ``preview`` shows a draft as if everything had been agreed to; it is never published.
    """
    people = [catalogue.advocates.get(slug) for slug in story.advocates]
    decisions = {
        slug: PREVIEW if preview else decide_for(story, slug, channel, today, catalogue, settings)
        for slug in story.advocates
    }
    why = (
        None
        if preview and None not in people
        else _reason_to_withhold(story, people, decisions, catalogue)
    )
    if why:
        return None, {"words": why}
    return _show_story(story, catalogue, settings, decisions, preview=preview), _partly(
        story, decisions
    )


def _show_story(
    story: Story,
    catalogue: Catalogue,
    settings: Settings,
    decisions: Mapping[str, Decision],
    *,
    preview: bool,
) -> StoryView[C]:
    shared = frozenset.intersection(*(decision.shown for decision in decisions.values()))
    people = [catalogue.advocates[slug] for slug in story.advocates]
    tellers = {person.slug: _teller(person, decisions[person.slug]) for person in people}
    terms = tuple(
        _terms(tellers[slug].name, story.consent.get(slug), settings) for slug in story.advocates
    )
    return StoryView(
        slug=story.slug,
        title=story.title,
        date=story.date,
        updated=story.updated,
        moment=_moment(story, terms),
        permalink=story.address,
        kind=story.kind,
        language=story.language,
        translation_of=story.translation_of,
        summary=story.summary,
        body=story.body,
        challenge=story.challenge,
        not_a_fit_for=story.not_a_fit_for,
        thanks=story.thanks,
        disclosure=story.disclosure,
        tellers=tuple(tellers.values()),
        terms=terms,
        products=_current(story.products, catalogue),
        topics=story.topics,
        stages=story.stages,
        roles=story.roles,
        quote=Quotation(story.quote.text, tellers[story.quote.by]) if story.quote else None,
        results=story.results if "numbers" in shared else (),
        media=tuple(
            medium
            for medium in story.media
            if ("photo" if medium.kind == "image" else "voice") in shared
            and (medium.host is None or medium.host in settings.video_hosts)
        ),
        turnaround=story.turnaround,
        promises=story.promises,
        source=story.source,
        shows_pictures="photo" in shared,
        is_draft=preview,
        social=story.social,
    )


def _reason_to_withhold(
    story: Story,
    people: list[Advocate | None],
    decisions: Mapping[str, Decision],
    catalogue: Catalogue,
) -> Reason | None:
    """The first reason that withholds the whole story; a withdrawal comes before all others."""
    refusals = [
        decision.why["words"] for decision in decisions.values() if "words" not in decision.shown
    ]
    if refusals:
        return Reason.WITHDRAWN if Reason.WITHDRAWN in refusals else refusals[0]
    if None in people:
        return Reason.UNKNOWN_ADVOCATE
    if story.disclosure is None:
        return Reason.DISCLOSURE
    if story.disclosure.conditional:
        return Reason.CONDITIONAL
    if not agrees_to_language(story, catalogue):
        return Reason.LANGUAGE
    return None


def agrees_to_language(story: Story, catalogue: Catalogue) -> bool:
    """Whether everybody agreed to the language of ``story``: those they list, or else the one it
    was first told in.
    """
    first = catalogue.original_language(story)
    return all(
        story.language in (record.languages or (first,)) for record in story.consent.values()
    )


def _by_name(decision: Decision) -> dict[str, Reason]:
    return {str(name): reason for name, reason in decision.why.items()}


def _partly(story: Story, decisions: Mapping[str, Decision]) -> dict[str, Reason]:
    """The reasons for what is withheld from a story that is shown."""
    why: dict[str, Reason] = {}
    for slug, decision in decisions.items():
        for name, reason in decision.why.items():
            own = name in ("name", "photo", "employer", "logo") and len(story.advocates) > 1
            why.setdefault(f"{slug}.{name}" if own else name, reason)
    return why


def _teller(advocate: Advocate, decision: Decision) -> Teller:
    if "name" not in decision.shown and advocate.pseudonym is None:
        return Teller(ANONYMOUS, company=_company(advocate, decision))
    photo = "photo" in decision.shown
    return Teller(
        advocate.called,
        advocate.slug,
        advocate.role,
        _company(advocate, decision),
        advocate.photo if photo else None,
        advocate.photo_alt if photo else None,
    )


def _company(advocate: Advocate, decision: Decision) -> CompanyView | None:
    company = advocate.company
    if company is None or "employer" not in decision.shown:
        return None
    logo = "logo" in decision.shown
    return CompanyView(
        company.name,
        company.url,
        company.industry,
        company.size,
        company.country,
        company.former,
        company.logo if logo else None,
        company.logo_alt if logo else None,
    )


def _links(links: Links) -> dict[str, str]:
    return {name: url for name, url in links.model_dump().items() if url}


def _terms(by: str, record: ConsentRecord | None, settings: Settings) -> Terms | None:
    """What was agreed to; None in a preview, where nothing was yet."""
    if record is None or record.given is None:
        return None
    until = last_day(record.given, record.expires, settings.default_term_months)
    signed = bool(record.signature)  # one that does not hold has withheld the record before this
    return Terms(by, record.given, until, record.channels, signed, record.by == "representative")


def _moment(story: Story, terms: tuple[Terms | None, ...]) -> datetime.datetime:
    """When it went out: as stamped, else noon UTC of the later of its day and the last consent."""
    day = max([story.date, *(each.given for each in terms if each)])
    return story.published or datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def _current(slugs: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    products = (catalogue.product(slug) for slug in slugs)
    return tuple(dict.fromkeys(product.slug for product in products if product))
