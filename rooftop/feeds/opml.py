"""All feeds in one file (OPML 2.0), for readers that can take them at once."""

from __future__ import annotations

from itertools import groupby

from lxml import etree

from rooftop.feeds.definitions import FeedDefinition
from rooftop.published import Published
from rooftop.translations import translation_for


def render_opml(published: Published, definitions: list[FeedDefinition]) -> bytes:
    """OPML 2.0, UTF-8: one outline a feed, in a group for each kind."""
    root = published.community.url
    tree = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(tree, "head"), "title").text = published.community.name
    body = etree.SubElement(tree, "body")
    words = translation_for(published.community.language)
    for group, members in groupby(definitions, key=lambda definition: definition.group):
        name = words(f"feeds_page.{group}") if group else ""
        place = etree.SubElement(body, "outline", text=name, title=name) if group else body
        for definition in members:
            facts = {
                "text": definition.label,
                "title": definition.label,
                "xmlUrl": f"{root}{definition.folder}feed.xml",
            }
            etree.SubElement(
                place, "outline", {"type": "rss", **facts, "htmlUrl": root + definition.page}
            )
    data: bytes = etree.tostring(tree, pretty_print=True, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + data
