"""One item as an RSS or Atom element, without namespace declarations: the feed has those."""

from __future__ import annotations

import re
from email.utils import format_datetime

from lxml import etree

from rooftop.feeds.head import moment
from rooftop.feeds.items import Enclosure, Item

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
}
#: In Atom, its own elements have no prefix.
ATOM_SPACES = {name if name != "atom" else None: space for name, space in SPACES.items()}
ATOM, _DC, _MEDIA = (f"{{{SPACES[name]}}}" for name in ("atom", "dc", "media"))
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARATION = re.compile(rb' xmlns(:\w+)?="[^"]*"')


def add(parent: etree._Element, name: str, text: str | None = None, **facts: str) -> None:
    """Add an element with ``text`` and attributes to ``parent``."""
    etree.SubElement(parent, name, facts).text = text


def rss_item(item: Item) -> bytes:
    """``item`` for RSS 2.0, UTF-8."""
    element = etree.Element("item", nsmap=SPACES)
    add(element, "title", item.title)
    add(element, "link", item.url)
    add(element, "description", item.summary)
    _add_html(element, f"{{{SPACES['content']}}}encoded", item.html)
    add(element, "guid", item.id, isPermaLink="false")  # it is for all time; the address may move
    for category in item.categories:
        add(element, "category", category)
    add(element, "pubDate", format_datetime(item.published))
    _add_creators(element, item)
    add(element, f"{_DC}language", item.language)
    if file := item.picture:
        add(element, "enclosure", url=file.url, length=str(file.length), type=file.mime)
        _add_media(element, file)
    return _alone(element)


def atom_entry(item: Item) -> bytes:
    """``item`` for Atom (RFC 4287), UTF-8; if it was withdrawn, after a tombstone (RFC 6721)."""
    element = _begun_entry(item)
    _add_html(element, f"{ATOM}content", item.html, type="html")
    _add_summary(element, item)
    for category in item.categories:
        add(element, f"{ATOM}category", term=category)
    add(element, f"{ATOM}published", item.published.isoformat())
    _add_creators(element, item)
    if file := item.picture:
        facts = {"href": file.url, "length": str(file.length), "type": file.mime}
        add(element, f"{ATOM}link", rel="enclosure", **facts)
        _add_media(element, file)
    return _tombstone(item) + _alone(element)


def atom_reference(item: Item) -> bytes:
    """The same, with a reference to the page of ``item`` in place of its text (RFC 4287, 4.1.3.2);
    a notice stays as it is.
    """
    if item.deleted:
        return atom_entry(item)
    element = _begun_entry(item)
    _add_summary(element, item)
    add(element, f"{ATOM}published", item.published.isoformat())
    add(element, f"{ATOM}content", type="text/html", src=item.url)
    return _alone(element)


def _begun_entry(item: Item) -> etree._Element:
    facts = {XML_LANG: item.language}
    element = etree.Element(f"{ATOM}entry", facts, nsmap=ATOM_SPACES)  # type: ignore[arg-type]
    add(element, f"{ATOM}id", item.id)
    add(element, f"{ATOM}title", item.title)
    add(element, f"{ATOM}updated", item.updated.isoformat())
    for author in item.authors:
        person = etree.SubElement(element, f"{ATOM}author")
        add(person, f"{ATOM}name", author.name)
        if author.url:
            add(person, f"{ATOM}uri", author.url)
    return element


def _add_summary(element: etree._Element, item: Item) -> None:
    add(element, f"{ATOM}link", href=item.url)
    add(element, f"{ATOM}summary", item.summary)


def _add_creators(element: etree._Element, item: Item) -> None:
    for author in item.authors:
        add(element, f"{_DC}creator", author.name)


def _add_html(parent: etree._Element, name: str, html: str, **facts: str) -> None:
    """Add HTML as CDATA, which is shorter than escapes, if that is possible."""
    element = etree.SubElement(parent, name, facts)
    element.text = etree.CDATA(html) if html and "]]>" not in html else html


def _add_media(parent: etree._Element, picture: Enclosure) -> None:
    """Media RSS 1.5.1: the picture's size, and what it says to those who cannot see it."""
    facts = {
        "url": picture.url,
        "type": picture.mime,
        "medium": "image",
        "fileSize": str(picture.length),
        "width": str(picture.width),
        "height": str(picture.height),
    }
    content = etree.SubElement(parent, f"{_MEDIA}content", facts)
    add(content, f"{_MEDIA}description", picture.alt, type="plain")


def _tombstone(item: Item) -> bytes:
    if not item.deleted:
        return b""
    facts = {"ref": item.id, "when": moment(item.deleted)}
    return _alone(etree.Element(f"{{{SPACES['at']}}}deleted-entry", facts, nsmap=SPACES))


def _alone(element: etree._Element) -> bytes:
    """``element`` without namespace declarations."""
    start, sign, rest = etree.tostring(element, encoding="UTF-8", xml_declaration=False).partition(
        b">"
    )
    return _DECLARATION.sub(b"", start) + sign + rest
