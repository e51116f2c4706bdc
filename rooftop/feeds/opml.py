"""All feeds in one file (OPML 2.0), for readers that can take them at once."""

from __future__ import annotations

from itertools import groupby

from lxml import etree

from rooftop.feeds.scopes import Scope
from rooftop.plan import Plan


def render_opml(plan: Plan, scopes: list[Scope]) -> bytes:
    """OPML 2.0, UTF-8: one outline a feed, in a group for each kind."""
    root = plan.community.url
    tree = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(tree, "head"), "title").text = plan.community.name
    body = etree.SubElement(tree, "body")
    for group, members in groupby(scopes, key=lambda scope: scope.group):
        name = group.capitalize()
        place = etree.SubElement(body, "outline", text=name, title=name) if group else body
        for scope in members:
            facts = {"text": scope.label, "title": scope.label, "xmlUrl": f"{root}{scope.folder}feed.xml"}
            etree.SubElement(place, "outline", {"type": "rss", **facts, "htmlUrl": root + scope.page})
    data: bytes = etree.tostring(tree, pretty_print=True, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + data
