"""The text of prose as readers see it: the same whenever readers see the same."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from lxml.html import HtmlElement

from rooftop.markup.gfm import NOTE

#: Elements that are seen only in what they hold.
_GROUPS = frozenset(("div", "tbody", "thead"))
_HOLDERS = frozenset(
    ("blockquote", "dd", "dl", "dt", "li", "ol", "table", "td", "th", "tr", "ul"),
)
_LEAVES = frozenset(("h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"))
#: Elements that get a line of their own.
#: Figures are set around pictures after prose was read, so no outline has one.
BLOCKS = _GROUPS | _HOLDERS | _LEAVES | {"figure", "figcaption"}
#: Elements that hold a run of words.
_RUNS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th")
#: What readers learn from an inline element besides its words.
_ATTRIBUTES = {"a": ("href", "title"), "abbr": ("title",), "img": ("src", "alt", "title")}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_BREAK = re.compile(r" ?<br> ?")
#: Line breaks at either end of a block.
_OUTER_BREAKS = re.compile(r"\A(?:<br>)+|(?:<br>)+\Z")
#: Readers see what is between the tags of an inline element; these elements have nothing there.
_TAG, _VOID = re.compile(r"<[^>]*>"), re.compile(r"<(?:br|img)[^>]*>")
_DESCRIPTION = re.compile(r' (?:alt|title)="([^"]*)"')
#: Pages set straight marks as typographic ones, so both read the same.
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "„": '"'})


def outline(tree: HtmlElement) -> str:
    """The blocks of ``tree`` in the order of reading, each on a line of its own: a space for every
    block it stands in, its kind, and its words.

    Kinds are h2 to h6, p, pre, hr, blockquote, ul, ol (with the number it begins with), li, dl, dt,
    dd, table, tr, th, td, notes and note. Words are in NFC, each run of blanks is one space;
    emphasis, links, pictures, line breaks and references to footnotes are tags among them. In pre
    blanks stay, and ``&#10;`` begins a new line.

    Digests are made of it: what is written here for a text may never change.
    """
    return "\n".join(_blocks(tree, ""))


def blocks_in(outlined: str) -> Iterator[str]:
    """The words of each block in what `outline` gave, and what its pictures and titles say."""
    for line in outlined.split("\n"):
        _, _, words = line.lstrip(" ").partition(" ")
        yield html.unescape(_TAG.sub("", _VOID.sub(" ", words)))
        yield from map(html.unescape, _DESCRIPTION.findall(words))


def words_of(element: HtmlElement) -> str:
    """The text of ``element``, on one line, without the marks of footnotes."""
    return " ".join("".join(_words(element)).split())


def paragraphs_of(tree: HtmlElement) -> Iterator[str]:
    """The text of each paragraph, heading, item and cell of ``tree``, as by `words_of`."""
    yield from map(words_of, tree.iter(*_RUNS))


def says(paragraph: str, words: str) -> bool:
    """Whether ``paragraph`` contains ``words``, as readers see both, beginning and ending with
    whole words.
    """
    pattern = re.escape(_as_read(words))
    return re.search(rf"(?<!\w){pattern}(?!\w)", _as_read(paragraph)) is not None


def _as_read(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_STRAIGHT).split())


def is_way_back(link: HtmlElement) -> bool:
    """Whether ``link`` leads from a footnote back to the text; in feeds it leads nowhere."""
    return bool(link.text == "↩" and link.get("href", "#").startswith("#"))


def _words(element: HtmlElement) -> list[str]:
    words = [element.text or ""]
    for child in element:
        blank = " " if child.tag in BLOCKS or child.tag == "br" else ""
        words.append(blank)
        if not child.get("href", "").startswith(f"#{NOTE}"):
            words += _words(child)
        words += (blank, child.tail or "")
    return words


def _blocks(holder: HtmlElement, indent: str) -> Iterator[str]:
    """The blocks in ``holder``. Words of its own beside them are paragraphs: so the items of a list
    are the same whether blank lines stand between them or not.
    """
    run = [_escape(holder.text)]
    for child in holder:
        if child.tag in BLOCKS:
            yield from _leaf("p", run, indent)
            yield from _block(child, indent)
            run = []
        else:
            run.append(_inline(child))
        run.append(_escape(child.tail))
    yield from _leaf("p", run, indent)


def _block(block: HtmlElement, indent: str) -> Iterator[str]:
    if block.tag in _GROUPS:
        yield from _blocks(block, indent)
    elif block.tag in _HOLDERS:
        yield indent + _kind(block)
        yield from _blocks(block, indent + " ")
    elif block.tag == "pre":
        code = block[0] if len(block) == 1 and block[0].tag == "code" else block
        yield f"{indent}pre {_content(code).rstrip().replace(chr(10), '&#10;')}"
    elif block.tag == "hr":
        if not _holds_notes(block.getnext()):
            yield indent + "hr"
    else:
        yield from _leaf(block.tag, [_content(block)], indent)


def _kind(block: HtmlElement) -> str:
    if block.tag == "ol":
        return "notes" if _holds_notes(block) else f"ol {int(block.get('start', '1'))}"
    return "note" if block.get("id", "").startswith(NOTE) else str(block.tag)


def _holds_notes(block: HtmlElement | None) -> bool:
    return block is not None and len(block) > 0 and block[0].get("id", "").startswith(NOTE)


def _leaf(kind: str, run: list[str], indent: str) -> Iterator[str]:
    words = " ".join("".join(run).split())
    if "<br>" in words:
        words = _OUTER_BREAKS.sub("", _BREAK.sub("<br>", words))
    if words:
        yield f"{indent}{kind} {words}"


def _inline(element: HtmlElement) -> str:
    address = element.get("href", "")
    if address.startswith(f"#{NOTE}"):
        number = address.removeprefix(f"#{NOTE}")
        return f"<note {number}>" if number.isdigit() else ""
    values = {name: element.get(name) for name in _ATTRIBUTES.get(element.tag, ())}
    attributes = "".join(
        f' {name}="{" ".join(_escape(value).split())}"' for name, value in values.items() if value
    )
    if element.tag in ("br", "img"):
        return f"<{element.tag}{attributes}>"
    content = _content(element)
    unseen = not content.strip() or (element.tag == "a" and not attributes)
    if unseen or (element.tag == "sup" and content.startswith("<note ")):
        return content
    before, after = content[: content.index(content.lstrip())], content[len(content.rstrip()) :]
    return f"{before}<{element.tag}{attributes}>{content.strip()}</{element.tag}>{after}"


def _content(element: HtmlElement) -> str:
    pieces = [_escape(element.text)]
    for child in element:
        pieces += (_inline(child), _escape(child.tail))
    return "".join(pieces)


def _escape(text: str | None) -> str:
    return unicodedata.normalize("NFC", text).translate(_ESCAPES) if text else ""
