"""The portrait of somebody who sent none: their initials on a colour of their own, the same on
every page.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import regex

#: How many tints tokens.css has.
_TINTS = 8
_HONORIFICS = {"dr", "mr", "mrs", "ms", "prof"}


@lru_cache(maxsize=4096)  # a face stands on many pages
def initials(name: str) -> str:
    """One or two letters for ``name``: of its first and last word, whole graphemes of any
    script.
    """
    words = [
        word
        for word in regex.findall(r"[\p{L}\p{M}\p{N}'’-]+", name)
        if word.lower() not in _HONORIFICS
    ]
    ends = [words[0], words[-1]] if len(words) > 1 and words[-1][:1].isupper() else words[:1]
    return "".join(regex.match(r"\X", word)[0].upper() for word in ends) or "·"  # type: ignore[index]


def tint(name: str) -> int:
    """The number of the tint that is always that of ``name``."""
    return hashlib.blake2b(name.encode(), digest_size=2).digest()[0] % _TINTS
