"""Addresses that stand in text without brackets become links, as on GitHub:
https://github.github.com/gfm/#autolinks-extension-

E-mail addresses do not: they may not stand in a public file at all.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

#: What www. may come after, besides nothing.
_BEFORE_WWW = frozenset(" \t\n*_~(")
_TEXT = re.compile(r"[^\s<]+")
_ADDRESS = re.compile(r"(?P<start>https?://|www\.)(?P<host>[\w.-]*).*", re.IGNORECASE)
_SCHEME = re.compile(r"(?<![A-Za-z])https?\Z", re.IGNORECASE)
_LONGEST_SCHEME = len("xhttps")
_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z")
_LONGEST_ENTITY = 40
_TRAILING = frozenset("?!.,:*_~'\"")


def autolink(parser: MarkdownIt) -> None:
    """Make ``parser`` link addresses that begin with http://, https:// or www."""
    parser.inline.add_terminator_char("w")
    parser.inline.ruler.push("address_with_scheme", _at_colon)
    parser.inline.ruler.push("address_without_scheme", _at_www)


def may_autolink(text: str) -> bool:
    """Whether ``text`` can hold such an address: looking for them takes a third of the time that
    Markdown takes.
    """
    return "://" in text or "www." in text


def _at_colon(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending, max(0, len(state.pending) - _LONGEST_SCHEME))
    return scheme is not None and _link(state, silent, len(scheme[0]))


def _at_www(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1 : state.pos]
    if not state.src.startswith("www.", state.pos) or (before and before not in _BEFORE_WWW):
        return False
    return _link(state, silent, 0)


def _link(state: StateInline, silent: bool, pending: int) -> bool:
    """Link the address of which ``pending`` characters have been read as text already."""
    start = state.pos - pending
    if silent or state.linkLevel > 0 or _is_in_brackets(state.src[:start]):
        return False
    text = _TEXT.match(state.src, start, state.posMax)
    match = _ADDRESS.match(_trimmed(text[0])) if text else None
    if match is None or not _is_domain(match):
        return False
    address = match[0]
    state.pending = state.pending[: len(state.pending) - pending]
    state.push("link_open", "a", 1).attrs = {
        "href": address if match["start"].lower() != "www." else f"http://{address}"
    }
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos = start + len(address)
    return True


def _is_in_brackets(before: str) -> bool:
    """Whether a square bracket is open at the end of ``before``, were it a link's or not."""
    opened = before.count("[") - before.count("\\[")
    return opened > before.count("]") - before.count("\\]")


def _is_domain(match: re.Match[str]) -> bool:
    """Whether the host is one: something, and no underscore in the last two of its labels."""
    labels = match["host"].split(".")
    return labels[0] not in ("", "-") and not any("_" in label for label in labels[-2:])


def _trimmed(address: str) -> str:
    """``address`` without what rather belongs to the sentence: punctuation, a closing bracket that
    it does not open, the name of a character.
    """
    end = len(address)
    excess = address.count(")") - address.count("(")
    while end:
        last = address[end - 1]
        if last in _TRAILING:
            end -= 1
        elif last == ")" and excess > 0:
            excess, end = excess - 1, end - 1
        elif last == ";":
            entity = _ENTITY.search(address, max(0, end - _LONGEST_ENTITY), end)
            end = entity.start() if entity else end - 1
        else:
            break
    return address[:end]
