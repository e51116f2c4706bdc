"""Removes Markdown markup and addresses from text. In Markdown, the address of a link can be
between words that readers see side by side.
"""

from __future__ import annotations

import re

#: What follows the words of a link or of a picture: an address, which may have parentheses, or the
#: name of one that is defined elsewhere.
_TARGET = r"\](?:\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)|\[[^\[\]]*+\])"
#: A picture with its description, a reference to a footnote, or the end of a link.
_LINK = rf"!\[[^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*+{_TARGET}|\[\^[^\[\]\s]++\](?!:)|{_TARGET}"
_IN_TEXT, _IN_BYTES = re.compile(_LINK), re.compile(_LINK.encode())
#: Remains of links, and emphasis, which may be within a word.
_MARKS = re.compile(r"[\[\]*~`]+")
#: How addresses begin that readers see; the same may be said without them.
_STARTS = (
    "http://",
    "https://",
    "Http://",
    "Https://",
    "HTTP://",
    "HTTPS://",
    "www.",
    "Www.",
    "WWW.",
)
_ADDRESSES = re.compile(rf"<?(?:{'|'.join(map(re.escape, _STARTS))})[^\s<>]+>?")
#: One pattern for each: Python's search skips to the literal letters with which a pattern begins.
_ADDRESSES_IN_BYTES = {
    start: re.compile(re.escape(start) + rb"[^\s<>]+")
    for start in (each.encode() for each in _STARTS)
}


def without_marks(text: str) -> str:
    """``text``, as Markdown, as readers see it: links as their words, without pictures and
    emphasis.
    """
    return _MARKS.sub("", without_links(text))


def without_links(text: str) -> str:
    """``text`` without the addresses of links, and without pictures."""
    return _IN_TEXT.sub("", text) if "]" in text else text


def without_links_in_bytes(text: bytes) -> bytes:
    """The same in UTF-8."""
    return _IN_BYTES.sub(b"", text) if b"]" in text else text


def without_addresses(text: str) -> str:
    """``text`` without visible addresses."""
    return _ADDRESSES.sub(" ", text)


def without_addresses_in_bytes(text: bytes) -> bytes:
    """The same in UTF-8."""
    for start, addresses in _ADDRESSES_IN_BYTES.items():
        if start in text:
            text = addresses.sub(b" ", text)
    return text
