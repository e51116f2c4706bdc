"""The community's stories for feed readers: RSS 2.0, Atom and JSON Feed from the same items."""

from rooftop.feeds.items import Item, collect_items
from rooftop.feeds.json import render_json
from rooftop.feeds.xml import render_atom, render_rss
from rooftop.plan import Plan

__all__ = ["Item", "collect_items", "render_feeds"]


def render_feeds(plan: Plan) -> dict[str, bytes]:
    """Each feed of the site by its address below the root. Same plan, same bytes."""
    items = collect_items(plan)
    return {
        "feed.xml": render_rss(plan, items),
        "atom.xml": render_atom(plan, items),
        "feed.json": render_json(plan, items),
    }
