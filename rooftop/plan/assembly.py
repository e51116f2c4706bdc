"""Assembles everything that is published from the records that passed the gate."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rooftop import addresses
from rooftop.cache import Cache
from rooftop.catalogue import Catalogue
from rooftop.consent import Consents, agreed_channels, next_change, went_out
from rooftop.crosslinks import ProductLinker
from rooftop.plan.channels import Finish, open_channels
from rooftop.plan.gate import Gate, LeftOut
from rooftop.plan.links import LinkResolver
from rooftop.plan.machines import narrow_machine_channels, relate_equally_open
from rooftop.plan.pictures import Likenesses
from rooftop.plan.plan import Plan
from rooftop.plan.prose import ProseWriter, write_prose
from rooftop.plan.retractions import find_retractions, settle_ids
from rooftop.posts import Queued, schedule
from rooftop.problems import Problem
from rooftop.published import Published, Retraction
from rooftop.records import STAGES
from rooftop.settings import Community
from rooftop.views import SiteAdvocate, SiteStory
from rooftop.withheld_text import TextFinder, WithheldText


@dataclass(frozen=True)
class Passed:
    """The result of the gate: records that passed, others, and those that are left out as a
    whole.
    """

    gate: Gate
    likenesses: Likenesses
    withheld_text: WithheldText
    left_out: LeftOut


def assemble(
    consents: Consents,
    community: Community,
    now: datetime.datetime,
    passed: Passed,
    waiting: int,
    problems: Iterable[Problem],
    cache: Cache,
) -> Plan:
    """The plan of what ``passed``."""
    published, more = _publish(consents, community, now, passed, cache)
    withheld = sorted(passed.gate.withheld, key=lambda each: (each.path, each.what))
    return Plan(
        published=published,
        catalogue=consents.catalogue,
        consents=consents,
        withheld=tuple(withheld),
        withheld_text=passed.withheld_text,
        waiting=waiting,
        problems=tuple(sorted({*problems, *more})),
    )


def _publish(
    consents: Consents,
    community: Community,
    now: datetime.datetime,
    passed: Passed,
    cache: Cache,
) -> tuple[Published, list[Problem]]:
    """What is published, and the problems that only show once it is put together."""
    gate, catalogue = passed.gate, consents.catalogue
    ids = settle_ids(catalogue, gate.stories)
    finish = Finish(consents, passed.likenesses, ids.by_slug)
    stories = _newest_first(finish.story(view) for view in gate.stories.values())
    advocates = _by_name(gate.advocates)
    channels = open_channels(stories.values(), advocates.values(), finish)
    channels, unnamed = narrow_machine_channels(channels, gate, catalogue, cache)
    finder = TextFinder(passed.withheld_text.names)
    retractions = tuple(find_retractions(consents, channels, gate.stories, ids, finder))
    known = _addresses(gate, stories, community)
    resolver = LinkResolver(catalogue, known)
    writer = ProseWriter(resolver, ProductLinker(_linked(catalogue, gate)), cache)
    prose = write_prose(writer, gate, passed.likenesses)
    notices = tuple(sorted(_notices(retractions, known)))
    media = _media(stories.values(), advocates.values()) | frozenset(resolver.media)
    pictures = (medium.src for story in stories.values() for medium in story.media)
    published = Published(
        community=community,
        now=now,
        stories=stories,
        channels=channels,
        posts=schedule(channels.social, _queue(consents), community, now.date(), cache),
        advocates=advocates,
        products=_by_name(gate.products),
        companies=_by_name(gate.companies),
        events=_sorted(gate.events, lambda event: event.starts_utc),
        pages=_sorted(gate.pages, lambda page: page.slug),
        prose=prose,
        related=relate_equally_open(list(stories.values()), channels, cache),
        media={name: catalogue.media[name] for name in sorted(media) if name in catalogue.media},
        pictured=frozenset(resolver.media) | frozenset(filter(None, pictures)),
        retractions=retractions,
        notices=notices,
        moved=_moved(catalogue, known, notices, finder),
        addresses=known,
        debuts=_debuts(catalogue, stories.values()),
        unnamed=unnamed,
        next_consent_change=next_change(consents),
    )
    return published, [*ids.problems, *resolver.problems]


def _queue(consents: Consents) -> Iterator[Queued]:
    """Every story that may or might once go out as posts."""
    for story in consents.catalogue.stories.values():
        if not story.is_draft and "social" in agreed_channels(story, consents):
            yield Queued(story.slug, story.advocates, went_out(story, consents), story.social)


def _newest_first(stories: Iterable[SiteStory]) -> dict[str, SiteStory]:
    by_slug = sorted(stories, key=lambda story: story.slug)
    newest = sorted(by_slug, key=lambda story: story.moment, reverse=True)
    return {story.slug: story for story in newest}


def _by_name(views: Mapping[str, Any]) -> dict[str, Any]:
    return _sorted(views, lambda view: view.name.casefold())


def _sorted(views: Mapping[str, Any], key: Any) -> dict[str, Any]:
    return {v.slug: v for v in sorted(views.values(), key=lambda view: (key(view), view.slug))}


def _linked(catalogue: Catalogue, gate: Gate) -> list[Any]:
    """The products whose names become links: those that have a page."""
    return [product for slug, product in catalogue.products.items() if slug in gate.products]


def _addresses(
    gate: Gate, stories: Mapping[str, SiteStory], community: Community
) -> frozenset[str]:
    """What a link may lead to."""
    told, people = stories.values(), gate.advocates.values()
    companies = [person.company for person in people if person.company]
    words = {
        "stages": STAGES,
        "kinds": [story.kind for story in told],
        "languages": [story.language for story in told],
        "topics": [topic for story in told for topic in story.topics],
        "industries": [industry for story in told for industry in story.industries],
        "roles": [role for story in told for role in story.roles],
        "peers/products": [slug for person in people for slug in person.products],
        "peers/industries": [company.industry for company in companies if company.industry],
        "peers/sizes": [company.size for company in companies if company.size],
        "peers/countries": [company.country for company in companies if company.country],
        "peers/languages": [language for person in people for language in person.languages],
        "peers/topics": [topic for person in people for topic in person.topics],
        "peers/open": [way for person in people for way in person.open_to],
    }
    records = {
        "stories": stories,
        "advocates": gate.advocates,
        "products": gate.products,
        "events": gate.events,
        "companies": gate.companies,
        "pages": gate.pages,
    }
    return addresses.published(records, words, community.settings.social.networks)


def _media(stories: Iterable[SiteStory], people: Iterable[SiteAdvocate]) -> frozenset[str]:
    """The media files that some view shows."""
    names: set[str | None] = set()
    for story in stories:
        names |= {name for m in story.media for name in (m.src, m.captions, m.poster)}
        names |= {post.image for post in story.social} if story.shows_pictures else set()
        for teller in story.tellers:
            names |= {teller.photo, teller.company.logo if teller.company else None}
    for person in people:
        names |= {person.photo, person.company.logo if person.company else None}
    return frozenset(name for name in names if name)


def _notices(retractions: Iterable[Retraction], known: frozenset[str]) -> Iterator[str]:
    """Addresses that were public once and are withheld now, as far as that may be said."""
    for retraction in retractions:
        was_shown = "site" in retraction.channels and not retraction.is_silent
        if was_shown and retraction.address not in known:
            yield retraction.address


def _moved(
    catalogue: Catalogue, known: frozenset[str], notices: Iterable[str], finder: TextFinder
) -> dict[str, str]:
    """Old address → new one, where the new one exists, the old one is free, and says nothing that
    is withheld.
    """
    taken = known | frozenset(notices)
    moved = {}
    for folder, aliases in catalogue.renamed.items():
        for alias, slug in aliases.items():
            target, source = f"{folder}/{slug}/", f"{folder}/{alias}/"
            if target in known and source not in taken and not any(finder.find(alias)):
                moved[source] = target
    return moved


def _debuts(catalogue: Catalogue, stories: Iterable[SiteStory]) -> dict[str, str]:
    """The story with which each person first went out, by their slug, where that story is shown and
    nothing of theirs went out before, shown now or not.
    """
    firsts: dict[str, SiteStory] = {}
    for story in sorted(stories, key=lambda story: (story.moment, story.slug), reverse=True):
        firsts |= {teller.slug: story for teller in story.tellers if teller.slug}
    earlier = {
        slug
        for record in catalogue.stories.values()
        for slug in record.advocates
        if record.published and slug in firsts
        if record.published < firsts[slug].moment and record.slug != firsts[slug].slug
    }
    return {slug: story.slug for slug, story in firsts.items() if slug not in earlier}
