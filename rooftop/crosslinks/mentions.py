"""The first mention of a product in each section of prose becomes a link to its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick
from lxml.html import HtmlElement, builder

from rooftop import addresses
from rooftop.records import Product

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_NEVER_INSIDE = {"a", "code", "pre", "kbd", "cite"}
#: The line below a quotation that says whose words they are.
_SOURCE_LINE = re.compile(r"\s*[—–-]{1,2}\s*\S")

Match = tuple[int, int, int]


def find_words(automaton: AhoCorasick, text: str) -> list[Match]:
    """(pattern, start, end) of whole-word matches in ``text``, in order, none overlapping; of two
    at one place the longer.
    """
    whole = (
        m
        for m in automaton.find_matches_as_indexes(text, overlapping=True)
        if _is_whole_word(text, m[1], m[2])
    )
    found: list[Match] = []
    for match in sorted(whole, key=lambda m: (m[1], -m[2])):
        if not found or match[1] >= found[-1][2]:
            found.append(match)
    return found


def _is_whole_word(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (_joins(text[start - 1]) and _joins(text[start]))
    after = end == len(text) or not (_joins(text[end - 1]) and _joins(text[end]))
    return before and after


def _joins(character: str) -> bool:
    return character.isalnum() or character == "_"


class ProductLinker:
    """Links product names in prose, in one pass over the text for all products.

    ``spellings`` maps each name to the slug of its product, or to None if it means none.
    """

    def __init__(self, products: Iterable[Product]) -> None:
        spellings: dict[str, str | None] = {}
        for product in sorted(products, key=lambda product: product.slug):
            for name in (product.name, *product.names):
                spellings.setdefault(name, product.slug)
            for name in product.not_names:
                spellings[name] = None
        self.spellings = spellings
        self._slugs = list(spellings.values())
        self._automaton = AhoCorasick(list(spellings)) if spellings else None

    def link(self, tree: HtmlElement, *, own: str | None = None) -> list[str]:
        """Link the mentions in ``tree``, in place, but for those of the product ``own``, whose page
        this is.

        Returns the slugs of the products it mentions, in order of mention.
        """
        if self._automaton is None:
            return []
        mentioned: list[str] = []
        linked: set[str | None] = {own}
        for holder, attribute, starts_section in list(_texts(tree)):
            if starts_section:
                linked = {own}
            if holder is not None and not (getattr(holder, attribute) or " ").isspace():
                mentioned += self._link_text(holder, attribute, linked)
        return list(dict.fromkeys(mentioned))

    def _link_text(self, holder: HtmlElement, attribute: str, linked: set[str | None]) -> list[str]:
        assert self._automaton is not None
        text = getattr(holder, attribute) or ""
        mentions = [
            (slug, start, end)
            for pattern, start, end in find_words(self._automaton, text)
            if (slug := self._slugs[pattern]) is not None
        ]
        fresh: list[tuple[str, int, int]] = []
        for slug, start, end in mentions:
            if slug not in linked:
                linked.add(slug)
                fresh.append((slug, start, end))
        if fresh:
            _insert_links(holder, attribute, text, fresh)
        return [slug for slug, _, _ in mentions]


def _texts(tree: HtmlElement) -> Iterator[tuple[HtmlElement | None, str, bool]]:
    """(element, ``text`` or ``tail``, False) of every text that may hold links, and (None, "",
    True) where a section begins.
    """
    yield tree, "text", True
    for child in tree:
        yield from _texts_below(child)


def _texts_below(element: HtmlElement) -> Iterator[tuple[HtmlElement | None, str, bool]]:
    tag = element.tag
    if tag in _HEADINGS:
        yield None, "", True
    elif tag not in _NEVER_INSIDE and not _is_source_line(element):
        yield element, "text", False
        for child in element:
            yield from _texts_below(child)
    yield element, "tail", False


def _is_source_line(element: HtmlElement) -> bool:
    parent = element.getparent()
    return (
        parent is not None
        and parent.tag == "blockquote"
        and _SOURCE_LINE.match(element.text or "") is not None
    )


def _insert_links(
    holder: HtmlElement, attribute: str, text: str, mentions: Sequence[tuple[str, int, int]]
) -> None:
    """Put links for ``mentions`` into the text or tail of ``holder``."""
    links = []
    for number, (slug, start, end) in enumerate(mentions):
        link = builder.A(text[start:end], {"href": addresses.product(slug), "class": "product"})
        next_start = mentions[number + 1][1] if number + 1 < len(mentions) else len(text)
        link.tail = text[end:next_start]
        links.append(link)
    setattr(holder, attribute, text[: mentions[0][1]])
    if attribute == "text":
        holder[0:0] = links
    else:
        parent = holder.getparent()
        place = parent.index(holder) + 1
        parent[place:place] = links
