"""Texts that are held by the thousand, as bytes: for a text with one curly quotation mark, Python
takes two bytes a letter.
"""

from __future__ import annotations

import zlib

import deflate


def encode(text: str) -> bytes:
    """``text`` for `decode`; what is not Unicode too."""
    return text.encode("utf-8", "surrogatepass")


def decode(data: bytes) -> str:
    """The text that `encode` was given."""
    return data.decode("utf-8", "surrogatepass")


def pack(text: str) -> bytes:
    """``text`` compressed for `unpack`, to about a third of its size; empty for an empty text."""
    return bytes(deflate.zlib_compress(encode(text), 1)) if text else b""


def unpack(data: bytes) -> str:
    """The text that `pack` was given."""
    return decode(zlib.decompress(data)) if data else ""
