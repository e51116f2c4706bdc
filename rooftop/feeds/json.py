"""JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any

from rooftop.feeds.items import Item
from rooftop.feeds.xml import moment
from rooftop.plan import Plan


def render_json(plan: Plan, items: list[Item]) -> bytes:
    """JSON Feed 1.1, UTF-8."""
    community = plan.community
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": community.name,
        "home_page_url": community.url,
        "feed_url": f"{community.url}feed.json",
        "description": community.description,
        "language": community.language,
        "authors": [{"name": community.settings.company}],
        "items": [_item(item) for item in items],
    }
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
