"""Prose as Markdown that reads as it did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rooftop.markup.backticks import fenced
from rooftop.markup.markdown_line import (
    Inline,
    children_of,
    emphasize,
    escape_signs,
    escape_start,
    lines_of,
)
from rooftop.markup.structure import BLOCKS, words_of
from rooftop.markup.tree import Tree

_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
_ALIGNMENT = {"align-left": ":--", "align-right": "--:", "align-center": ":-:"}


def write_markdown(tree: Tree, deeper: int = 0) -> str:
    """What ``tree`` holds as Markdown in GitHub's dialect, its headings ``deeper`` levels down.

    Footnotes are the items of a list, terms and definitions are paragraphs, and links within the
    page are their words.
    """
    return _joined(list(_blocks(tree, deeper)))


#: A block as it is written, after its tag.
_Block = tuple[str, str]


def _joined(blocks: list[_Block]) -> str:
    """``blocks`` with blank lines between them; lists that follow each other stay two."""
    if not blocks:
        return ""
    text = [blocks[0][1]]
    for (before, _), (tag, written) in pairwise(blocks):
        text += ["<!-- -->", written] if before == tag and tag in ("ol", "ul") else [written]
    return "\n\n".join(text)


def _groups(holder: Tree) -> Iterator[Tree | Inline]:
    """The blocks of ``holder``, and what stands between them."""
    run: Inline = [holder.text or ""]
    for child in holder:
        if child.tag in BLOCKS:
            yield run
            yield child
            run = []
        else:
            run.append(child)
        run.append(child.tail or "")
    yield run


def _blocks(holder: Tree, deeper: int) -> Iterator[_Block]:
    for group in _groups(holder):
        if not isinstance(group, list):
            yield from _block(group, deeper)
        elif text := _paragraph(group):
            yield "p", text


def _block(block: Tree, deeper: int) -> Iterator[_Block]:
    """``block`` as it is written, or, if it only groups others, those."""
    text = ""
    match block.tag:
        case "hr":
            text = "***"
        case "pre":
            text = fenced(block.text_content())
        case "blockquote":
            text = _indented(_joined(list(_blocks(block, deeper))), "> ", "> ")
        case "ol" | "ul":
            text = _list(block, deeper)
        case "table":
            text = _table(block)
        case "p":
            text = _paragraph(children_of(block))
        case "dt":
            text = emphasize("strong", _one_line(children_of(block)), " ", " ")
        case "h2" | "h3" | "h4" | "h5" | "h6":
            level = min(6, int(block.tag[1]) + deeper)
            text = f"{'#' * level} {_one_line(children_of(block))}".rstrip()
        case _:
            yield from _blocks(block, deeper)
    if text:
        yield block.tag, text


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    indented = [f"{rest}{line}".rstrip() for line in lines[1:]]
    return "\n".join([f"{first}{lines[0]}".rstrip(), *indented])


def _list(block: Tree, deeper: int) -> str:
    items = []
    for group in _groups(block):
        if not isinstance(group, list):
            items.append(list(_block(group, deeper)))
        elif text := _paragraph(group):
            items.append([("p", text)])
    number = int(block.get("start", "1"))
    written = []
    for count, item in enumerate(items, number):
        marker = f"{count}. " if block.tag == "ol" else "- "
        written.append(_indented(_joined(item), marker, " " * len(marker)))
    return ("\n" if all(len(item) < 2 for item in items) else "\n\n").join(written)


def _table(block: Tree) -> str:
    rows = [list(row.iterchildren("td", "th")) for row in block.iter("tr")]
    width = max(map(len, rows), default=0)
    if not width:
        return ""
    if rows[0][0].tag == "td":  # a table in this dialect has a head
        rows.insert(0, [])
    marks = [_ALIGNMENT.get(cell.get("class", ""), "---") for cell in rows[0]]
    lines = [[_cell(cell) for cell in row] for row in rows]
    lines.insert(1, marks + ["---"] * (width - len(marks)))
    return "\n".join(f"| {' | '.join(line + [''] * (width - len(line)))} |" for line in lines)


def _cell(cell: Tree) -> str:
    parts = [
        _one_line(group) if isinstance(group, list) else escape_signs(words_of(group))
        for group in _groups(cell)
    ]
    return _UNESCAPED_BAR.sub(r"\|", " ".join(filter(None, parts)))


def _paragraph(nodes: Inline) -> str:
    """``nodes`` as lines that end where a line break stands."""
    return "\\\n".join(escape_start(line) for line in lines_of(nodes))


def _one_line(nodes: Inline) -> str:
    return "<br>".join(lines_of(nodes))
