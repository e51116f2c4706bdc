"""Ready posts for those who plan and send them: RSS and JSON of what is due, and tables of what
comes for bulk upload.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from markupsafe import Markup

from rooftop.cards import Picture
from rooftop.feeds.archive import BLOCK, Document
from rooftop.feeds.head import Head, founded
from rooftop.feeds.items import Item, enclose
from rooftop.feeds.json import JsonWriter
from rooftop.feeds.xml import Writer
from rooftop.plan import Plan
from rooftop.posts import Post, Scheduled, one_line

#: Posts that Buffer and Hootsuite take in one file.
_BUFFER_MOST, _HOOTSUITE_MOST = 100, 350
#: Signs that make a spreadsheet take a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_social(
    plan: Plan, pictures: Mapping[str, Picture], labels: Mapping[str, str], icon: str | None
) -> Iterator[tuple[str, bytes]]:
    """Address below the root, and content, of the files for each network: ``.xml`` and ``.json``
    hold the posts whose moment has come, newest first; ``.csv`` (Buffer) and ``-hootsuite.csv``
    those that come, soonest first,
    in the rhythm's zone.

    ``labels`` are the networks' names.
    """
    for network in plan.community.settings.social.networks:
        mine = [each for each in plan.posts if each.network == network]
        due = [_item(plan, each, pictures) for each in reversed(mine) if each.moment <= plan.now][
            :BLOCK
        ]
        head = _head(plan, labels[network], icon)
        document = Document("feeds/social/", tuple(due), network)
        yield f"feeds/social/{network}.xml", Writer(head, due).rss(head, document)
        yield f"feeds/social/{network}.json", JsonWriter(due).json(head, document)
        ahead = [each for each in mine if each.moment > plan.now and not each.embargoed]
        yield f"feeds/social/{network}.csv", _buffer(plan, ahead[:_BUFFER_MOST], pictures)
        yield f"feeds/social/{network}-hootsuite.csv", _hootsuite(plan, ahead[:_HOOTSUITE_MOST])


def _head(plan: Plan, label: str, icon: str | None) -> Head:
    community = plan.community
    return Head(
        root=community.url,
        folder="feeds/social/",
        page=f"{community.url}feeds/",
        title=f"{community.name} – posts for {label}",
        description=community.description,
        language=community.language,
        company=community.settings.company,
        founded=founded(plan),
        icon=icon and community.url + icon,
    )


def _item(plan: Plan, scheduled: Scheduled, pictures: Mapping[str, Picture]) -> Item:
    post = scheduled.post
    story = plan.channels.social[post.story]
    lines = Markup("<br>").join(post.text.split("\n"))
    return Item(
        id=f"{plan.community.url}{story.permalink}#{post.network}-{post.number}",
        url=post.link,
        title=story.title,
        summary=post.text,
        html=str(Markup("<p>{}</p>").format(lines)),
        published=scheduled.moment,
        updated=scheduled.moment,
        language=story.language,
        text=post.text,
        picture=enclose(plan, picture_of(post, story.path, pictures), pictures),
        facts={
            "about": f"{plan.community.url}feeds/",
            "network": post.network,
            "story": plan.community.url + story.path,
            "advocates": [one_line(teller) for teller in story.tellers],
        },
    )


def picture_of(post: Post, path: str, pictures: Mapping[str, Picture]) -> str:
    """The address, below the root, of the picture that goes with ``post``: its author's own, else
    the story's card.
    """
    own = f"{path}{post.image.rpartition('.')[0].replace('/', '-')}.jpg" if post.image else ""
    return own if own in pictures else f"{path}wide.png"


def _buffer(plan: Plan, ahead: list[Scheduled], pictures: Mapping[str, Picture]) -> bytes:
    """Buffer's form: Text, Image URL, Tags, Posting Time (YYYY-MM-DD HH:MM)."""
    rows = [["Text", "Image URL", "Tags", "Posting Time"]]
    for each in ahead:
        address = picture_of(each.post, plan.channels.social[each.post.story].path, pictures)
        picture = plan.community.url + address if address in pictures else ""
        rows.append(
            [_cell(each.post.text), picture, "", f"{_local(plan, each.moment):%Y-%m-%d %H:%M}"]
        )
    return _table(rows)


def _hootsuite(plan: Plan, ahead: list[Scheduled]) -> bytes:
    """Hootsuite's form: date and time (YYYY/MM/DD HH:MM, whole five minutes), text, link (empty:
    the text has it).
    """
    return _table(
        [
            [f"{_whole(_local(plan, each.moment)):%Y/%m/%d %H:%M}", _cell(each.post.text), ""]
            for each in ahead
        ]
    )


def _local(plan: Plan, moment: datetime.datetime) -> datetime.datetime:
    return moment.astimezone(ZoneInfo(plan.community.settings.social.timezone))


def _whole(moment: datetime.datetime) -> datetime.datetime:
    return moment + datetime.timedelta(minutes=-moment.minute % 5)


def _cell(text: str) -> str:
    return f" {text}" if text.startswith(_FORMULA) else text


def _table(rows: list[list[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode()
