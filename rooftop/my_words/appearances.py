"""Everywhere a site shows one person: since when, until when, and under which consent."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rooftop import addresses
from rooftop.consent import Consent, Consents, subject_of, went_out
from rooftop.consent_request import ask
from rooftop.my_words.places import GROUPS, Group, Place, own_places
from rooftop.my_words.sightings import Site, Sought, find_sightings
from rooftop.plan import Plan
from rooftop.posts import ScheduledPost
from rooftop.records import CHANNELS, Advocate, Channel, Field, Record, Story

Places = Mapping[Group, tuple[Place, ...]]


@dataclass(frozen=True)
class Use:
    """A profile or a story that is shown, under one ``consent``.

    It is public since ``since`` (UTC). ``shown`` are the fields on each channel that has it. The
    first of its ``places`` is its page; ``posts`` are those that were sent and those that will be.
    """

    record: Advocate | Story
    since: datetime.date
    consent: Consent
    shown: Mapping[Channel, tuple[Field, ...]]
    places: Places
    posts: tuple[ScheduledPost, ...] = ()


@dataclass(frozen=True)
class Appearances:
    """All of one ``person`` that is shown on ``today`` (UTC). ``lists`` show their profile or a
    story of theirs among others, or name them.
    """

    person: Advocate
    today: datetime.date
    uses: tuple[Use, ...]
    lists: Places

    def hold(self, address: str) -> bool:
        """Whether ``address``, below the site root, is among the places."""
        return any(place.holds(address) for place in self._places())

    def _places(self) -> Iterator[Place]:
        for places in (*(use.places for use in self.uses), self.lists):
            for group in places.values():
                yield from group


def find_appearances(plan: Plan, slug: str, site: Site) -> Appearances:
    """Where ``site``, which ``plan`` is the plan of, shows the person ``slug``. Raises KeyError for
    somebody who has no profile.
    """
    catalogue, published = plan.catalogue, plan.published
    person = catalogue.advocates[slug]
    told = [catalogue.stories[each] for each in published.stories if each in catalogue.stories]
    stories = [story for story in told if slug in story.advocates and not story.is_draft]
    is_shown = slug in published.advocates
    records: list[Advocate | Story] = [*([person] if is_shown else []), *stories]
    view = published.advocates.get(slug)
    ids = {plan.community.id_of(story.address) for story in stories}
    sought = Sought(
        slug,
        view.name if view else person.called,
        frozenset(story.slug for story in stories),
        frozenset(ids),
    )
    seen = find_sightings(site, sought)
    own = {subject_of(each): _own(each, plan, seen) for each in records}
    taken = {place for places in own.values() for group in places.values() for place in group}
    lists = {g: tuple(place for place in seen.get(g, []) if place not in taken) for g in GROUPS}
    uses = [_use(each, slug, plan, own[subject_of(each)]) for each in records]
    return Appearances(person, plan.today, tuple(uses), lists)


def _own(record: Advocate | Story, plan: Plan, seen: Mapping[Group, list[Place]]) -> Places:
    """The places of ``record`` alone, those of the places ``seen`` among them that lie below its
    page.
    """
    page = addresses.record(record.folder, record.slug)
    own: dict[Group, tuple[Place, ...]] = own_places(record, plan.published, plan.catalogue)
    return {
        group: (
            *(place for place in seen.get(group, ()) if place.address.startswith(page)),
            *own.get(group, ()),
        )
        for group in GROUPS
    }


def _use(record: Advocate | Story, slug: str, plan: Plan, places: Places) -> Use:
    consent = plan.consents.of(record)[slug]
    present = ask(record, plan.catalogue.advocates[slug], plan.catalogue).fields
    decided = {c: consent.decisions[c].shown for c in CHANNELS if consent.decisions[c]}
    shown = {c: tuple(f for f in present if f in fields) for c, fields in decided.items()}
    posts = (each for each in plan.published.posts if each.post.story == record.slug)
    sent = tuple(posts) if isinstance(record, Story) else ()
    return Use(record, _since(record, slug, plan.consents, plan), consent, shown, places, sent)


def _since(record: Record, slug: str, consents: Consents, plan: Plan) -> datetime.date:
    if isinstance(record, Story):
        return went_out(record, consents).date()
    consent = consents.of(record)[slug].record
    return consent.given if consent and consent.given else plan.today
