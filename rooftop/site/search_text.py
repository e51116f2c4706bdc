"""Extracts the text of a built page for search, in pieces that excerpts do not join."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

#: Elements within a sentence. All others end a piece, and so do the parts of the theme's
#: components, such as the name in the line that says who speaks: `rt-who__name`.
_WITHIN_SENTENCES = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT = frozenset(("svg", "script", "template", "button", "nav"))
#: What sections hold beside headings, unless they held nothing but cards: then the heading is left
#: out as well.
_CONTENT = frozenset(("p", "li", "dd", "td", "blockquote", "div"))
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


@dataclass(frozen=True)
class Piece:
    """A run of text. ``tag`` is that of the heading it is in, or ``p``."""

    tag: str
    text: str


def read_pieces(page: bytes) -> list[Piece]:
    """The text of the built ``page``, HTML in UTF-8, in its ``main`` elements, in the order of the
    page.
    """
    reader = _Reader()
    for main in etree.fromstring(page, _PARSER).iter("main"):
        if next(main.iterancestors("main"), None) is None:
            reader.read(main, ends_piece=True)
    return [Piece(tag, text) for tag, words in reader.runs if (text := " ".join(words.split()))]


class _Reader:
    """Traverses elements; the parser nests them 256 levels deep at most. ``runs`` are the texts
    between the boundaries of pieces, each with the tag of the element it is in.
    """

    def __init__(self) -> None:
        self.runs: list[tuple[str, str]] = []
        self._tag, self._words = "p", ""
        self._has_content = False

    def read(self, element: etree._Element, *, ends_piece: bool) -> None:
        """Read ``element``, which may be the boundary of a piece, and everything in it."""
        if ends_piece:
            self._end(element.tag if element.tag in _HEADINGS else self._tag)
        self._has_content |= element.tag in _CONTENT
        self._words += element.text or ""
        touches_another = False  # as chips do, with nothing between
        for child in element:
            names = child.get("class", "")
            if not _is_left_out(child, names):
                ends_here = child.tag not in _WITHIN_SENTENCES or "__" in names
                if touches_another and not ends_here:
                    self._words += " "
                touches_another |= self._read_child(child, ends_here)
            if child.tail:
                self._words += child.tail
                touches_another = False
        if ends_piece:
            self._end("p" if element.tag in _HEADINGS else self._tag)

    def _read_child(self, child: etree._Element, ends_piece: bool) -> bool:
        """Read ``child``; False for a section without content, which is left out entirely."""
        if child.tag != "section":
            self.read(child, ends_piece=ends_piece)
            return True
        before = self._tag, self._words, self._has_content
        number, self._has_content = len(self.runs), False
        self.read(child, ends_piece=ends_piece)
        if not self._has_content:
            self._tag, self._words, self._has_content = before
            del self.runs[number:]
            return False
        return True

    def _end(self, tag: str) -> None:
        """End the current piece; the next one is in ``tag``."""
        self.runs.append((self._tag, self._words))
        self._tag, self._words = tag, ""


def _is_left_out(element: etree._Element, names: str) -> bool:
    """Whether search ignores ``element``, which has the classes ``names``: parts that readers
    neither see nor hear, and cards of other pages, which search finds by themselves.
    """
    return (
        element.tag in _SILENT
        or (" rt-card" in (classes := f" {names}") or " rt-answers" in classes)
        or element.get("hidden") is not None
        or element.get("data-pagefind-ignore") is not None
        or element.get("aria-hidden") == "true"
    )
