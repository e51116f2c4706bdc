"""What a source calls text, as plain text or as Markdown of ours."""

from __future__ import annotations

import html
import re
from typing import Any

import nh3
from markdownify import ATX, MarkdownConverter

from rooftop.frontmatter.document import MAX_LINE_LENGTH
from rooftop.markup import escape_markdown, parse_markdown
from rooftop.text import EMAIL, without_deceiving

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
_STARTS_BLOCK = re.compile(rf"\s*(?:<!--.*?-->\s*)*<(?:{_BLOCKS})\b", re.I | re.S)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS})\b", re.I)
_BREAK_TAG = re.compile(r"<br\b", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MANY_BREAKS = re.compile(r" *\n(?: *\n)+ *")
_SILENT = {"script", "style", "template", "noscript", "iframe"}
_KEPT = nh3.ALLOWED_TAGS - _SILENT - {"img"}
_CODE = ("`", "~~~")
_LONG = re.compile(r"(.{1000,5000}?) (?=[^\W\d_])")


def holds_html(text: str) -> bool:
    """Whether ``text`` has tags or character references of HTML in it."""
    return bool(
        ("<" in text and _TAG.search(text))
        or any(html.unescape(match[0]) != match[0] for match in _ENTITY.finditer(text))
    )


def without_addresses(text: str) -> str:
    """``text`` without e-mail addresses and what no draft may hold."""
    return EMAIL.sub("[…]", without_deceiving(text))


def html_as_plain(text: str) -> str:
    """The words of HTML; a blank line between its blocks, a line break where it has one."""
    guarded = _guarded(text)
    if _BLOCK_TAG.search(guarded):
        guarded = " ".join(guarded.split("\n"))
    spaced = _BREAK_TAG.sub(r"\n\g<0>", _BLOCK_TAG.sub(r"\n\n\g<0>", guarded))
    words = html.unescape(nh3.clean(spaced, tags=set(), clean_content_tags=_SILENT))
    lines = "\n".join(" ".join(line.split()) for line in words.split("\n"))
    return _MANY_BREAKS.sub("\n\n", lines).strip()


def _guarded(text: str) -> str:
    """``text`` in which nothing but tags of HTML looks like one: ``<Ana>`` are words."""
    pieces, at = [], 0
    for match in _TAG.finditer(text):
        pieces += [text[at : match.start()].replace("<", "&lt;"), match[0]]
        at = match.end()
    return "".join([*pieces, text[at:].replace("<", "&lt;")])


def html_as_markdown(text: str) -> str:
    """HTML as Markdown that shows the same; pictures are left out."""
    return _as_markdown(text, _Converter(heading_style=ATX, bullets="-"))


def break_lines(markdown: str) -> str:
    """``markdown`` without lines longer than content files may have. Lines end before a letter,
    where nothing can begin.
    """
    return "\n".join(
        _LONG.sub(r"\1\n", line) if len(line) > MAX_LINE_LENGTH else line
        for line in markdown.split("\n")
    )


def markdown_as_plain(text: str) -> str:
    """The words of Markdown."""
    return str(parse_markdown(text).text_content()).strip()


def mixed_as_markdown(text: str) -> str:
    """Markdown, HTML, or Markdown with tags in it, as Markdown. Tags next to code stay, for code
    may show tags.
    """
    if not _TAG.search(text):
        return text
    keeping = MarkdownConverter(
        heading_style=ATX,
        bullets="-",
        escape_misc=False,
        escape_asterisks=False,
        escape_underscores=False,
    )
    if _STARTS_BLOCK.match(text):
        return _as_markdown(text, keeping)
    if any(mark in text for mark in _CODE):
        return text
    blocks = re.split(r"\n[ \t]*\n", text)
    return "\n\n".join(
        _as_markdown(block, keeping) if _TAG.search(block) and "\n " not in block else block
        for block in blocks
    )


def _as_markdown(text: str, converter: MarkdownConverter) -> str:
    clean = nh3.clean(_guarded(text), tags=_KEPT, clean_content_tags=_SILENT, link_rel=None)
    return _MANY_BREAKS.sub("\n\n", str(converter.convert(clean))).strip()


class _Converter(MarkdownConverter):
    """Escapes for every reader of Markdown, where the original escapes for some."""

    def escape(self, text: str, _parent_tags: Any) -> str:
        return escape_markdown(text)
