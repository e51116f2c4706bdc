"""Anchors: the part of a withheld text that every file which contains it in any form has, byte for
byte, once `squeeze` has prepared both.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rooftop.text import unaccented

_SMALL = bytes(range(0x80)).lower() + bytes(range(0x80, 0x100))
_SIGNS = bytes(code for code in range(0x80) if not chr(code).isalnum())
#: Words with single blanks between and nothing else: alike in every file that holds them.
_RUN = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_LONGEST = 48


def squeeze(text: str) -> bytes:
    """``text`` in lower case without accents, spaces, and anything else but letters and digits, in
    UTF-8. Texts that `fold` treats as equal are equal.
    """
    return drop_signs(plain_letters(text))


def plain_letters(text: str) -> bytes:
    """``text`` in UTF-8. Of characters other than ASCII, only letters and digits stay, in lower
    case and without accents.
    """
    return text.encode("ascii", _LETTERS)


def drop_signs(plain: bytes) -> bytes:
    """``plain`` in lower case, without spaces and other ASCII signs."""
    return plain.translate(_SMALL, _SIGNS)


def _replace(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return _letters_of(error.object[error.start : error.end]), error.end


@lru_cache(maxsize=4096)
def _letters_of(run: str) -> bytes:
    text = unicodedata.normalize("NFKD", unaccented(run)).lower()
    return "".join(filter(str.isalnum, text)).encode("utf-8", "ignore")


_LETTERS = "rooftop.letters"
codecs.register_error(_LETTERS, _replace)  # many times as fast as to look for what is not ASCII


def anchor_of_name(words: Sequence[str]) -> bytes:
    """The part that every form of a name of ``words`` contains: the last word; the first, if the
    last is so short that no form omits the first.
    """
    last, first = (squeeze(word) for word in (words[-1], words[0]))
    return last if len(last) > 1 else first or last


def anchor_of_text(text: str) -> bytes:
    """The longest run of plain words in ``text``; the whole text if there is none."""
    plain = unaccented(" ".join(text.split()))
    run = max(_RUN.findall(plain), key=len, default=plain)
    if len(run) > _LONGEST:
        run = run[:_LONGEST].rpartition(" ")[0] or run[:_LONGEST]
    return squeeze(run)
