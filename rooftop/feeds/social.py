"""Ready posts for people who schedule and send them: RSS and JSON of posts that are due, and tables
of future ones for bulk upload.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from zoneinfo import ZoneInfo

from markupsafe import Markup

from rooftop import addresses
from rooftop.cards import Picture
from rooftop.feeds.archive import BLOCK, Document
from rooftop.feeds.elements import rss_item
from rooftop.feeds.entries import entry_of
from rooftop.feeds.files import FeedFiles, print_of
from rooftop.feeds.head import Head, founding_of
from rooftop.feeds.items import Item, SiteFiles
from rooftop.feeds.json import json_feed, json_item
from rooftop.feeds.xml import rss_feed
from rooftop.posts import Post, ScheduledPost, one_line
from rooftop.published import Published
from rooftop.text import as_cell
from rooftop.translations import translation_for

#: Posts that Buffer and Hootsuite take in one file.
_BUFFER_MOST, _HOOTSUITE_MOST = 100, 350


def render_social(
    published: Published, files: SiteFiles, labels: Mapping[str, str], icon: str | None
) -> Iterator[FeedFiles]:
    """The files for each network: ``.xml`` and ``.json`` contain the posts that are due, newest
    first; ``.csv`` (Buffer) and ``-hootsuite.csv`` the future ones, soonest first, in the time zone
    of the rhythm.

    ``labels`` are the names of the networks, ``files`` are enclosed in posts.
    """
    for network in published.community.settings.social.networks:
        mine = [each for each in published.posts if each.network == network]
        past = (each for each in reversed(mine) if each.moment <= published.now)
        due = [_item(published, each, files) for each in islice(past, BLOCK)]
        head = _head(published, labels[network], icon)
        ahead = [each for each in mine if each.moment > published.now and not each.embargoed]
        tables = {
            addresses.posts(network, ".csv"): _buffer(
                published, ahead[:_BUFFER_MOST], files.pictures
            ),
            addresses.posts(network, "-hootsuite.csv"): _hootsuite(
                published, ahead[:_HOOTSUITE_MOST]
            ),
        }
        yield FeedFiles(
            f"posts {network}",
            print_of((head, due, tables)),
            partial(_draw, network, head, due, tables),
        )


def _draw(
    network: str, head: Head, due: list[Item], tables: dict[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    document = Document(head.folder, tuple(map(entry_of, due)), network)
    yield addresses.posts(network, ".xml"), rss_feed(head, document, map(rss_item, due))
    yield addresses.posts(network, ".json"), json_feed(head, document, map(json_item, due))
    yield from tables.items()


def _head(published: Published, label: str, icon: str | None) -> Head:
    community = published.community
    words = translation_for(community.language)
    return Head(
        id=community.id_of("feeds/social/"),
        root=community.url,
        folder="feeds/social/",
        page=f"{community.url}{addresses.FEEDS}",
        title=f"{community.name} – {words('feed.posts', network=label)}",
        description=community.description,
        language=community.language,
        company=community.settings.company,
        founded=founding_of(published),
        icon=icon and community.url + icon,
    )


def _item(published: Published, scheduled: ScheduledPost, files: SiteFiles) -> Item:
    post = scheduled.post
    story = published.channels.social[post.story]
    lines = Markup("<br>").join(post.text.split("\n"))
    return Item(
        id=published.community.id_of(f"{story.permalink}#{post.network}-{post.number}"),
        url=post.link,
        title=story.title,
        summary=post.text,
        html=str(Markup("<p>{}</p>").format(lines)),
        published=scheduled.moment,
        updated=scheduled.moment,
        language=story.language,
        text=post.text,
        picture=files.enclose(picture_of(post, story.path, files.pictures)),
        facts={
            "about": f"{published.community.url}{addresses.FEEDS}",
            "network": post.network,
            "story": published.community.url + story.path,
            "advocates": [one_line(teller, story.language) for teller in story.tellers],
        },
    )


def picture_of(post: Post, path: str, pictures: Mapping[str, Picture]) -> str:
    """The address, below the root, of the picture that goes with ``post``: its author's own, else
    the story's card.
    """
    own = f"{path}{post.image.rpartition('.')[0].replace('/', '-')}.jpg" if post.image else ""
    return own if own in pictures else addresses.card(path)


def _buffer(
    published: Published, ahead: list[ScheduledPost], pictures: Mapping[str, Picture]
) -> bytes:
    """Buffer's form: Text, Image URL, Tags, Posting Time (YYYY-MM-DD HH:MM)."""
    rows = [["Text", "Image URL", "Tags", "Posting Time"]]
    for each in ahead:
        address = picture_of(each.post, published.channels.social[each.post.story].path, pictures)
        picture = published.community.url + address if address in pictures else ""
        rows.append(
            [
                each.post.text,
                picture,
                "",
                f"{_local(published, each.moment):%Y-%m-%d %H:%M}",
            ]
        )
    return _table(rows)


def _hootsuite(published: Published, ahead: list[ScheduledPost]) -> bytes:
    """Hootsuite's form: date and time (YYYY/MM/DD HH:MM, whole five minutes), text, link (empty:
    the text has it).
    """
    return _table(
        [
            [
                f"{_whole(_local(published, each.moment)):%Y/%m/%d %H:%M}",
                each.post.text,
                "",
            ]
            for each in ahead
        ]
    )


def _local(published: Published, moment: datetime.datetime) -> datetime.datetime:
    return moment.astimezone(ZoneInfo(published.community.settings.social.timezone))


def _whole(moment: datetime.datetime) -> datetime.datetime:
    return moment + datetime.timedelta(minutes=-moment.minute % 5)


def _table(rows: list[list[str]]) -> bytes:
    """CSV (RFC 4180), UTF-8, no cell of it a formula."""
    file = io.StringIO()
    guarded = ([as_cell(cell, " ") for cell in row] for row in rows)
    csv.writer(file, lineterminator="\r\n").writerows(guarded)
    return file.getvalue().encode()
