"""Makes views from records: the only place where fields that may be shown are copied, and all
others left behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rooftop.consent.company_views import current_products
from rooftop.consent.consents import Consent, Consents
from rooftop.consent.decision import Decision, Reason
from rooftop.consent.digests import pictures_in_prose
from rooftop.consent.employer_views import own_links, view_employer
from rooftop.consent.history import went_out
from rooftop.consent.terms import terms_of, terms_of_all, until_of
from rooftop.records import Advocate, Channel, Field, Medium, Record, Story
from rooftop.translations import translation_for
from rooftop.views import (
    AdvocateView,
    C,
    Quotation,
    StoryView,
    Teller,
)

#: The reasons for what is withheld, by field, or by ``advocate.field`` where it is one person's.
Reasons = Mapping[str, Reason]
_UNDECIDED = Decision()


def view_advocate(
    advocate: Advocate, channel: C, consents: Consents
) -> tuple[AdvocateView[C] | None, Reasons]:
    """The profile as ``channel`` may show it, or None; and the reason for each field that is
    withheld.

    A profile without a name to show is none: its address alone would tell whose it is.
    """
    consent = consents.of(advocate)[advocate.slug]
    decision = _decision(consent, channel)
    if not ("name" in decision.shown or (advocate.pseudonym and decision)):
        return None, _by_name(decision) or {"name": Reason.NOT_COVERED}
    words = advocate if "words" in decision.shown else None
    with_photo = "photo" in decision.shown and advocate.photo is not None
    return AdvocateView(
        slug=advocate.slug,
        name=advocate.called,
        given_name=advocate.given_name,
        family_name=advocate.family_name,
        is_pseudonym=advocate.pseudonym is not None,
        loyalty_stage=advocate.loyalty_stage,
        joined=advocate.joined,
        terms=terms_of(advocate.called, consent),
        pronouns=advocate.pronouns,
        role=advocate.role,
        company=view_employer(advocate, decision),
        photo=advocate.photo if with_photo else None,
        photo_alt=advocate.photo_alt if with_photo else None,
        photo_focus=advocate.focus if with_photo else None,
        headline=words.headline if words else None,
        preferred_contact=words.preferred_contact if words else None,
        languages=advocate.languages,
        products=current_products(advocate.products, consents.catalogue),
        topics=advocate.topics,
        open_to=words.open_to if words else (),
        links=own_links(advocate, decision),
        body=words.body if words else "",
        helped_peer=words.helped_peer if words else None,
        badges=advocate.shown_badges,
        is_draft=consent.is_draft,
        is_example=advocate.example,
    ), _by_name(decision)


def view_story(story: Story, channel: C, consents: Consents) -> tuple[StoryView[C] | None, Reasons]:
    """The story as ``channel`` may show it, or None; and the reason for each field that is
    withheld.

    What is shared (words, pictures, numbers, voices) needs everybody's consent; name, face and
    employer are each person's own.
    """
    decisions = {
        person: _decision(consent, channel) for person, consent in consents.of(story).items()
    }
    people = [consents.catalogue.advocates.get(slug) for slug in decisions]
    if why := _reason_to_withhold(story, people, decisions):
        return None, {"words": why}
    return _show_story(story, consents, decisions), _partly(story, decisions)


def is_as_on_site(record: Record, channel: Channel, consents: Consents) -> bool:
    """Whether ``channel`` shows the very fields of ``record``, a profile or a story, that the site
    shows: its view is that of the site then.
    """
    return all(channel in consent.as_on_site for consent in consents.of(record).values())


def is_kept_from(record: Record, channel: Channel, consents: Consents) -> bool:
    """Whether somebody lets ``channel`` show nothing of ``record``, a profile or a story, so that
    it has no view there.
    """
    return not all(_decision(consent, channel) for consent in consents.of(record).values())


def _decision(consent: Consent, channel: Channel) -> Decision:
    return consent.decisions.get(channel, _UNDECIDED)


def _show_story(
    story: Story, consents: Consents, decisions: Mapping[str, Decision]
) -> StoryView[C]:
    shared = frozenset.intersection(*(decision.shown for decision in decisions.values()))
    profiles = consents.catalogue.advocates
    tellers = {slug: _teller(profiles[slug], decisions[slug], story.language) for slug in decisions}
    given = consents.of(story)
    # A link to a post of their own says who posted it.
    shows_everybody = all(teller.slug for teller in tellers.values())
    return StoryView(
        slug=story.slug,
        title=story.title,
        date=story.date,
        updated=story.updated,
        moment=went_out(story, consents),
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
        terms=terms_of_all(tellers, given),
        products=current_products(story.products, consents.catalogue),
        topics=story.topics,
        stages=story.stages,
        roles=story.roles,
        quote=Quotation(story.quote.text, tellers[story.quote.by]) if story.quote else None,
        pull_quotes=story.pull_quotes,
        results=story.results if "numbers" in shared else (),
        media=tuple(_media(story, shared, consents)),
        pictures_in_prose=tuple(pictures_in_prose(story, consents.catalogue)),
        turnaround=story.turnaround,
        promises=story.promises,
        source=story.source if shows_everybody else None,
        until=until_of(given.values(), decisions),
        shows_pictures="photo" in shared,
        is_draft=story.is_draft,
        is_example=story.example,
        lead=story.lead,
        retired=story.retired,
        social=story.social,
        reply=story.reply,
        is_critical=story.is_critical,
        tells_of_others=all(consent.numbers for consent in given.values()),
    )


def _media(story: Story, shared: frozenset[Field], consents: Consents) -> Iterator[Medium]:
    """The pictures, films and recordings that everybody shares; films of allowed hosts only."""
    for medium in story.media:
        needed: Field = "photo" if medium.kind == "image" else "voice"
        is_allowed = medium.host is None or medium.host in consents.settings.video_hosts
        if needed in shared and is_allowed:
            yield medium


def _reason_to_withhold(
    story: Story, people: list[Advocate | None], decisions: Mapping[str, Decision]
) -> Reason | None:
    """The first reason that withholds the whole story; a withdrawal comes before all others."""
    refusals = [
        decision.why.get("words", Reason.CHANNEL)
        for decision in decisions.values()
        if "words" not in decision.shown
    ]
    if refusals:
        return Reason.WITHDRAWN if Reason.WITHDRAWN in refusals else refusals[0]
    if None in people:
        return Reason.UNKNOWN_ADVOCATE
    if story.is_draft:
        return None
    if story.disclosure is None:
        return Reason.DISCLOSURE
    return Reason.CONDITIONAL if story.disclosure.conditional else None


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


def _teller(advocate: Advocate, decision: Decision, language: str) -> Teller:
    if "name" not in decision.shown and advocate.pseudonym is None:
        anonymous = translation_for(language)("story.anonymous")
        return Teller(anonymous, company=view_employer(advocate, decision))
    with_photo = "photo" in decision.shown and advocate.photo is not None
    return Teller(
        name=advocate.called,
        slug=advocate.slug,
        role=advocate.role,
        company=view_employer(advocate, decision),
        photo=advocate.photo if with_photo else None,
        photo_alt=advocate.photo_alt if with_photo else None,
        photo_focus=advocate.focus if with_photo else None,
    )
