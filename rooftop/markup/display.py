"""Prose as its page lays it out. The prose itself stays as it is: feeds and data show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml import etree

from rooftop.markup.prose import PULL_QUOTE, Prose
from rooftop.markup.structure import paragraphs_of, says, words_of
from rooftop.markup.tree import Tree, source_of, tree_from
from rooftop.text.packed import pack


def place_pull_quotes(passages: Sequence[Prose], quotes: Iterable[str]) -> list[Prose]:
    """``passages`` of one page with each of the ``quotes`` after the paragraph that says it, or
    after the list, table or quotation which that paragraph is part of.

    A pull quote repeats what was just read, so screen readers and search leave it out. One that
    no passage says is left out.
    """
    if not (quotes := list(quotes)):
        return list(passages)
    trees = [tree_from(prose.source) for prose in passages]
    for quote in quotes:
        if (block := _block_that_says(trees, quote)) is not None:
            _last_pull_quote(block).addnext(_pull_quote(quote))
    return [
        replace(prose, packed_source=pack(source_of(tree)))
        for prose, tree in zip(passages, trees, strict=True)
    ]


def take_paragraph(prose: Prose, words: str = "") -> tuple[str, Prose]:
    """What the first paragraph of ``prose`` that says ``words``, or any, says in full, and the
    prose without it. Where none does: no text, and ``prose``.
    """
    tree = tree_from(prose.source)
    for paragraph in tree.iterchildren("p"):
        text = words_of(paragraph)
        if text and (not words or says(text, words)):
            paragraph.drop_tree()
            return text, Prose(pack(source_of(tree).strip()), pack(words_of(tree)))
    return "", prose


def _block_that_says(trees: Iterable[Tree], quote: str) -> Tree | None:
    blocks = (block for tree in trees for block in tree if block.get("class") != PULL_QUOTE)
    return next(
        (block for block in blocks if any(says(text, quote) for text in paragraphs_of(block))),
        None,
    )


def _last_pull_quote(block: Tree) -> Tree:
    """The last of the pull quotes that follow ``block`` already, or ``block``."""
    following = block.getnext()
    while following is not None and following.get("class") == PULL_QUOTE:
        block, following = following, following.getnext()
    return block


def _pull_quote(quote: str) -> Tree:
    aside = etree.Element("aside")
    aside.set("class", PULL_QUOTE)
    aside.set("aria-hidden", "true")
    aside.set("data-pagefind-ignore", "all")
    etree.SubElement(aside, "p").text = quote
    return aside
