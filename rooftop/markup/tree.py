"""Contributed Markdown as an element tree, stripped of everything a contributor may not decide.

The tree is where links and pictures are resolved and products linked. It is not safe to show:
`Prose` is.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

import lxml.html
import nh3
from lxml import etree

from rooftop.markup.contributed_html import ADDRESS, ATTRIBUTES, TAGS, filter_tags
from rooftop.markup.gfm import SECTION, render
from rooftop.markup.plain_text import readings
from rooftop.markup.structure import outline, words_of
from rooftop.text.packed import pack, unpack

Tree: TypeAlias = lxml.html.HtmlElement

#: Reads HTML as browsers do, and writes what it read. The ids it lets through are ours.
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={
        **{tag: set(names.values()) for tag, names in ATTRIBUTES.items()},
        "a": {ADDRESS, "title", "id"},
        "li": {"id"},
    },
    link_rel=None,
)
#: How often HTML is read and written again. Of overlapping tags, each reading undoes a few.
_MOST_READINGS = 8
_PRE = re.compile(r"(<pre>)\n+")
#: Tags that XML writes otherwise: those of void elements, and those that hold breaks or tabs.
_NOT_XML_TAG = re.compile(r"<(?:(?P<void>br|hr|img)\b|[^<>\n\t]*[\n\t])[^<>]*>")
_EMPTY = re.compile(r"<(?!br|hr|img)(\w+)([^<>]*)/>")
#: Characters that XML has not, or that its readers change: https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_PARSER = lxml.html.XHTMLParser(huge_tree=True, resolve_entities=False)
_ALIGN = re.compile(r"text-align: ?(left|right|center);?")
_START = re.compile(r"\d{1,9}")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WORD = re.compile(r"[^\w]+")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class ParsedMarkdown:
    """Markdown that was read; each text of it is unpacked whenever somebody asks for it."""

    packed_source: bytes
    packed_words: bytes
    packed_structure: bytes
    has_links: bool
    has_pictures: bool

    @property
    def source(self) -> str:
        """Its HTML, as `source_of` writes it."""
        return unpack(self.packed_source)

    @property
    def words(self) -> str:
        """All it says, to a reader and in its attributes, on one line."""
        return unpack(self.packed_words)

    @property
    def structure(self) -> str:
        """What readers see, in the form that `outline` describes."""
        return unpack(self.packed_structure)

    @property
    def tree(self) -> Tree:
        """A new tree for the caller. Trees are not cached, because each takes many times the memory
        of its source.
        """
        return tree_from(self.source)


def read_markdown(text: str) -> ParsedMarkdown:
    """``text``, read, and what there is to know of it.

    Raises `RecursionError` when it is nested too deep.
    """
    tree = parse_markdown(text)
    source = source_of(tree)
    words = " ".join(" ".join(readings(source)).split())
    return ParsedMarkdown(
        *(pack(source), pack(words), pack(outline(tree))),
        has_links="<a " in source,
        has_pictures="<img" in source,
    )


def parse_markdown(text: str) -> Tree:
    """A ``div`` that holds ``text`` as HTML: headings from h2 down with ids of ours, foreign
    attributes gone.

    Raises `RecursionError` when it is nested too deep.
    """
    return _tree(render(text))


def parse_html(text: str) -> Tree:
    """A ``div`` that holds HTML which another program wrote, as `parse_markdown` gives it.

    Raises `RecursionError` when it is nested too deep.
    """
    return _tree(filter_tags(text))


def _tree(source: str) -> Tree:
    tree = tree_of(_settled(source))
    for element in tree.iter("a", "img"):
        if (address := element.attrib.pop(ADDRESS, None)) is not None:
            element.set("href" if element.tag == "a" else "src", address)
    _set_attributes(tree)
    _level_headings(tree)
    return tree


def source_of(tree: Tree) -> str:
    """The HTML within the ``div`` that ``tree`` is."""
    text: str = etree.tostring(tree, encoding="unicode", with_tail=False)
    return _EMPTY.sub(r"<\1\2></\1>", text).removeprefix("<div>").removesuffix("</div>")


def tree_from(source: str) -> Tree:
    """A new ``div`` with what `source_of` wrote."""
    tree: Tree = etree.fromstring(f"<div>{source}</div>", _PARSER)
    return tree


def _settled(source: str) -> str:
    """``source`` written so that reading it as HTML changes nothing any more: whoever reads it sees
    the same tree. One parser, that of the cleaner, decides which.
    """
    before, after = source, _PRE.sub(r"\1", _CLEANER.clean(source))
    for _ in range(_MOST_READINGS):
        if before == after:
            return after
        before, after = after, _CLEANER.clean(after)
    return html.escape(" ".join(_TAG.sub(" ", after).split()))


def tree_of(settled: str) -> Tree:
    """A ``div`` that holds ``settled``, HTML as the cleaner wrote it.

    Raises `RecursionError` when it is nested too deep.
    """
    xml = _NOT_XML.sub("\ufffd", _NOT_XML_TAG.sub(_as_xml, settled).replace("&nbsp;", "\u00a0"))
    try:
        return etree.fromstring(f"<div>{xml}</div>", _PARSER)
    except etree.XMLSyntaxError as error:  # nothing else is left in it that XML refuses
        raise RecursionError(str(error)) from None


def _as_xml(tag: re.Match[str]) -> str:
    """A tag of HTML as XML has it: closed, and the blanks within its attributes kept."""
    text = tag[0].replace("\n", "&#10;").replace("\t", "&#9;")
    return f"{text[:-1]}/>" if tag["void"] else text


def _set_attributes(tree: Tree) -> None:
    for cell in tree.iter("td", "th"):
        if match := _ALIGN.fullmatch(cell.attrib.pop("style", "").strip()):
            cell.set("class", f"align-{match[1]}")
    for ordered in tree.iter("ol"):
        if not _START.fullmatch(ordered.get("start", "1")):
            del ordered.attrib["start"]


def _level_headings(tree: Tree) -> None:
    """The page has its own h1, so prose begins at h2. Ids are prefixed: a bare one could take over
    a script's element.
    """
    headings = list(tree.iter(*_HEADINGS))
    shift = max(0, 2 - min((int(element.tag[1]) for element in headings), default=2))
    taken: Counter[str] = Counter()
    for element in headings:
        element.tag = f"h{min(6, int(element.tag[1]) + shift)}"
        words = _WORD.sub("-", words_of(element).lower()).strip("-")[:64] or "part"
        element.set("id", f"{SECTION}{words}" + (f"--{taken[words]}" if taken[words] else ""))
        taken[words] += 1
