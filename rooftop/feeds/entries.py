"""The entries of feeds. An entry has a digest of its content, and is composed only for a feed that
has to be written.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from rooftop import addresses
from rooftop.feeds.files import print_of
from rooftop.feeds.items import (
    Enclosure,
    Item,
    SiteFiles,
    attachments_of,
    compose,
    outline_of,
    products_of,
    typeset_item,
)
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.views import FeedStory

#: A digest of any value that can be compared.
Digest = Callable[[object], bytes]


@dataclass(frozen=True)
class Entry:
    """One story, notice or piece of news in a feed; ``id``, ``published``, ``updated``,
    ``language`` and ``deleted`` are those of its `Item`.

    ``says`` is a digest of its content, ``outline_says`` one of the content of a reference to it.
    ``compose`` returns the item, ``outline`` the item without text and files, and ``enclosures``
    its files.
    """

    id: str
    published: datetime.datetime
    updated: datetime.datetime
    language: str
    deleted: datetime.datetime | None
    says: str
    outline_says: str
    compose: Callable[[SiteFiles], Item] = field(compare=False, repr=False)
    outline: Callable[[], Item] = field(compare=False, repr=False)
    enclosures: Callable[[SiteFiles], tuple[Enclosure | None, ...]] = field(
        compare=False, repr=False
    )


def collect_entries(published: Published, digest_of: Digest) -> dict[str, Entry]:
    """Every story that may go out in feeds, by its slug, newest first."""
    return {story.slug: _entry(published, story, digest_of) for story in published.feed}


def entry_of(item: Item) -> Entry:
    """The entry of an ``item`` without files."""
    says = print_of(item)
    return Entry(
        item.id,
        item.published,
        item.updated,
        item.language,
        item.deleted,
        says,
        says,
        compose=lambda _: item,
        outline=lambda: item,
        enclosures=lambda _: (),
    )


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """``entries`` by time of publication; those of the same moment by id."""
    by_id = sorted(entries, key=lambda entry: entry.id)
    return tuple(sorted(by_id, key=lambda entry: entry.published, reverse=True))


def _entry(published: Published, story: FeedStory, digest_of: Digest) -> Entry:
    with blaming(story.subject):
        outline = outline_of(published, story)
        prose = [published.prose_of("stories", story.slug, part) for part in ("challenge", "body")]
        said = [published.community, story, *prose, products_of(published, story)]
        outline_says = print_of(outline)
        return Entry(
            outline.id,
            outline.published,
            outline.updated,
            outline.language,
            None,
            print_of((outline_says, digest_of(said))),
            outline_says,
            compose=partial(_composed, published, story),
            outline=partial(typeset_item, outline),
            enclosures=partial(_enclosures, published, story),
        )


def _composed(published: Published, story: FeedStory, files: SiteFiles) -> Item:
    with blaming(story.subject):
        return compose(published, story, files)


def _enclosures(
    published: Published, story: FeedStory, files: SiteFiles
) -> tuple[Enclosure | None, ...]:
    card = files.enclose(addresses.card(story.path))
    return (card, *attachments_of(published, story, files))
