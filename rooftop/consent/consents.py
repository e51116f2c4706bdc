"""Every consent, decided once: for each record, who is shown, with which fields, on which channel.

Views, problems, forecast, status, ledger, receipts, letters and the schedule of posts read these
decisions and decide nothing themselves.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from rooftop.catalogue import Catalogue
from rooftop.consent.approval import Approval, approval_of, holds, subject_of
from rooftop.consent.decision import (
    EVERYTHING,
    IDENTITY_FIELDS,
    Decision,
    Reason,
    decide,
    nothing,
)
from rooftop.consent.digests import current_digest, files_of, is_current
from rooftop.consent.employers import EmployerWord, employer_word, word_on_numbers
from rooftop.consent.standings import Standing, last_day, standing
from rooftop.records import (
    CHANNELS,
    MACHINE_CHANNELS,
    Advocate,
    Channel,
    ConsentRecord,
    Field,
    Record,
    Story,
)
from rooftop.settings import Settings


@dataclass(frozen=True)
class Consent:
    """One person's consent to one record on one day. ``record`` is what is written, if anything.

    ``until`` and ``employer_until`` are the last days of the person's and the employer's word;
    ``word`` is what the employer approved, ``numbers`` what the company approved whose numbers a
    story tells; ``decisions`` has what is shown on each channel. ``language_agreed`` is whether
    they agreed to the language of the story.
    """

    subject: str
    path: str
    person: str
    language: str
    is_draft: bool
    record: ConsentRecord | None
    standing: Standing
    approval: Approval
    word: EmployerWord
    numbers: EmployerWord | None = None
    until: datetime.date | None = None
    language_agreed: bool = True
    decisions: Mapping[Channel, Decision] = field(default_factory=dict)

    @cached_property
    def as_on_site(self) -> frozenset[Channel]:
        """The channels that show exactly the fields that the site shows."""
        shown = {channel: self.decisions.get(channel, Decision()).shown for channel in CHANNELS}
        return frozenset(channel for channel in CHANNELS if shown[channel] == shown["site"])

    @property
    def employer(self) -> Standing:
        """The status of the employer's approval."""
        return self.word.standing

    @property
    def employer_until(self) -> datetime.date | None:
        """The last day on which everything that employers approved may be shown."""
        days = (word.until for word in (self.word, self.numbers) if word)
        return min(filter(None, days), default=None)

    def approved_by_employers(self, channel: Channel) -> frozenset[Field]:
        """The fields that employers let be shown on ``channel``."""
        fields = self.word.allows(channel)
        return (
            fields
            if self.numbers is None
            else fields - ({"numbers"} - self.numbers.allows(channel))
        )


@dataclass(frozen=True)
class Consents:
    """Every consent of a catalogue on ``today`` (a UTC day), by its record and person."""

    catalogue: Catalogue
    settings: Settings
    today: datetime.date
    by_subject: Mapping[str, Mapping[str, Consent]]

    def __iter__(self) -> Iterator[Consent]:
        for people in self.by_subject.values():
            yield from people.values()

    def of(self, record: Record) -> Mapping[str, Consent]:
        """The consents to ``record``, by person, in the order in which they tell it."""
        return self.by_subject.get(subject_of(record), {})


def consent_of(record: Record, person: str) -> ConsentRecord | None:
    """The consent record of ``person`` in ``record``, a profile or a story."""
    if isinstance(record, Story):
        return record.consent.get(person)
    return record.consent if isinstance(record, Advocate) else None


def people_of(record: Record) -> tuple[str, ...]:
    """Whose consent ``record`` needs."""
    if isinstance(record, Story):
        return tuple(dict.fromkeys(record.advocates))
    return (record.slug,) if isinstance(record, Advocate) else ()


def decide_consents(catalogue: Catalogue, settings: Settings, today: datetime.date) -> Consents:
    """Every consent of ``catalogue`` on ``today``. Profiles come first: stories show people as
    their profiles have them.

    What waits in the drafts folder is shown whole on the site, for a preview, and nowhere else.
    """
    by_subject: dict[str, dict[str, Consent]] = {}
    profiles: dict[str, Consent] = {}
    for advocate in catalogue.advocates.values():
        consent = _consent(advocate, advocate.slug, catalogue, settings, today)
        profiles[advocate.slug] = consent
        by_subject[subject_of(advocate)] = {advocate.slug: consent}
    for story in catalogue.stories.values():
        by_subject[subject_of(story)] = {
            person: _consent(story, person, catalogue, settings, today, profiles.get(person))
            for person in people_of(story)
        }
    return Consents(catalogue, settings, today, by_subject)


def _consent(
    owner: Record,
    person: str,
    catalogue: Catalogue,
    settings: Settings,
    today: datetime.date,
    profile: Consent | None = None,
) -> Consent:
    record, term = consent_of(owner, person), settings.default_term_months
    profile_of = catalogue.advocates.get(person)
    employer = profile_of.company if profile_of else None
    word = employer_word(record, employer, catalogue, today, term)
    told_of = owner.company if isinstance(owner, Story) else None
    numbers = word_on_numbers(told_of, employer, catalogue, today, term)
    approval, agreed = Approval.UNBOUND, True
    if record:
        approval = _approval(owner, person, record, catalogue, settings)
        agreed = not isinstance(owner, Story) or _agrees_to_language(owner, record, catalogue)
    consent = Consent(
        subject=subject_of(owner),
        path=owner.origin.path,
        person=person,
        language=owner.language if isinstance(owner, Story) else "",
        is_draft=owner.is_draft,
        record=record,
        standing=standing(record, today, term),
        approval=approval,
        word=word,
        numbers=numbers,
        until=_end(record, term),
        language_agreed=agreed,
    )
    shows_profile = profile is None or _binds_identity(record) or holds(profile.approval, settings)
    decisions = _decisions(consent, settings, is_shown_as_approved=shows_profile)
    if not _may_show_pictures(owner, person, catalogue):
        decisions = {channel: _without_face(each) for channel, each in decisions.items()}
    return replace(consent, decisions=decisions)


def _approval(
    owner: Record, person: str, record: ConsentRecord, catalogue: Catalogue, settings: Settings
) -> Approval:
    signers = catalogue.allowed_signers
    current = current_digest(owner, person, record, catalogue)
    return approval_of(subject_of(owner), person, record, current, settings, signers)


def _decisions(
    consent: Consent, settings: Settings, *, is_shown_as_approved: bool
) -> dict[Channel, Decision]:
    """What each channel shows. ``is_shown_as_approved`` is whether the profile still says of the
    person what they approved, there or here.
    """
    if consent.is_draft:
        return {"site": EVERYTHING}
    if consent.standing is Standing.GIVEN and not holds(consent.approval, settings):
        return dict.fromkeys(CHANNELS, nothing(Reason[consent.approval.name]))
    if consent.standing is Standing.GIVEN and not consent.language_agreed:
        return dict.fromkeys(CHANNELS, nothing(Reason.LANGUAGE))
    decisions = {
        channel: decide(
            consent.record, channel, consent.standing, consent.approved_by_employers(channel)
        )
        for channel in CHANNELS
    }
    for channel in MACHINE_CHANNELS:  # a program reads the whole page, or none of it
        if decisions[channel] and not decisions["site"].shown <= decisions[channel].shown:
            decisions[channel] = nothing(Reason.EMPLOYER)
    if is_shown_as_approved:
        return decisions
    return {
        channel: decision.without(IDENTITY_FIELDS, Reason.PROFILE_CHANGED)
        for channel, decision in decisions.items()
    }


def _end(record: ConsentRecord | None, term: int) -> datetime.date | None:
    given = record.given if record else None
    return last_day(given, record.expires, term) if record and given else None


def _binds_identity(record: ConsentRecord | None) -> bool:
    """Whether what was approved includes how the person is shown beside their words."""
    return bool(record and record.approved and is_current(record.approved))


def _may_show_pictures(owner: Record, person: str, catalogue: Catalogue) -> bool:
    """Whether ``owner`` may show pictures although the name of ``person`` is not shown: it has some
    of its own, or the person goes by a pseudonym.
    """
    profile = catalogue.advocates.get(person)
    if profile and profile.pseudonym:
        return True
    files = (catalogue.media.get(name) for name in files_of(owner))
    return isinstance(owner, Story) and any(file and file.kind == "image" for file in files)


def _without_face(decision: Decision) -> Decision:
    """A face says who somebody is: without the name there is none."""
    if "name" in decision.shown or "photo" not in decision.shown:
        return decision
    return decision.without(frozenset({"photo"}), decision.why["name"])


def _agrees_to_language(story: Story, record: ConsentRecord, catalogue: Catalogue) -> bool:
    """Whether ``record`` agrees to the language of ``story``: one that it lists, or else the one
    the story was first told in. Where that is unknown, only a listed one counts.
    """
    if record.languages:
        return story.language in record.languages
    return story.language == catalogue.original_language(story)
