"""RSS 2.0 and Atom by feedgen, and what feedgen lacks or leaves wrong put right on the tree."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from rooftop.feeds.archive import ARCHIVES, Document
from rooftop.feeds.entries import SPACES, XML_LANG, atom_entry, reference, rss_item
from rooftop.feeds.head import Head, latest_change
from rooftop.feeds.items import Item

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

#: Minutes for which a reader need not ask again.
_TTL = "60"
_ATOM = f"{{{SPACES['atom']}}}"
_PROLOGUE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<?xml-stylesheet type="text/css" href="{}assets/rooftop/feed.css"?>\n'
)


class Writer:
    """Draws each item once, by feedgen, and puts it into every feed it belongs to."""

    def __init__(self, head: Head) -> None:
        self._head = head
        self._rss: dict[str, bytes] = {}
        self._references: dict[str, bytes] = {}
        self._atom: dict[str, bytes] = {}

    def draw(self, items: Iterable[Item]) -> None:
        """Draw those of ``items`` that are not drawn yet."""
        if not (new := [item for item in items if item.id not in self._rss]):
            return
        generator = _generator(self._head, Document("", ()), "feed.xml", new)
        rss = etree.fromstring(generator.rss_str(pretty=False))[0].findall("item")
        atom = etree.fromstring(generator.atom_str(pretty=False)).findall(f"{_ATOM}entry")
        for item, element, entry in zip(new, rss, atom, strict=True):
            self._rss[item.id] = rss_item(element, item)
            self._references[item.id] = reference(copy.deepcopy(entry), item)
            self._atom[item.id] = atom_entry(entry, item)

    def rss_size(self, item: Item) -> int:
        """Bytes of ``item`` in RSS."""
        return len(self._rss[item.id])

    def atom_size(self, item: Item) -> int:
        """Bytes of ``item`` in Atom."""
        return len(self._atom[item.id])

    def reference_size(self, item: Item) -> int:
        """Bytes of ``item`` in Atom where its text is referred to."""
        return len(self._references[item.id])

    def rss(self, head: Head, document: Document) -> bytes:
        """RSS 2.0 of ``document``, UTF-8."""
        name = f"{document.name}.xml"
        tree = etree.fromstring(_generator(head, document, name).rss_str(pretty=False))
        channel = tree[0]
        for unwanted in ("docs", "generator", f"{_ATOM}link"):
            for element in channel.findall(unwanted):
                channel.remove(element)
        for place, (relation, address) in enumerate(
            _links(head, document, name)
        ):  # the self link first: RSS Board
            link = etree.Element(f"{_ATOM}link", rel=relation, href=address)
            if relation != "hub":
                link.set("type", f"application/{'rss' if relation == 'self' else 'atom'}+xml")
            channel.insert(place, link)
        etree.SubElement(channel, "ttl").text = _TTL
        if head.icon:
            image = etree.SubElement(channel, "image")
            for fact, text in (("url", head.icon), ("title", head.title), ("link", head.page)):
                etree.SubElement(image, fact).text = text
        return _filled(
            tree, head, b"</channel>", [self._rss[entry.id] for entry in document.entries]
        )

    def atom(self, head: Head, document: Document) -> bytes:
        """Atom (RFC 4287) of ``document``, UTF-8; what was taken back is told as RFC 6721 asks, and
        as an entry too.
        """
        return _filled(
            _atom_feed(head, document),
            head,
            b"</feed>",
            [self._atom[e.id] for e in document.entries],
        )

    def references(self, head: Head, document: Document) -> bytes:
        """The same, with the address of each story in place of its text (RFC 4287, 4.1.3.2)."""
        entries = [self._references[entry.id] for entry in document.entries]
        return _filled(_atom_feed(head, document), head, b"</feed>", entries)


def _atom_feed(head: Head, document: Document) -> etree._Element:
    """Atom without entries."""
    tree = etree.fromstring(_generator(head, document, "atom.xml").atom_str(pretty=False))
    for element in [*tree.findall(f"{_ATOM}generator"), *tree.findall(f"{_ATOM}link")]:
        tree.remove(element)
    for relation, address in _links(head, document, "atom.xml"):
        etree.SubElement(tree, f"{_ATOM}link", rel=relation, href=address)
    etree.SubElement(tree, f"{_ATOM}link", rel="alternate", type="text/html", href=head.page)
    if head.icon:
        etree.SubElement(tree, f"{_ATOM}icon").text = head.icon
    tree.set(XML_LANG, head.language)
    if document.chain is ARCHIVES and not document.is_feed:
        etree.SubElement(tree, f"{{{SPACES['fh']}}}archive")
    return tree


def _links(head: Head, document: Document, name: str) -> list[tuple[str, str]]:
    """Relation and address of the feed's links to feeds: itself, its hub, older and newer entries
    (RFC 5005), which exist as Atom.
    """
    found = [("self", f"{head.root}{document.folder}{name}")]
    found += [("hub", head.hub)] if head.hub else []
    neighbours = [
        (document.chain.feed, None if document.is_feed else head.folder),
        (document.chain.older, document.older),
        (document.chain.newer, document.newer),
    ]
    found += [(way, f"{head.root}{to}atom.xml") for way, to in neighbours if to is not None]
    return found


def _generator(
    head: Head, document: Document, name: str, items: Iterable[Item] = ()
) -> FeedGenerator:
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 — slow to load, and check needs no feed

    generator = FeedGenerator()
    generator.load_extension("dc")
    generator.id(head.id)  # archives are parts of one feed
    generator.title(head.title)
    generator.description(head.description)
    generator.subtitle(head.description)
    generator.author(name=head.company)
    generator.language(head.language)
    changed = latest_change(document.entries, head.founded)
    generator.updated(changed)
    generator.lastBuildDate(changed)
    generator.link(href=f"{head.root}{document.folder}{name}", rel="self")
    generator.link(href=head.page, rel="alternate")  # RSS takes the last link as the channel's own
    for item in items:
        _fill(
            generator.add_entry(order="append"), item
        )  # add_entry() alone would turn the order around
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
        entry.author(name=author.name, uri=author.url)
    if item.authors:
        entry.dc.dc_creator([author.name for author in item.authors])
    for category in item.categories:
        entry.category(term=category)


def _filled(tree: etree._Element, head: Head, end: bytes, entries: list[bytes]) -> bytes:
    etree.cleanup_namespaces(tree, top_nsmap=SPACES, keep_ns_prefixes=list(SPACES))
    before, _, after = etree.tostring(tree, encoding="UTF-8", xml_declaration=False).rpartition(end)
    return b"".join(
        [_PROLOGUE.format(urlsplit(head.root).path).encode(), before, *entries, end, after, b"\n"]
    )
