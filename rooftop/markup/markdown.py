"""Markdown that Rooftop writes: text that stays text, and prose that reads as it did."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import escape
from itertools import pairwise

from rooftop.markup.backticks import fenced, longest_run
from rooftop.markup.structure import BLOCKS, is_way_back, words_of
from rooftop.markup.tree import Tree

#: What may be read as markup anywhere in a line: of an address, one character of those that make it
#: one; of an ampersand, one that begins the name of a character.
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~]|&(?=#?\w+;)|:(?=//)|(?<=www)\.|!\Z", re.IGNORECASE)
#: What may be read as a list, a heading or a table where a line begins.
_LINE_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=:]))", re.MULTILINE)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r"[\n\r]+")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
_EMPHASIS = {"em": "*", "strong": "**", "del": "~~"}
_ALIGNMENT = {"align-left": ":--", "align-right": "--:", "align-center": ":-:"}
_PLAIN_ADDRESS = re.compile(r"[\w./:#?=%+,@~-]+", re.ASCII)

_Inline = list[str | Tree]


def escape_markdown(text: str) -> str:
    """``text`` on one line, as Markdown that shows it and nothing else, wherever it stands."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return _escape_start(_escape(folded))


def write_markdown(tree: Tree, deeper: int = 0) -> str:
    """What ``tree`` holds as Markdown in GitHub's dialect, its headings ``deeper`` levels down.

    Footnotes are the items of a list, terms and definitions are paragraphs, and links within the
    page are their words.
    """
    return _joined(list(_blocks(tree, deeper)))


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _escape_start(text: str) -> str:
    return _LINE_START.sub(r"\1\\", text)


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


def _groups(holder: Tree) -> Iterator[Tree | _Inline]:
    """The blocks of ``holder``, and what stands between them."""
    run: _Inline = [holder.text or ""]
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
            text = _paragraph(_children(block))
        case "dt":
            text = _emphasized("strong", _one_line(_children(block)), " ", " ")
        case "h2" | "h3" | "h4" | "h5" | "h6":
            level = min(6, int(block.tag[1]) + deeper)
            text = f"{'#' * level} {_one_line(_children(block))}".rstrip()
        case _:
            yield from _blocks(block, deeper)
    if text:
        yield block.tag, text


def _children(element: Tree) -> _Inline:
    children: _Inline = [element.text or ""]
    for child in element:
        children += (child, child.tail or "")
    return children


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
        _one_line(group) if isinstance(group, list) else _escape(words_of(group))
        for group in _groups(cell)
    ]
    return _UNESCAPED_BAR.sub(r"\|", " ".join(filter(None, parts)))


def _paragraph(nodes: _Inline) -> str:
    """``nodes`` as lines that end where a line break stands."""
    return "\\\n".join(_escape_start(line) for line in _lines(nodes))


def _one_line(nodes: _Inline) -> str:
    return "<br>".join(_lines(nodes))


def _lines(nodes: _Inline) -> list[str]:
    return [line.strip(" ") for line in _inline(nodes).strip(" \n").split("\n")]


def _inline(nodes: _Inline) -> str:
    """``nodes`` as Markdown within a line; a line end is a line break."""
    text = ""
    for place, node in enumerate(nodes, 1):
        if isinstance(node, str):
            folded = _BLANKS.sub(" ", unicodedata.normalize("NFC", node))
            text += _escape(folded.lstrip(" ") if text.endswith((" ", "\n")) else folded)
        else:
            after = next((other for other in nodes[place:] if other != ""), " ")
            text += _element(node, text, after if isinstance(after, str) else "")
    return text


def _element(element: Tree, before: str, after: str) -> str:
    """``element`` as Markdown. ``before`` and ``after`` are the text around it; ``after`` is empty
    where another element follows.
    """
    content = _inline(_children(element))
    match element.tag:
        case "br":
            return "\n"
        case "img":
            return f"!{_link(_escape(_folded(element.get('alt', ''))), element, 'src')}"
        case "code" if not len(element):
            return _code(element.text_content(), before)
        case "a" if is_way_back(element):
            return ""
        case "a" if not element.get("href", "#").startswith("#"):
            return _link(content, element, "href")
        case "em" | "strong" | "del":
            return _emphasized(element.tag, content, before, after)
        case "abbr" if title := element.get("title"):
            return f'<abbr title="{escape(_folded(title))}">{content}</abbr>'
        case "cite" | "code" | "kbd" | "mark" | "q" | "small" | "sub" | "sup":
            return f"<{element.tag}>{content}</{element.tag}>" if content.strip() else content
        case _:
            return content


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _code(text: str, before: str) -> str:
    code = _folded(text)
    if not code:
        return " "
    if before.endswith("`"):
        return f"<code>{_escape(code)}</code>"
    longest = longest_run(code)
    around = " " if code.startswith("`") or code.endswith("`") else ""
    ticks = "`" * (longest + 1)
    return f"{ticks}{around}{code}{around}{ticks}"


def _link(content: str, element: Tree, attribute: str) -> str:
    url = element.get(attribute, "").strip()
    if not _PLAIN_ADDRESS.fullmatch(url):
        url = f"<{_BREAKS.sub('%0A', _quoted(url))}>"
    title = _folded(element.get("title", ""))
    return f'[{content}]({url} "{_quoted(title)}")' if title else f"[{content}]({url})"


def _quoted(text: str) -> str:
    return escape(text).replace("\\", "\\\\")


def _emphasized(tag: str, content: str, before: str, after: str) -> str:
    """``content`` within marks where they can only be read as such, within tags elsewhere."""
    words, mark = content.strip(" \n"), _EMPHASIS[tag]
    if not words:
        return content
    start, end = content.split(words, 1)
    opens = words[0].isalnum() or (start or before[-1:] or " ").isspace()
    closes = words[-1].isalnum() or (end or after[:1] or "x").isspace()
    if opens and closes and mark[0] not in before[-1:] + words:
        return f"{start}{mark}{words}{mark}{end}"
    return f"{start}<{tag}>{words}</{tag}>{end}"
