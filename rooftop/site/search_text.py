"""What search reads of a built page: its own words, in pieces that excerpts do not run together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

#: Elements within a sentence. All others end a piece, and so do the parts of the theme's
#: components, such as the name in the line that says who speaks: `rt-who__name`.
_WITHIN_SENTENCES = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: What says nothing of a page: what readers do not see or hear, and cards of other pages, which
#: search finds themselves.
_LEFT_OUT = (
    ".//*[@data-pagefind-ignore or @hidden or @aria-hidden='true' or self::svg or self::script"
    " or self::template or self::button or self::nav or contains(concat(' ', @class), ' rt-card')"
    " or contains(concat(' ', @class), ' rt-answers')]"
)
#: Headings of sections that held nothing but cards.
_EMPTY_SECTIONS = ".//section[not(.//p or .//li or .//dd or .//td or .//blockquote or .//div)]"


@dataclass(frozen=True)
class Piece:
    """Words that are read in one go. ``tag`` is that of the heading they stand in, or ``p``."""

    tag: str
    text: str


def read_pieces(page: bytes) -> list[Piece]:
    """What the built ``page``, HTML in UTF-8, says under ``main``, in the order of the page."""
    document: HtmlElement = lxml.html.document_fromstring(page.decode())
    main = document.get_element_by_id("main")
    for pattern in (_LEFT_OUT, _EMPTY_SECTIONS):
        for part in main.xpath(pattern):
            part.drop_tree()
    return [Piece(tag, text) for tag, words in _runs(main) if (text := " ".join(words.split()))]


def _runs(main: HtmlElement) -> Iterator[tuple[str, str]]:
    """The text between the ends of pieces, and the tag it stands in."""
    tag, words = "p", ""
    for event, element in etree.iterwalk(main, events=("start", "end")):
        if not isinstance(element.tag, str):  # a comment
            words += (element.tail or "") if event == "end" else ""
            continue
        if _ends_piece(element):
            yield tag, words
            words = ""
            if element.tag in _HEADINGS:
                tag = element.tag if event == "start" else "p"
        elif event == "start" and _touches_another(element):
            words += " "
        words += (element.text if event == "start" else element.tail) or ""
    yield tag, words


def _ends_piece(element: HtmlElement) -> bool:
    return element.tag not in _WITHIN_SENTENCES or "__" in element.get("class", "")


def _touches_another(element: HtmlElement) -> bool:
    """Whether ``element`` follows another one, as chips do, with nothing between."""
    before = element.getprevious()
    return before is not None and not before.tail
