"""JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from rooftop import addresses
from rooftop.feeds.archive import Document
from rooftop.feeds.head import Head, moment
from rooftop.feeds.items import Author, Enclosure, Item

_PLACE = b'"items":[]'
#: The separator of items.
SEPARATOR = b",\n"


def json_feed(head: Head, document: Document, items: Iterable[bytes]) -> bytes:
    """JSON Feed 1.1 of ``document``, UTF-8, with its ``items``; its ``_rooftop`` names the Atom
    file with older stories.
    """
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": f"{head.root}{document.folder}{document.name}.json",
        "description": head.description,
        "language": head.language,
        "authors": [{"name": head.company}],
    }
    if head.icon:
        feed["icon"] = head.icon
    if head.hub:
        feed["hubs"] = [{"type": "WebSub", "url": head.hub}]
    if document.older:
        about = f"{head.root}{addresses.FEEDS}"
        feed["_rooftop"] = {"about": about, "older": f"{head.root}{document.older}atom.xml"}
    before, _, after = _compact(feed | {"items": []}).rpartition(_PLACE)
    return b'%b"items":[\n%b\n]%b\n' % (before, SEPARATOR.join(items), after)


def _compact(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def json_item(item: Item) -> bytes:
    """``item`` for JSON Feed 1.1, UTF-8."""
    data: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "content_text": item.text,
        "date_published": moment(item.published),
        "date_modified": moment(item.updated),
        "language": item.language,
    }
    if not item.text:
        del data["content_text"]
    if item.authors:
        data["authors"] = [_author(author) for author in item.authors]
    if item.categories:
        data["tags"] = list(item.categories)
    if item.picture:
        data["image"] = item.picture.url
        data["attachments"] = [_attachment(each) for each in (item.picture, *item.attachments)]
    if item.facts:
        data["_rooftop"] = dict(item.facts)
    if item.deleted:
        data["_rooftop"] = {**item.facts, "deleted": moment(item.deleted)}
    return _compact(data)


def _author(author: Author) -> dict[str, str]:
    facts = {"name": author.name, "url": author.url, "avatar": author.avatar}
    return {name: value for name, value in facts.items() if value}


def _attachment(file: Enclosure) -> dict[str, Any]:
    return {
        "url": file.url,
        "mime_type": file.mime,
        "size_in_bytes": file.length,
        "title": file.alt,
    }
