"""Feeds of the community's stories as RSS 2.0, Atom and JSON Feed from the same items, of all and
by subject; and ready posts for social networks and the tools that schedule them.
"""

from rooftop.feeds.archive import BLOCK
from rooftop.feeds.definitions import FORMATS, FeedDefinition, define_feeds
from rooftop.feeds.entries import Entry, collect_entries
from rooftop.feeds.files import FeedFiles
from rooftop.feeds.items import NO_FILES, Item, SiteFiles
from rooftop.feeds.notices import collect_notices
from rooftop.feeds.render import render_feeds
from rooftop.feeds.social import render_social

__all__ = [
    "BLOCK",
    "FORMATS",
    "NO_FILES",
    "Entry",
    "FeedDefinition",
    "FeedFiles",
    "Item",
    "SiteFiles",
    "collect_entries",
    "collect_notices",
    "define_feeds",
    "render_feeds",
    "render_social",
]
