"""What one story is in any feed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rooftop import addresses
from rooftop.cards import Picture
from rooftop.feeds.content import content_of
from rooftop.media import mime_of
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.text import typeset, typographic
from rooftop.views import FeedStory, Teller


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with an item; ``length`` in bytes. Pictures have a size in pixels and
    ``alt``.
    """

    url: str
    mime: str
    length: int
    alt: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class Author:
    """Somebody who tells a story, as far as they let it be known."""

    name: str
    url: str | None = None
    avatar: str | None = None


@dataclass(frozen=True)
class Item:
    """One story, one notice or one post. ``id`` is the address it first had, for all time; times
    are UTC.

    ``text`` is the same as ``html`` where it was written as plain text. ``facts`` is what programs
    may want beside what feeds have words for. ``deleted`` is the moment from which on a story is no
    longer shared; a notice
    stands in its place then.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime.datetime
    updated: datetime.datetime
    language: str
    text: str = ""
    authors: tuple[Author, ...] = ()
    categories: tuple[str, ...] = ()
    picture: Enclosure | None = None
    attachments: tuple[Enclosure, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    deleted: datetime.datetime | None = None


def collect_items(
    published: Published, pictures: Mapping[str, Picture], lengths: Mapping[str, int]
) -> dict[str, Item]:
    """Every story that may go out in feeds, by its slug, newest first. ``pictures`` are by address
    below the root; ``lengths`` are those of media files as published, in bytes.
    """
    items = {}
    for story in published.feed:
        with blaming(story.subject):
            items[story.slug] = typeset_item(_item(published, story, pictures, lengths))
    return items


def outline_items(published: Published) -> dict[str, Item]:
    """The same without what readers see of each: enough to say which feeds there are."""
    return {
        story.slug: Item(
            id=published.community.id_of(story.permalink),
            url=published.community.url + story.path,
            title="",
            summary="",
            html="",
            published=story.moment,
            updated=story.moment,
            language=story.language,
        )
        for story in published.feed
    }


def typeset_item(item: Item) -> Item:
    """``item`` as readers see it, with typographic marks. Its facts stay as they were approved."""
    language = item.language
    authors = (replace(each, name=typographic(each.name, language)) for each in item.authors)
    return replace(
        item,
        title=typographic(item.title, language),
        summary=typographic(item.summary, language),
        html=typeset(item.html, language),
        authors=tuple(authors),
    )


def _item(
    published: Published,
    story: FeedStory,
    pictures: Mapping[str, Picture],
    lengths: Mapping[str, int],
) -> Item:
    root = published.community.url
    has_changed = story.updated or story.reply
    updated = max(story.moment, _noon(story.changed)) if has_changed else story.moment
    words = published.community.settings.topics
    products = (
        published.products[slug].name for slug in story.products if slug in published.products
    )
    return Item(
        id=published.community.id_of(story.permalink),
        url=root + story.path,
        title=story.title,
        summary=" ".join(story.summary.split()),
        html=str(content_of(published, story)),
        published=story.moment,
        updated=updated,
        language=story.language,
        authors=tuple(_author(published, teller) for teller in story.tellers),
        categories=tuple(
            dict.fromkeys([*products, *(words.get(topic, topic) for topic in story.topics)])
        ),
        picture=enclose(published, addresses.card(story.path), pictures),
        attachments=tuple(_attachments(published, story, lengths)),
        facts=_facts(published, story),
    )


def newest_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """``items`` by when they went out; those of one moment by their ids."""
    return tuple(
        sorted(
            sorted(items, key=lambda item: item.id), key=lambda item: item.published, reverse=True
        )
    )


def enclose(
    published: Published, address: str, pictures: Mapping[str, Picture]
) -> Enclosure | None:
    """The drawn picture at ``address`` as part of an item."""
    if (drawn := pictures.get(address)) is None:
        return None
    return Enclosure(
        published.community.url + address,
        drawn.mime,
        len(drawn.data),
        drawn.alt,
        drawn.width,
        drawn.height,
    )


def _noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def _author(published: Published, teller: Teller) -> Author:
    root = published.community.url
    slug = teller.slug if teller.slug in published.advocates else None
    photo = teller.photo if teller.photo in published.media else None
    return Author(
        teller.name,
        root + addresses.advocate(slug) if slug else None,
        root + addresses.media(photo) if photo else None,
    )


def _attachments(
    published: Published, story: FeedStory, lengths: Mapping[str, int]
) -> Iterator[Enclosure]:
    for medium in story.standalone_media:
        if medium.src and medium.src in lengths:
            file = published.media[medium.src]
            size = (file.width or None, file.height or None)
            url = f"{published.community.url}{addresses.media(medium.src)}"
            yield Enclosure(url, mime_of(medium.src), lengths[medium.src], medium.alt, *size)


def _facts(published: Published, story: FeedStory) -> dict[str, Any]:
    """What a program may want to know of the story; `docs/feeds.md` says what each is."""
    disclosure = story.disclosure
    return {
        "about": f"{published.community.url}{addresses.FEEDS}",
        "kind": story.kind,
        "advocates": [
            {
                "name": teller.name,
                "role": teller.role,
                "company": teller.employer,
                "former_company": teller.former_employer,
            }
            for teller in story.tellers
        ],
        "products": list(story.products),
        "topics": list(story.topics),
        "stages": list(story.stages),
        "roles": list(story.roles),
        "industries": list(story.industries),
        "quote": story.quote and {"text": story.quote.text, "by": story.quote.by.name},
        "results": [result.model_dump(exclude_none=True) for result in story.results],
        "disclosure": disclosure
        and {"relationship": disclosure.relationship, "incentive": disclosure.incentive},
    }
