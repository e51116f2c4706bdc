"""What a source calls text, as plain text or as Markdown of ours."""

from __future__ import annotations

import html
import re
from typing import Literal

import nh3

from rooftop.frontmatter.document import MAX_LINE_LENGTH
from rooftop.markup import escape_markdown, parse_html, parse_markdown, write_markdown
from rooftop.text import without_deceiving, without_email_addresses

_BLOCKS = (
    "address|article|aside|blockquote|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr"
    "|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINE = (
    "a|abbr|b|br|cite|code|del|em|font|i|iframe|img|ins|kbd|mark|q|s|script|small|span|strike"
    "|strong|style|sub|sup|u|wbr"
)
_ATTRIBUTES = r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*\s*/?"""
#: A tag of HTML as programs write it: ``<b and c>`` is none.
_TAG = re.compile(rf"</?(?:{_BLOCKS}|{_INLINE}){_ATTRIBUTES}>|<!--.*?-->", re.I | re.S)
_BLOCK_TAG = re.compile(rf"(</?)(?:{_BLOCKS})\b", re.I)
#: Blocks that the reader of HTML does not know, and takes for words in a row.
_OTHER_BLOCK = re.compile(
    r"(</?)(?:address|article|aside|footer|form|header|main|nav|section)\b", re.I
)
_BREAK_TAG = re.compile(r"<br\b", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_BLANK_LINES = re.compile(r" *\n(?: *\n)+ *")
#: What browsers do not show as words, and pictures, which lie on somebody else's site.
_SILENT = re.compile(
    r"<(script|style|template|noscript|iframe)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<img\b[^>]*>",
    re.I | re.S,
)
_LONG = re.compile(r"(.{1000,5000}?) (?=[^\W\d_])")


#: What a source field is.
Kind = Literal["plain", "html", "markdown", "as-is"]


def as_prose(text: str, kind: Kind) -> str:
    """``text`` as Markdown, where it is HTML or Markdown; else as `as_plain` has it."""
    if kind == "html":
        return html_as_markdown(text)
    if kind == "markdown":
        return html_within_markdown(text)
    return as_plain(text, kind)


def as_plain(text: str, kind: Kind) -> str:
    """The words of ``text``; HTML in plain text is resolved."""
    if kind == "as-is":
        return text
    if kind == "markdown":
        return markdown_as_plain(text)
    return html_as_plain(text) if kind == "html" or holds_html(text) else text


def holds_html(text: str) -> bool:
    """Whether ``text`` has tags or character references of HTML in it."""
    return bool(
        ("<" in text and _TAG.search(text))
        or any(html.unescape(match[0]) != match[0] for match in _ENTITY.finditer(text))
    )


def without_addresses(text: str) -> str:
    """``text`` without e-mail addresses and what no draft may hold."""
    return without_email_addresses(without_deceiving(text), "[…]")


def plain_as_markdown(text: str) -> str:
    """Markdown that shows the lines and paragraphs of the plain ``text`` as they are."""
    paragraphs = (paragraph.split("\n") for paragraph in _BLANK_LINES.split(text.strip()))
    return "\n\n".join("\\\n".join(map(escape_markdown, lines)) for lines in paragraphs)


def html_as_plain(text: str) -> str:
    """The words of HTML; a blank line between its blocks, a line break where it has one."""
    guarded = _guarded(_SILENT.sub("", text))
    if _BLOCK_TAG.search(guarded):
        guarded = " ".join(guarded.split("\n"))
    spaced = _BREAK_TAG.sub(r"\n\g<0>", _BLOCK_TAG.sub(r"\n\n\g<0>", guarded))
    words = html.unescape(nh3.clean(spaced, tags=set()))
    lines = "\n".join(" ".join(line.split()) for line in words.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip()


def _guarded(text: str) -> str:
    """``text`` in which nothing but tags of HTML looks like one: ``<Ana>`` are words."""
    pieces, at = [], 0
    for match in _TAG.finditer(text):
        pieces += [text[at : match.start()].replace("<", "&lt;"), match[0]]
        at = match.end()
    return "".join([*pieces, text[at:].replace("<", "&lt;")])


def html_as_markdown(text: str) -> str:
    """HTML as Markdown that shows the same; pictures are left out."""
    known = _OTHER_BLOCK.sub(r"\1div", _guarded(_SILENT.sub("", text)))
    return write_markdown(parse_html(known))


def markdown_as_plain(text: str) -> str:
    """The words of Markdown."""
    return str(parse_markdown(text).text_content()).strip()


def html_within_markdown(text: str) -> str:
    """Markdown that may have HTML in it as Markdown alone. What has none stays as it is."""
    return write_markdown(parse_markdown(text)) if _TAG.search(text) else text


def break_lines(markdown: str) -> str:
    """``markdown`` without lines longer than content files may have. Lines end before a letter,
    where nothing can begin.
    """
    return "\n".join(
        _LONG.sub(r"\1\n", line) if len(line) > MAX_LINE_LENGTH else line
        for line in markdown.split("\n")
    )
