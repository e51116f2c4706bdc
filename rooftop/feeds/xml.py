"""RSS 2.0 and Atom by feedgen, and what feedgen leaves wrong put right on the tree."""

from __future__ import annotations

import datetime
import re

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from rooftop.feeds.items import Item, latest_change
from rooftop.feeds.scopes import FORMATS, Scope
from rooftop.plan import Plan

_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


#: Bytes a feed may have; some readers refuse larger ones. It shows fewer stories then, never fewer words.
MAX_BYTES = 1_000_000
_DECLARATION = re.compile(rb' xmlns(:\w+)?="[^"]*"')


class Writer:
    """Draws each item once, by feedgen, and puts it into every feed it belongs to."""

    def __init__(self, plan: Plan, items: list[Item]) -> None:
        self._plan = plan
        generator = _generator(plan, Scope("", "", "", "", ()), items, "feed.xml")
        elements = etree.fromstring(generator.rss_str(pretty=False))[0].findall("item")
        for element, item in zip(elements, items, strict=True):
            _set_language(element, item.language)
        self._rss = {item.id: _alone(element) for element, item in zip(elements, items, strict=True)}
        elements = etree.fromstring(generator.atom_str(pretty=False)).findall(f"{{{_ATOM}}}entry")
        for element, item in zip(elements, items, strict=True):
            element.set(_XML_LANG, item.language)
        self._atom = {item.id: _alone(element) for element, item in zip(elements, items, strict=True)}

    def rss(self, scope: Scope, items: list[Item]) -> bytes:
        """RSS 2.0, UTF-8, of as many of ``items`` as fit."""
        tree = etree.fromstring(_generator(self._plan, scope, [], "feed.xml", latest=items).rss_str(pretty=False))
        _remove(tree[0], "docs", "generator")
        _self_link_first(tree[0])
        return _filled(_serialise(tree), b"</channel>", [self._rss[item.id] for item in items])

    def atom(self, scope: Scope, items: list[Item]) -> bytes:
        """Atom (RFC 4287), UTF-8, of as many of ``items`` as fit."""
        tree = etree.fromstring(_generator(self._plan, scope, [], "atom.xml", latest=items).atom_str(pretty=False))
        _remove(tree, f"{{{_ATOM}}}generator")
        return _filled(_serialise(tree), b"</feed>", [self._atom[item.id] for item in items])


def title_of(plan: Plan, scope: Scope) -> str:
    """What readers call the feed: the community, and what of it."""
    return plan.community.name if not scope.folder else f"{plan.community.name} – {scope.label}"


def _alone(element: etree._Element) -> bytes:
    """``element`` without declarations of namespaces: the feed it goes into makes them."""
    element.tail = None
    start, _, rest = etree.tostring(element, encoding="UTF-8", xml_declaration=False).partition(b">")
    return _DECLARATION.sub(b"", start) + b">" + rest


def _filled(feed: bytes, end: bytes, items: list[bytes]) -> bytes:
    before, _, after = feed.rpartition(end)
    room, kept = MAX_BYTES - len(feed), 0
    while kept < len(items) and (room := room - len(items[kept])) >= 0:
        kept += 1
    return b"".join([before, *items[: max(kept, 1)], end, after])


def _generator(
    plan: Plan, scope: Scope, items: list[Item], name: str, latest: list[Item] | None = None
) -> FeedGenerator:
    community, changed = plan.community, latest_change(plan, latest or items)
    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.id(community.url + scope.folder)
    generator.title(title_of(plan, scope))
    generator.description(community.description)
    generator.subtitle(community.description)
    generator.author(name=community.settings.company)
    generator.language(scope.language or community.language)
    generator.updated(changed)
    generator.lastBuildDate(changed)
    generator.link(href=community.url + scope.folder + name, rel="self", type=FORMATS[name])
    generator.link(href=community.url + scope.page, rel="alternate")  # RSS takes the last link as the channel's own
    for item in items:
        _fill(generator.add_entry(order="append"), item)  # add_entry() alone would turn the order around
    return generator


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
