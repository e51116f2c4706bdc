"""Fields of a file in the order in which the handbook lists them, with the comments above them."""

from __future__ import annotations

import re

from rooftop.frontmatter import split
from rooftop.records import Record

_KEY = re.compile(r"[\"']?([A-Za-z_][\w-]*)[\"']?[ \t]*:(?:[ \t]|$)")


def in_order(text: str, kind: type[Record]) -> str:
    """``text`` with its fields in the order of those of ``kind``; unchanged where it cannot be
    read, or holds a field that is unknown.
    """
    document, _problems = split(text, "")
    lines = text.split("\n")
    if document is None or any(key not in kind.model_fields for key in document.meta):
        return text
    end = next(n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
    blocks, rest = _blocks(lines[1:end])
    if sorted(name for name, _ in blocks) != sorted(document.meta):
        return text
    order = ["example", *(name for name in kind.model_fields if name != "example")]
    ordered = sorted(blocks, key=lambda block: order.index(block[0]))
    moved = [line for _, block in ordered for line in block]
    return "\n".join([lines[0], *moved, *rest, *lines[end:]])


def _blocks(lines: list[str]) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Each field's name and lines, comments above it among them, and the lines below all."""
    blocks: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for line in lines:
        if match := _KEY.match(line):
            blocks.append((match[1], [*waiting, line]))
            waiting = []
        elif not line.strip() or line.startswith("#"):
            waiting.append(line)
        elif blocks:
            blocks[-1][1].extend([*waiting, line])
            waiting = []
        else:
            waiting.append(line)
    return blocks, waiting
