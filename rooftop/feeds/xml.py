"""RSS 2.0 and Atom: the head of the feed, and its entries."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime
from urllib.parse import urlsplit

from lxml import etree

from rooftop.feeds.archive import ARCHIVES, Document
from rooftop.feeds.elements import ATOM, SPACES, XML_LANG, add
from rooftop.feeds.head import Head, latest_change

#: Minutes for which a reader need not ask again.
_TTL = "60"
_PROLOGUE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<?xml-stylesheet type="text/css" href="{}assets/rooftop/feed.css"?>\n'
)


def rss_feed(head: Head, document: Document, items: Iterable[bytes]) -> bytes:
    """RSS 2.0 of ``document``, UTF-8, with its ``items``."""
    spaces = {name: SPACES[name] for name in ("dc", "atom", "content")}
    tree = etree.Element("rss", version="2.0", nsmap=spaces)
    channel = etree.SubElement(tree, "channel")
    for relation, address in _links(head, document, f"{document.name}.xml"):
        form = "rss" if relation == "self" else "atom"
        facts = {} if relation == "hub" else {"type": f"application/{form}+xml"}
        add(channel, f"{ATOM}link", rel=relation, href=address, **facts)
    add(channel, "title", head.title)
    add(channel, "link", head.page)
    add(channel, "description", head.description)
    add(channel, "language", head.language)
    add(channel, "lastBuildDate", format_datetime(latest_change(document.entries, head.founded)))
    add(channel, "ttl", _TTL)
    if head.icon:
        image = etree.SubElement(channel, "image")
        for fact, text in (("url", head.icon), ("title", head.title), ("link", head.page)):
            add(image, fact, text)
    return _filled(tree, head, b"</channel>", items)


def atom_feed(head: Head, document: Document, entries: Iterable[bytes]) -> bytes:
    """Atom (RFC 4287) of ``document``, UTF-8, with its ``entries``; a withdrawn one is marked as
    RFC 6721 asks, and also an entry.
    """
    spaces = {"dc": SPACES["dc"], None: SPACES["atom"]}
    facts = {XML_LANG: head.language}
    tree = etree.Element(f"{ATOM}feed", facts, nsmap=spaces)  # type: ignore[arg-type]
    add(tree, f"{ATOM}id", head.id)  # archives are parts of one feed
    add(tree, f"{ATOM}title", head.title)
    changed = latest_change(document.entries, head.founded)
    add(tree, f"{ATOM}updated", changed.isoformat())
    add(etree.SubElement(tree, f"{ATOM}author"), f"{ATOM}name", head.company)
    add(tree, f"{ATOM}subtitle", head.description)
    for relation, address in _links(head, document, "atom.xml"):
        add(tree, f"{ATOM}link", rel=relation, href=address)
    add(tree, f"{ATOM}link", rel="alternate", type="text/html", href=head.page)
    if head.icon:
        add(tree, f"{ATOM}icon", head.icon)
    if document.chain is ARCHIVES and not document.is_feed:
        add(tree, f"{{{SPACES['fh']}}}archive")
    return _filled(tree, head, b"</feed>", entries)


def _links(head: Head, document: Document, name: str) -> list[tuple[str, str]]:
    """Relation and address of each link between feeds: first the feed itself (RSS Board), then its
    hub, and older and newer entries (RFC 5005), which exist only in Atom.
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


def _filled(tree: etree._Element, head: Head, end: bytes, entries: Iterable[bytes]) -> bytes:
    etree.cleanup_namespaces(tree, top_nsmap=SPACES, keep_ns_prefixes=list(SPACES))
    before, _, after = etree.tostring(tree, encoding="UTF-8", xml_declaration=False).rpartition(end)
    return b"".join(
        [_PROLOGUE.format(urlsplit(head.root).path).encode(), before, *entries, end, after, b"\n"]
    )
