"""Contributed Markdown as an element tree, stripped of everything a contributor may not decide.

The tree is where links and pictures are resolved and products linked. It is not safe to show:
`Prose` is.
"""

from __future__ import annotations

import html
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import lxml.html
import markdown
from lxml import etree
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

Tree: TypeAlias = lxml.html.HtmlElement

_EXTENSIONS = (
    "tables",
    "fenced_code",
    "sane_lists",
    "def_list",
    "pymdownx.betterem",
    "pymdownx.tilde",
)
_EXTENSION_SETTINGS = {"pymdownx.tilde": {"subscript": False}}
#: Attributes a contributor may write in HTML of their own; all others are ours to set.
_ALLOWED = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"style"},
    "th": {"style"},
}
_ALIGN = re.compile(r"text-align: (left|right|center);")
_HEADING = re.compile(r"h[1-6]")
_WORD = re.compile(r"[^\w]+", re.UNICODE)
#: What can begin anything inline: text without it needs none of the fourteen patterns tried on
#: every piece of text.
_INLINE = re.compile(r"[*_`\[\]<>&!\\~:]|  \n")
#: Tags that may stand within one word; all others stand between words.
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_local = threading.local()


class _PlainText(Treeprocessor):
    """Marks text in which no inline markup can begin as finished; that is a third of the time
    Markdown takes.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _INLINE.search(element.text):
                element.text = AtomicString(element.text)


@dataclass(frozen=True)
class ParsedMarkdown:
    """Markdown that was read. ``words`` is all it says, to a reader and in its attributes, on one
    line.
    """

    tree: Tree
    words: str
    structure: str = ""


def read_markdown(text: str) -> ParsedMarkdown:
    """``text`` as a tree that nobody may change, and what there is to know of it."""
    tree = parse_markdown(text)
    said = " ".join(word for reading in readings(_source(tree)) for word in reading.split())
    return ParsedMarkdown(tree, said, _source(tree))


def _source(tree: Tree) -> str:
    text: str = lxml.html.tostring(tree, encoding="unicode", with_tail=False)
    return text.removeprefix("<div>").removesuffix("</div>")


def readings(source: str) -> Iterator[str]:
    """What marked-up text can be read as: with its tags and their attributes, and without; escapes
    undone, even twice.
    """
    text = html.unescape(html.unescape(source)) if "&" in source else source
    yield text
    if "<" in text:
        yield _TAG.sub(" ", _INLINE_TAG.sub("", text))


def parse_markdown(text: str) -> Tree:
    """A ``div`` that holds ``text`` as HTML: headings from h2 down with ids of ours, foreign
    attributes gone.
    """
    root: Tree = lxml.html.fragment_fromstring(_convert(text), create_parent="div")
    etree.strip_tags(root, etree.Comment)
    _strip_attributes(root)
    _level_headings(root)
    return root


def links_in(tree: Tree) -> Iterator[tuple[Tree, str, str]]:
    """Every element that points somewhere, the attribute it does so with, and the address as
    written.
    """
    for element in tree.iter("a", "img"):
        name = "href" if element.tag == "a" else "src"
        if name in element.attrib:
            yield element, name, element.attrib[name].strip()


def is_elsewhere(url: str) -> bool:
    """Whether ``url`` leaves the site. Addresses that can't be read count as leaving it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def _convert(text: str) -> str:
    try:
        return _converter().reset().convert(text)
    except BaseException:  # stopped halfway, it would spoil every text after this one
        del _local.converter
        raise


def _converter() -> markdown.Markdown:
    """One converter a thread: making one costs more than a page."""
    if not hasattr(_local, "converter"):
        made = markdown.Markdown(
            extensions=_EXTENSIONS, extension_configs=_EXTENSION_SETTINGS, tab_length=4
        )
        made.treeprocessors.register(
            _PlainText(made), "plain text", 25
        )  # before "inline", which is 20
        _local.converter = made
    converter: markdown.Markdown = _local.converter
    return converter


def _strip_attributes(root: Tree) -> None:
    for element in root.iter(etree.Element):
        allowed = _ALLOWED.get(str(element.tag), set())
        kept = {name: value for name, value in element.attrib.items() if name in allowed}
        element.attrib.clear()  # one by one, lxml stumbles over names that are none
        element.attrib.update(kept)
        style = element.attrib.pop("style", "")
        if match := _ALIGN.fullmatch(style):
            element.attrib["class"] = f"align-{match[1]}"


def _level_headings(root: Tree) -> None:
    """The page has its own h1, so prose begins at h2. Ids are prefixed: a bare one could take over
    a script's element.
    """
    headings = [
        element for element in root.iter(etree.Element) if _HEADING.fullmatch(str(element.tag))
    ]
    if not headings:
        return
    shift = 2 - min(int(element.tag[1]) for element in headings)
    taken: Counter[str] = Counter()
    for element in headings:
        element.tag = f"h{min(6, int(element.tag[1]) + max(shift, 0))}"
        words = _WORD.sub("-", element.text_content().lower()).strip("-")[:64] or "part"
        element.attrib["id"] = f"section-{words}" + (f"--{taken[words]}" if taken[words] else "")
        taken[words] += 1
