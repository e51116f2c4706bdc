"""JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any

from rooftop.feeds.items import Item
from rooftop.feeds.scopes import Scope
from rooftop.feeds.xml import moment, title_of
from rooftop.plan import Plan

#: Bytes a feed may have; programs refuse larger ones. It shows fewer stories then, never fewer words.
MAX_BYTES = 250_000


def render_json(plan: Plan, scope: Scope, items: list[Item]) -> bytes:
    """JSON Feed 1.1, UTF-8, of as many of ``items`` as fit."""
    community = plan.community
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title_of(plan, scope),
        "home_page_url": community.url + scope.page,
        "feed_url": f"{community.url}{scope.folder}feed.json",
        "description": community.description,
        "language": scope.language or community.language,
        "authors": [{"name": community.settings.company}],
        "items": [_item(item) for item in items],
    }
    while len(data := _serialise(feed)) > MAX_BYTES and len(feed["items"]) > 1:
        feed["items"] = feed["items"][: len(feed["items"]) * 9 // 10]
    return data


def _serialise(feed: dict[str, Any]) -> bytes:
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_published": moment(item.published),
        "date_modified": moment(item.updated),
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.categories),
        "language": item.language,
    }
