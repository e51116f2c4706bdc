"""Descriptions of pages in schema.org's terms (JSON-LD 1.1), made from the views of the site alone.
``profiles`` are slugs of people who have a page.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from rooftop import addresses
from rooftop.media import player_of
from rooftop.settings import Community
from rooftop.views import (
    EventView,
    Medium,
    ProductView,
    SiteAdvocate,
    SiteStory,
    Teller,
)

Facts = dict[str, Any]

_EVENT_STATUS = {
    "planned": "EventScheduled",
    "moved": "EventRescheduled",
    "cancelled": "EventCancelled",
}


def facts_of_community(community: Community) -> list[Facts]:
    """The site, and the company behind it."""
    site = {
        "@type": "WebSite",
        "name": community.name,
        "url": community.url,
        "description": community.description,
    }
    return [
        {**site, "inLanguage": community.language, "publisher": _publisher(community)},
        _organization(community),
    ]


def facts_of_story(
    community: Community,
    story: SiteStory,
    products: Iterable[ProductView],
    profiles: Collection[str],
    original: str | None,
) -> list[Facts]:
    """An Article about its ``products``, a translation of the one at the address ``original``, if
    given. Reviews are Articles too, because a Review needs a rating, which nobody gave (Google
    Search Central, "Review snippet").
    """
    url = community.url + story.path
    facts: Facts = {
        "@type": "Article",
        "@id": url,
        "url": url,
        "headline": story.title,
        "abstract": story.summary,
        "inLanguage": story.language,
        "datePublished": story.date.isoformat(),
        "dateModified": story.changed.isoformat(),
        "author": [_teller(community, teller, profiles) for teller in story.tellers],
        "publisher": _publisher(community),
        "image": addresses.card(url),
        "about": [_named(community, product) for product in products],
    }
    if story.quote:
        quoted = {
            "@type": "Quotation",
            "text": story.quote.text,
            "spokenByCharacter": _reference(_teller(community, story.quote.by, profiles)),
        }
        facts["hasPart"] = [quoted]
    if films := [
        _film(community, story, medium) for medium in story.media if medium.kind == "video"
    ]:
        facts["video"] = films
    if original is not None:
        facts["translationOfWork"] = {"@id": community.url + original}
    return [_clean(facts)]


def facts_of_person(community: Community, person: SiteAdvocate) -> list[Facts]:
    """A ProfilePage about a Person."""
    url = f"{community.url}{addresses.advocate(person.slug)}"
    who = describe_person(community, person)
    return [
        {"@type": "ProfilePage", "@id": url, "url": url, "name": person.name, "mainEntity": who}
    ]


def describe_person(community: Community, person: SiteAdvocate) -> Facts:
    """A Person with all that their profile shows."""
    url = f"{community.url}{addresses.advocate(person.slug)}"
    settings = community.settings
    facts: Facts = {
        "@type": "Person",
        "@id": f"{url}#person",
        "name": person.name,
        "url": url,
        "jobTitle": person.role,
        "description": person.headline,
        "worksFor": _employer(person),
        "image": f"{community.url}{addresses.media(person.photo)}" if person.photo else None,
        "knowsLanguage": list(person.languages),
        "knowsAbout": [settings.topics.get(topic, topic) for topic in person.topics],
        "sameAs": list(person.links.values()),
    }
    return _clean(facts)


def facts_of_product(community: Community, product: ProductView) -> list[Facts]:
    """A page about a thing. A Product needs a price or ratings (Google Search Central, "Product
    snippet"), and this site has neither.
    """
    url = community.url + addresses.product(product.slug)
    page: Facts = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": product.name,
        "keywords": product.category,
        "about": _product(community, product),
        "publisher": _publisher(community),
    }
    return [_clean(page)]


def facts_of_event(
    community: Community, event: EventView, people: Iterable[SiteAdvocate]
) -> list[Facts]:
    """An Event with the ``people`` that one can meet, and its times with the UTC offset of its
    place.
    """
    url = f"{community.url}{addresses.event(event.slug)}"
    place = {"@type": "Place", "name": event.place, "address": event.place} if event.place else None
    online = {"@type": "VirtualLocation", "url": event.online_url} if event.online_url else None
    where = [each for each in (place, online) if each]
    mode = "Mixed" if place and online else "Offline" if place else "Online"
    facts: Facts = {
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": event.title,
        "startDate": _when(event, event.starts_local),
        "endDate": _when(event, event.ends_local) if event.has_end else None,
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "eventStatus": f"https://schema.org/{_EVENT_STATUS[event.status]}",
        "location": where[0] if len(where) == 1 else where,
        "organizer": _publisher(community),
        "performer": [_known(community, person.slug, person.name) for person in people],
    }
    return [_clean(facts)]


def _when(event: EventView, moment: datetime.datetime) -> str:
    return (moment.date() if event.is_all_day else moment).isoformat()


def trail_of(community: Community, steps: Iterable[tuple[str, str]]) -> list[Facts]:
    """A BreadcrumbList of ``steps``: labels and addresses below the root. The last step is the page
    itself and needs no address (Google Search Central, "Breadcrumb").
    """
    items: list[Facts] = [
        {"@type": "ListItem", "position": number, "name": label, "item": community.url + path}
        for number, (label, path) in enumerate(steps, 1)
    ]
    del items[-1]["item"]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def _organization(community: Community) -> Facts:
    return {
        "@type": "Organization",
        "@id": f"{community.url}#company",
        "name": community.settings.company,
    }


def _publisher(community: Community) -> Facts:
    return _organization(community) | {"url": community.url}


def _product(community: Community, product: ProductView) -> Facts:
    return _clean(_named(community, product) | {"url": product.url, "description": product.tagline})


def _named(community: Community, product: ProductView) -> Facts:
    """A reference to ``product``, whose own page describes it."""
    return {
        "@type": "Thing",
        "@id": f"{community.url}{addresses.product(product.slug)}#product",
        "name": product.name,
    }


def _teller(community: Community, teller: Teller, profiles: Collection[str]) -> Facts:
    who = (
        _known(community, teller.slug, teller.name)
        if teller.slug and teller.slug in profiles
        else {"@type": "Person", "name": teller.name}
    )
    return _clean(who | {"jobTitle": teller.role, "worksFor": _employer(teller)})


def _reference(facts: Facts) -> Facts:
    """Who or what is described elsewhere in the same page, if it has an ``@id``; else ``facts``."""
    return {"@id": facts["@id"]} if "@id" in facts else facts


def _known(community: Community, slug: str, name: str) -> Facts:
    url = f"{community.url}{addresses.advocate(slug)}"
    return {"@type": "Person", "@id": f"{url}#person", "name": name, "url": url}


def _employer(person: SiteAdvocate | Teller) -> Facts | None:
    if not person.employer or not person.company:
        return None
    facts = {"@type": "Organization", "name": person.employer, "url": person.company.url}
    return _clean(facts)


def _film(community: Community, story: SiteStory, medium: Medium) -> Facts:
    root = community.url
    day = datetime.datetime.combine(story.date, datetime.time(), datetime.UTC)
    poster = addresses.media(medium.poster) if medium.poster else addresses.card(story.path)
    facts: Facts = {
        "@type": "VideoObject",
        "name": medium.alt,
        "description": story.summary,
        "thumbnailUrl": root + poster,
        "uploadDate": day.isoformat(),
        "contentUrl": f"{root}{addresses.media(medium.src)}" if medium.src else None,
        "embedUrl": player_of(medium.url) if medium.url else None,
        "transcript": medium.transcript,
    }
    return _clean(facts)


def _clean(facts: Mapping[str, Any]) -> Facts:
    return {key: value for key, value in facts.items() if value not in (None, [], "")}
