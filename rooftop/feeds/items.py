"""One story as an item of feeds, whatever their format."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rooftop import addresses
from rooftop.cards import Picture
from rooftop.feeds.content import content_of
from rooftop.media import mime_of
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
    """Somebody who tells a story, with the facts that they agreed to show."""

    name: str
    url: str | None = None
    avatar: str | None = None


@dataclass(frozen=True)
class Item:
    """One story, one notice or one post. ``id`` is its first address and permanent; times are UTC.

    ``text`` equals ``html`` if it was written as plain text. ``facts`` are data for programs that
    feed formats have no elements for. ``deleted`` is the moment since which a story is no longer
    shared; the item is then a notice.
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


@dataclass(frozen=True)
class SiteFiles:
    """The files of a site that items can enclose: the drawn ``pictures`` by their addresses below
    the ``root``, and the bytes of any file by its address.
    """

    root: str
    pictures: Mapping[str, Picture]
    size_of: Callable[[str], int]

    def enclose(self, address: str) -> Enclosure | None:
        """The drawn picture at ``address``; None if there is none."""
        if (drawn := self.pictures.get(address)) is None:
            return None
        size = drawn.width, drawn.height
        url, length = self.root + address, self.size_of(address)
        return Enclosure(url, drawn.mime, length, drawn.alt, *size)


#: What goes with the items of a site that nobody built.
NO_FILES = SiteFiles("", {}, lambda _: 0)


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


def outline_of(published: Published, story: FeedStory) -> Item:
    """``story`` without its text, as it was approved."""
    has_changed = story.updated or story.reply
    updated = max(story.moment, _noon(story.changed)) if has_changed else story.moment
    return Item(
        id=published.community.id_of(story.permalink),
        url=published.community.url + story.path,
        title=story.title,
        summary=" ".join(story.summary.split()),
        html="",
        published=story.moment,
        updated=updated,
        language=story.language,
        authors=tuple(_author(published, teller) for teller in story.tellers),
    )


def compose(published: Published, story: FeedStory, files: SiteFiles) -> Item:
    """``story`` as readers see it, with its text and the ``files`` that it encloses."""
    topics = published.community.settings.topics
    item = replace(
        outline_of(published, story),
        html=str(content_of(published, story)),
        categories=tuple(
            dict.fromkeys(
                [*products_of(published, story), *(topics.get(each, each) for each in story.topics)]
            )
        ),
        picture=files.enclose(addresses.card(story.path)),
        attachments=attachments_of(published, story, files),
        facts=_facts(published, story),
    )
    return typeset_item(item)


def products_of(published: Published, story: FeedStory) -> list[str]:
    """The names of the products that ``story`` is about."""
    known = published.products
    return [known[slug].name for slug in story.products if slug in known]


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


def attachments_of(
    published: Published, story: FeedStory, files: SiteFiles
) -> tuple[Enclosure, ...]:
    """The videos, recordings and pictures of ``story``."""
    return tuple(
        Enclosure(
            published.community.url + addresses.media(medium.src),
            mime_of(medium.src),
            files.size_of(addresses.media(medium.src)),
            medium.alt,
            published.media[medium.src].width or None,
            published.media[medium.src].height or None,
        )
        for medium in story.standalone_media
        if medium.src and medium.src in published.media
    )


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
