"""RSS 2.0 and Atom by feedgen, and what feedgen leaves wrong put right on the tree."""

from __future__ import annotations

import datetime

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from rooftop.feeds.items import Item, latest_change
from rooftop.plan import Plan

_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def render_rss(plan: Plan, items: list[Item]) -> bytes:
    """RSS 2.0, UTF-8."""
    generator = _generator(plan, items, "feed.xml")
    tree = etree.fromstring(generator.rss_str(pretty=False))
    channel = tree[0]
    _remove(channel, "docs", "generator")
    _self_link_first(channel)
    for element, item in zip(channel.findall("item"), items, strict=True):
        _set_language(element, item.language)
    return _serialise(tree)


def render_atom(plan: Plan, items: list[Item]) -> bytes:
    """Atom (RFC 4287), UTF-8."""
    tree = etree.fromstring(_generator(plan, items, "atom.xml").atom_str(pretty=False))
    _remove(tree, f"{{{_ATOM}}}generator")
    for element, item in zip(tree.findall(f"{{{_ATOM}}}entry"), items, strict=True):
        element.set(_XML_LANG, item.language)
    return _serialise(tree)


def _generator(plan: Plan, items: list[Item], address: str) -> FeedGenerator:
    community, changed = plan.community, latest_change(plan, items)
    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.id(community.url)
    generator.title(community.name)
    generator.description(community.description)
    generator.subtitle(community.description)
    generator.author(name=community.settings.company)
    generator.language(community.language)
    generator.updated(changed)
    generator.lastBuildDate(changed)
    generator.link(href=community.url + address, rel="self", type=_TYPES[address])
    generator.link(href=community.url, rel="alternate")  # RSS takes the last link as the channel's own
    for item in items:
        _fill(generator.add_entry(order="append"), item)  # add_entry() alone would turn the order around
    return generator


_TYPES = {"feed.xml": "application/rss+xml", "atom.xml": "application/atom+xml"}


def _fill(entry: FeedEntry, item: Item) -> None:
    entry.id(item.id)
    entry.guid(item.id, permalink=False)  # an id is for all time; the address may move
    entry.title(item.title)
    entry.link(href=item.url, rel="alternate")
    entry.summary(item.summary)
    entry.description(item.summary, isSummary=True)
    entry.content(item.html, type="html")
    entry.published(item.published)
    entry.updated(item.updated)
    for author in item.authors:
        entry.author(name=author)
    entry.dc.dc_creator(list(item.authors))
    for category in item.categories:
        entry.category(term=category)


def _remove(parent: etree._Element, *names: str) -> None:
    for name in names:
        for element in parent.findall(name):
            parent.remove(element)


def _self_link_first(channel: etree._Element) -> None:
    """Aggregators and the RSS Advisory Board's profile look for atom:link rel=self before the items."""
    link = channel.find(f"{{{_ATOM}}}link")
    if link is not None:
        channel.remove(link)
        channel.insert(0, link)


def _set_language(item: etree._Element, language: str) -> None:
    element = etree.SubElement(item, "{http://purl.org/dc/elements/1.1/}language")
    element.text = language


def _serialise(tree: etree._Element) -> bytes:
    etree.cleanup_namespaces(tree, keep_ns_prefixes=["dc", "atom", "content"])
    data: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return data.replace(b"<?xml version='1.0' encoding='UTF-8'?>", b'<?xml version="1.0" encoding="UTF-8"?>', 1) + b"\n"


def moment(value: datetime.datetime) -> str:
    """RFC 3339, UTC, whole seconds."""
    return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
