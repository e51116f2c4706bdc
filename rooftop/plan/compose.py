"""The only composer: sources, settings and a day become a plan."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from rooftop.catalogue import Catalogue, check_lookalikes
from rooftop.consent import (
    SiteAdvocate,
    SiteStory,
    check_consent,
)
from rooftop.crosslinks import ProductLinker, relate
from rooftop.markup import Prose
from rooftop.plan.channels import open_channels
from rooftop.plan.gate import Gate, WithheldForMention, decide_all, explain_mentions, find_mentions
from rooftop.plan.plan import Plan, ProseKey, WithheldText
from rooftop.plan.prose import GENERATED, ProseWriter
from rooftop.plan.withheld_text import collect_withheld_text
from rooftop.posts import check_posts, schedule
from rooftop.problems import Problem
from rooftop.records import STAGES, Event, Page, Product, Record
from rooftop.settings import Community

R = TypeVar("R", bound=Record)


def compose(
    catalogue: Catalogue, community: Community, now: datetime.datetime, *, drafts: bool = False
) -> Plan:
    """The plan of the site as of ``now`` (UTC). With ``drafts``, what waits for consent is shown
    too, for a preview.

    Every record is decided on its own: what is wrong with one withholds that one, and says so in
    ``problems``.
    """
    visible = catalogue if drafts else catalogue.without_drafts()
    withheld_for_mention: WithheldForMention = {}
    today = now.date()
    while True:  # withholding a record can withhold a name, which can withhold another record
        gate = decide_all(visible, community.settings, today, withheld_for_mention)
        withheld_text = collect_withheld_text(
            catalogue, gate.advocates, gate.stories, _own_words(visible, community)
        )
        fresh = find_mentions(visible, gate, withheld_text, withheld_for_mention)
        if not fresh:
            break
        withheld_for_mention |= fresh
    waiting = sum(story.origin.draft for story in catalogue.stories.values())
    return _assemble(visible, community, now, gate, withheld_text, withheld_for_mention, waiting)


def _own_words(catalogue: Catalogue, community: Community) -> set[str]:
    products = catalogue.products.values()
    settings = community.settings
    return {
        community.name,
        settings.company,
        *(product.name for product in products),
        *(name for p in products for name in p.names),
        *settings.topics.values(),
        *settings.roles.values(),
        *settings.industries.values(),
    }


def _assemble(
    catalogue: Catalogue,
    community: Community,
    now: datetime.datetime,
    gate: Gate,
    withheld_text: WithheldText,
    withheld_for_mention: WithheldForMention,
    waiting: int,
) -> Plan:
    today = now.date()
    stories = _newest_first(gate.stories.values())
    advocates = {
        view.slug: view
        for view in sorted(
            gate.advocates.values(), key=lambda view: (view.name.casefold(), view.slug)
        )
    }
    products = _allowed(
        catalogue.products,
        withheld_for_mention,
        key=lambda product: (product.name.casefold(), product.slug),
    )
    events = _allowed(
        catalogue.events, withheld_for_mention, key=lambda event: (event.starts_utc, event.slug)
    )
    pages = _allowed(catalogue.pages, withheld_for_mention, key=lambda page: page.slug)
    shown = _addresses(stories, advocates, products, events, pages)
    writer = ProseWriter(catalogue, shown, ProductLinker(products.values()))
    channels = open_channels(catalogue, community.settings, today, stories, advocates)
    prose = dict(_write(writer, catalogue, stories, advocates, products, events, pages))
    return Plan(
        community=community,
        now=now,
        catalogue=catalogue,
        stories=stories,
        channels=channels,
        posts=schedule(channels.social, catalogue.stories.values(), community, today),
        advocates=advocates,
        products=products,
        events=events,
        pages=pages,
        prose=prose,
        related=relate(list(stories.values())),
        media=_media(catalogue, stories, advocates) | frozenset(writer.media),
        pictured=frozenset(writer.media)
        | {m.src for story in stories.values() for m in story.media if m.src},
        notices=_notices(catalogue, stories, today),
        moved=_moved(catalogue, shown),
        withheld=tuple(sorted(gate.withheld, key=lambda each: (each.path, each.what))),
        waiting=waiting,
        withheld_text=withheld_text,
        problems=tuple(
            sorted(
                {
                    *writer.problems,
                    *_problems(catalogue, community, today),
                    *explain_mentions(withheld_for_mention),
                }
            )
        ),
    )


def _problems(
    catalogue: Catalogue, community: Community, today: datetime.date
) -> Iterator[Problem]:
    """What is wrong with the sources themselves, whatever of them is shown."""
    yield from catalogue.problems
    yield from check_lookalikes(catalogue, [community.url])
    yield from check_consent(catalogue, community.settings, today)
    for story in catalogue.stories.values():
        yield from check_posts(story, community)


def _newest_first(stories: Iterable[SiteStory]) -> dict[str, SiteStory]:
    by_moment = sorted(
        sorted(stories, key=lambda story: story.slug), key=lambda story: story.moment, reverse=True
    )
    return {story.slug: story for story in by_moment}


def _allowed(
    records: Mapping[str, R], withheld_for_mention: WithheldForMention, key: object
) -> dict[str, R]:
    kept = [record for record in records.values() if record.origin.path not in withheld_for_mention]
    return {record.slug: record for record in sorted(kept, key=key)}  # type: ignore[call-overload]


def _addresses(
    stories: Mapping[str, SiteStory],
    advocates: Mapping[str, SiteAdvocate],
    products: Mapping[str, Product],
    events: Mapping[str, Event],
    pages: Mapping[str, Page],
) -> frozenset[str]:
    folders: dict[str, Iterable[str]] = {
        "stories": stories,
        "advocates": advocates,
        "products": products,
        "events": events,
        "stages": STAGES,
        "kinds": {story.kind for story in stories.values()},
        "languages": {story.language.lower() for story in stories.values()},
        "topics": {topic for story in stories.values() for topic in story.topics},
        "industries": {industry for story in stories.values() for industry in story.industries},
        "roles": {role for story in stories.values() for role in story.roles},
    }
    records = {f"{folder}/{slug}/" for folder, slugs in folders.items() for slug in slugs}
    return GENERATED | records | {"" if slug == "index" else f"{slug}/" for slug in pages}


def _write(
    writer: ProseWriter,
    catalogue: Catalogue,
    stories: Mapping[str, SiteStory],
    advocates: Mapping[str, SiteAdvocate],
    *ordinary: Mapping[str, Product] | Mapping[str, Event] | Mapping[str, Page],
) -> Iterator[tuple[ProseKey, Prose]]:
    for slug, story in stories.items():
        record = catalogue.stories[slug]
        yield (
            ("stories", slug, "body"),
            writer.write(record, story.body, pictures=story.shows_pictures),
        )
        if story.challenge:
            yield (
                ("stories", slug, "challenge"),
                writer.write(record, story.challenge, pictures=story.shows_pictures),
            )
    for slug, person in advocates.items():
        yield (
            ("advocates", slug, "body"),
            writer.write(catalogue.advocates[slug], person.body, pictures=person.photo is not None),
        )
    for records in ordinary:
        for each in records.values():
            yield (each.folder, each.slug, "body"), writer.write(each, each.body)


def _media(
    catalogue: Catalogue, stories: Mapping[str, SiteStory], advocates: Mapping[str, SiteAdvocate]
) -> frozenset[str]:
    """The media files that some view shows, of those that exist."""
    names: set[str | None] = set()
    for person in advocates.values():
        names |= {person.photo, person.company.logo if person.company else None}
    for story in stories.values():
        for medium in story.media:
            names |= {medium.src, medium.captions, medium.poster}
        for teller in story.tellers:
            names |= {teller.photo, teller.company.logo if teller.company else None}
    return frozenset(name for name in names if name and name in catalogue.media)


def _notices(
    catalogue: Catalogue, stories: Mapping[str, SiteStory], today: datetime.date
) -> tuple[str, ...]:
    """Addresses that were public once and are withheld now."""
    return tuple(
        sorted(
            story.address
            for story in catalogue.stories.values()
            if story.published
            and story.published.date() <= today
            and story.slug not in stories
            and not story.origin.draft
        )
    )


def _moved(catalogue: Catalogue, shown: frozenset[str]) -> dict[str, str]:
    """Old address → new one, where the new one exists and the old one is free."""
    moved = {}
    for folder, aliases in catalogue.renamed.items():
        for old, slug in aliases.items():
            target, source = f"{folder}/{slug}/", f"{folder}/{old}/"
            if target in shown and source not in shown:
                moved[source] = target
    return moved
