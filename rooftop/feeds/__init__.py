"""The community's stories for feed readers: RSS 2.0, Atom and JSON Feed from the same items, as a
whole and by what they are about; and what social networks and those who plan posts for them take.
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
