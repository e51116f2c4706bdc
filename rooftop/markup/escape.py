"""Plain text written as Markdown: what it says is what readers see."""

from __future__ import annotations

import re

#: Marks that may begin something anywhere in a line (CommonMark 0.31.2, 2.4 and 6; GFM 6.5). An
#: underscore within a word begins nothing.
_INLINE = re.compile(r"[\\`*\[\]~]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#|\w+;)")
#: What begins a block at the start of a line (CommonMark 0.31.2, 4 and 5; GFM 4.10).
_BLOCK = re.compile(r"^(\s*)([#>]|\+(?=\s|$)|-(?!\w))", re.MULTILINE)
_NUMBER = re.compile(r"^(\s*\d+)([.)])(?=\s|$)", re.MULTILINE)
#: Beginnings of definitions, underlines of headings and tables: Python-Markdown and CommonMark know
#: no backslash in common for them, but both know character references.
_REFERENCE = re.compile(r"^(\s*)([:=|])", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n\s*\n")


def escape_markdown(text: str) -> str:
    """``text`` with every mark in it written so that CommonMark, GFM and Python-Markdown show the
    mark itself. Line breaks stay as they are.
    """
    text = _INLINE.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text)).replace("<", "&lt;")
    text = _NUMBER.sub(r"\1\\\2", _BLOCK.sub(r"\1\\\2", text))
    return _REFERENCE.sub(lambda match: f"{match[1]}&#{ord(match[2])};", text)


def plain_as_markdown(text: str) -> str:
    """Markdown that shows the lines and paragraphs of the plain ``text`` as they are."""
    paragraphs = []
    for paragraph in _BLANK_LINES.split(text):
        lines = [" ".join(line.split()) for line in paragraph.split("\n")]
        paragraphs.append("  \n".join(escape_markdown(line) for line in lines if line))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
