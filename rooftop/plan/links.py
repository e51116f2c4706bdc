"""Resolves links and pictures in the prose of records, and reports what is wrong with them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote, urldefrag

from lxml import etree
from lxml.html import HtmlElement

from rooftop.catalogue import Catalogue, find_media_fault, refers_to_example
from rooftop.markup import (
    Tree,
    anchors_in,
    find_trick,
    is_elsewhere,
    links_in,
)
from rooftop.media import PICTURE_SIZES, picture_renditions
from rooftop.problems import Problem, did_you_mean, problem
from rooftop.records import Medium, Record, Story


@dataclass(frozen=True)
class _Source:
    """Where a text stands in its file."""

    record: Record
    text: str

    @property
    def field(self) -> str:
        """The field that contains the text."""
        return field_of(self.text, self.record)

    def line_of(self, url: str) -> int:
        """The line of ``url``; in a field, the line on which the field begins."""
        origin = self.record.origin
        if self.field != "body":
            return origin.at(self.field)[0]
        spellings = (url, url.removeprefix("http://"), escape(url))
        start = next((self.text.find(each) for each in spellings if each in self.text), 0)
        return origin.body_line + self.text.count("\n", 0, start)


@dataclass
class LinkResolver:
    """Resolves links and pictures in the Markdown of records, and collects their problems.

    ``shown`` are the addresses that will exist. A link to a record outside them is replaced with
    its words.
    """

    catalogue: Catalogue
    shown: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    media: set[str] = field(default_factory=set)

    def resolve(self, record: Record, text: str, shows: Callable[[str], bool]) -> Tree | None:
        """A new tree of ``text`` of ``record``, with links resolved and only the pictures that it
        ``shows``; None if ``text`` has neither links nor pictures.
        """
        source, parsed = _Source(record, text), self.catalogue.prose[text]
        if not (parsed.has_links or parsed.has_pictures):
            return None
        tree = parsed.tree
        links = list(links_in(tree))
        anchors = anchors_in(tree) if any(url.startswith("#") for _, _, url in links) else {}
        for element, attribute, url in links:
            if element.tag == "img":
                self._picture(source, element, url, shows)
            elif url.startswith("#"):
                element.set(attribute, f"#{anchors.get(unquote(url[1:]), url[1:])}")
            else:
                self._link(source, element, attribute, url)
        return tree

    def _say(self, source: _Source, url: str, code: str, message: str, hint: str) -> None:
        at = (source.line_of(url), 0)
        self.problems.append(problem(source.record.origin.path, at, code, message, hint))

    def _picture(
        self, source: _Source, element: HtmlElement, url: str, shows: Callable[[str], bool]
    ) -> None:
        target = None if is_elsewhere(url) else site_path(source.record, url)
        name = target.removeprefix("media/") if target and target.startswith("media/") else None
        if name is None:
            what = f"the picture {url} is not in content/media/"
            hint = "Put it into content/media/ and write ../media/name.webp."
            self._say(source, url, "media-missing", what, hint)
        elif fault := find_media_fault(self.catalogue, source.record, name):
            self._say(source, url, "media-missing", *fault)
        elif not _describe(element, entry := _entry_of(source.record, name)):
            self._say(
                source,
                url,
                "value-invalid",
                f"the picture {url} has no description",
                "Write in the square brackets what it shows, for readers who cannot see it.",
            )
        elif shows(name):
            item = self.catalogue.media[name]
            element.attrib.update(
                {
                    "src": target or "",
                    "srcset": picture_renditions(item).srcset("", "webp"),
                    "sizes": PICTURE_SIZES[(entry and entry.placement) or "column"],
                    "width": str(item.width),
                    "height": str(item.height),
                    "loading": "lazy",
                }
            )
            self.media.add(name)
            if entry and not _frame(element, entry):
                what = f"the picture {url} is listed in `media` and is used within a line of text"
                hint = "Put blank lines around it, so that its caption appears below it."
                self._say(source, url, "value-invalid", what, hint)
            return
        element.drop_tree()

    def _link(self, source: _Source, element: HtmlElement, attribute: str, url: str) -> None:
        if is_elsewhere(url):
            trick = find_trick(element, url)
            if trick is None:
                element.attrib.update({attribute: url, "rel": "nofollow ugc noopener"})
                return
            self._say(
                source,
                url,
                "link-unsafe",
                f"the address {url[:80]} {trick}",
                "Link to the address that the text shows.",
            )
        else:
            target = site_path(source.record, url)
            address, fragment = urldefrag(target or "")
            if target is not None and address in self.shown:
                element.set(attribute, address + (f"#{fragment}" if fragment else ""))
                return
            example = self.catalogue.left_out.get(address)
            if example and example.example:
                at = (source.line_of(url), 0)
                self.problems.append(refers_to_example(source.record, at, example))
            elif target is None or not self._exists(address):
                hint = (
                    did_you_mean(address, self.shown)
                    or "Link a file below content/, such as ../products/name.md."
                )
                self._say(source, url, "link-broken", f"there is no page {url}", hint)
        element.attrib.pop(attribute)

    def _exists(self, address: str) -> bool:
        """Whether a record stands behind ``address``, published or not."""
        folder, _, slug = address.strip("/").partition("/")
        records: Mapping[str, Record] = (
            getattr(self.catalogue, folder, {})
            if folder in ("stories", "advocates", "products", "events")
            else {}
        )
        return slug in records or slug in self.catalogue.renamed.get(folder, {})


def field_of(text: str, record: Record) -> str:
    """The field of ``record`` that contains ``text``, Markdown; ``body`` is the prose below the
    fields.
    """
    return next((name for name, own in record.markdown.items() if own == text), "body")


def _entry_of(record: Record, name: str) -> Medium | None:
    """What ``media`` of ``record`` says of the picture ``name``."""
    media = record.media if isinstance(record, Story) else ()
    return next((medium for medium in media if medium.src == name), None)


def _describe(picture: HtmlElement, entry: Medium | None) -> str:
    """The alternative text of ``picture``: its own, or that of its ``entry``, which it gets."""
    text = picture.get("alt", "").strip() or (entry.alt if entry else "")
    picture.set("alt", text)
    return text


def _frame(picture: HtmlElement, entry: Medium) -> bool:
    """Make the paragraph of ``picture`` a figure with the caption and placement of ``entry``;
    whether nothing else stands in it.
    """
    holder = picture.getparent()
    is_alone = len(holder) == 1 and not f"{holder.text or ''}{picture.tail or ''}".strip()
    if holder.tag != "p" or not is_alone:
        return False
    holder.tag = "figure"
    holder.set("class", entry.placement or "column")
    if entry.caption:
        etree.SubElement(holder, "figcaption").text = entry.caption
    return True


def site_path(record: Record, url: str) -> str | None:
    """The address below the site root that ``url`` in ``record`` means, or None when it leaves the
    site.
    """
    try:
        path, fragment = urldefrag(unquote(url))
    except ValueError:
        return None
    path = path.split("?")[0]
    base = "" if path.startswith("/") else record.folder
    target = posixpath.normpath(posixpath.join(base, path.lstrip("/"))) if path else record.folder
    if target.startswith("..") or "\\" in target:
        return None
    target = "" if target == "." else target
    if target.endswith(".md"):
        name = target.removesuffix(".md")
        if posixpath.basename(name) in ("", ".", ".."):
            return None
        target = "" if name == "index" else name + "/"
    elif path.endswith("/") and target:
        target += "/"
    return target + (f"#{fragment}" if fragment else "")
