"""The community's stories for feed readers: RSS 2.0, Atom and JSON Feed from the same items, as a whole and by what they
are about.
"""

from collections.abc import Iterator

from rooftop.feeds.items import Item, collect_items
from rooftop.feeds.json import render_json
from rooftop.feeds.opml import render_opml
from rooftop.feeds.scopes import FORMATS, Scope, find_scopes
from rooftop.feeds.xml import Writer
from rooftop.plan import Plan

__all__ = ["FORMATS", "Item", "Scope", "collect_items", "find_scopes", "render_feeds"]


def render_feeds(plan: Plan, scopes: list[Scope]) -> Iterator[tuple[str, bytes]]:
    """Address below the root, and content, of every feed in every form, and of the list of them. Same plan, same bytes.

    Each item is drawn once, however many feeds it stands in.
    """
    items = collect_items(plan)
    writer = Writer(plan, list(items.values()))
    for scope in scopes:
        newest = [items[story.slug] for story in scope.stories[: plan.community.settings.feed_items]]
        yield f"{scope.folder}feed.xml", writer.rss(scope, newest)
        yield f"{scope.folder}atom.xml", writer.atom(scope, newest)
        yield f"{scope.folder}feed.json", render_json(plan, scope, newest)
    yield "feeds.opml", render_opml(plan, scopes)
