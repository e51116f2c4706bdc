"""One item as XML: what feedgen lacks or leaves wrong put right, without declarations."""

from __future__ import annotations

import re
from dataclasses import replace

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
_ATOM = f"{{{SPACES['atom']}}}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARATION = re.compile(rb' xmlns(:\w+)?="[^"]*"')


def rss_item(element: etree._Element, item: Item) -> bytes:
    """The RSS item of ``item``, of which feedgen made the ``element``."""
    _quote(element.find(f"{{{SPACES['content']}}}encoded"))
    etree.SubElement(element, f"{{{SPACES['dc']}}}language").text = item.language
    if item.picture:
        facts = {
            "url": item.picture.url,
            "length": str(item.picture.length),
            "type": item.picture.mime,
        }
        etree.SubElement(element, "enclosure", facts)
        _add_media(element, item.picture)
    return _alone(element)


def atom_entry(element: etree._Element, item: Item) -> bytes:
    """The Atom entry of ``item``, of which feedgen made the ``element``, after a tombstone where it
    was taken back.
    """
    _quote(element.find(f"{_ATOM}content"))
    element.set(XML_LANG, item.language)
    if item.picture:
        facts = {
            "href": item.picture.url,
            "length": str(item.picture.length),
            "type": item.picture.mime,
        }
        etree.SubElement(element, f"{_ATOM}link", {"rel": "enclosure", **facts})
        _add_media(element, item.picture)
    tombstone = b""
    if item.deleted:
        gone = etree.Element(
            f"{{{SPACES['at']}}}deleted-entry",
            {"ref": item.id, "when": moment(item.deleted)},
            SPACES,
        )
        tombstone = _alone(gone)
    return tombstone + _alone(element)


def _quote(content: etree._Element | None) -> None:
    """HTML as CDATA, which is shorter than escapes."""
    if content is not None and content.text and "]]>" not in content.text:
        content.text = etree.CDATA(content.text)


def reference(element: etree._Element, item: Item) -> bytes:
    """The Atom entry of ``item`` with a reference to its page for its text; a notice as it is."""
    if item.deleted:
        return atom_entry(element, item)
    for name in ("category", "content"):
        for unwanted in element.findall(f"{_ATOM}{name}"):
            element.remove(unwanted)
    for creator in element.findall(f"{{{SPACES['dc']}}}creator"):
        element.remove(creator)
    content = etree.SubElement(element, f"{_ATOM}content")
    content.set("type", "text/html")
    content.set("src", item.url)
    return atom_entry(element, replace(item, picture=None))


def _add_media(parent: etree._Element, picture: Enclosure) -> None:
    """Media RSS 1.5.1: the picture's size, and what it says to those who cannot see it."""
    facts = {
        "url": picture.url,
        "type": picture.mime,
        "medium": "image",
        "fileSize": str(picture.length),
    }
    content = etree.SubElement(parent, f"{{{SPACES['media']}}}content", facts)
    content.set("width", str(picture.width))
    content.set("height", str(picture.height))
    etree.SubElement(content, f"{{{SPACES['media']}}}description", type="plain").text = picture.alt


def _alone(element: etree._Element) -> bytes:
    """``element`` without declarations of namespaces: the feed it goes into makes them."""
    element.tail = None
    etree.cleanup_namespaces(element, top_nsmap=SPACES)
    start, sign, rest = etree.tostring(element, encoding="UTF-8", xml_declaration=False).partition(
        b">"
    )
    return _DECLARATION.sub(b"", start) + sign + rest
