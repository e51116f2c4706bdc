"""The piece of a withheld text that stands, byte for byte, in whatever file holds it in any
form, once `squeeze` has prepared both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SMALL = bytes(range(0x80)).lower() + bytes(range(0x80, 0x100))
#: What is neither a letter nor a digit, of ASCII.
_OTHER = bytes(code for code in range(0x80) if not chr(code).isalnum())
_NO_BREAK_SPACE = "\u00a0".encode()
_ASCII = re.compile(r"[a-z0-9]+")
#: Words with single blanks between and nothing else: alike in every file that holds them.
_RUN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_LONGEST = 48


def squeeze(data: bytes) -> bytes:
    """``data`` in small ASCII letters, without blanks and what else is neither letter nor digit."""
    return data.replace(_NO_BREAK_SPACE, b"").translate(_SMALL, _OTHER)


def anchor_of_name(words: Sequence[str]) -> bytes:
    """What every form of a name of ``words``, as it is written, holds: the longest run of plain
    letters in the last word that has one.
    """
    for word in reversed(words):
        runs = sorted(_ASCII.findall(word.lower()), key=len)
        if runs and len(runs[-1]) > 1:
            return str(runs[-1]).encode()
    return "".join(words)[:1].encode()


def anchor_of_text(text: str) -> bytes:
    """The longest run of plain words in ``text``."""
    run = max(_RUN.findall(" ".join(text.split())), key=len, default="")
    if not run:
        start = text.strip()[:2].encode()
        return squeeze(start) or start
    if len(run) > _LONGEST:
        run = run[:_LONGEST].rpartition(" ")[0] or run[:_LONGEST]
    return squeeze(run.encode())
