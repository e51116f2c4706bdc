"""Names written with letters of other scripts that look the same: `Аna` with a Cyrillic А is not
Ana.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from rooftop.text.characters import looks_plain

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
#: Letters that pass for Latin ones: those of other scripts, of phonetic alphabets, and of
#: mathematics. Accents do not.
_FOREIGN = regex.compile(
    r"[^\p{Latin}\p{Common}\p{Inherited}]|[\p{L}&&\p{NFKC_QC=No}]|[\p{Block=IPA_Ext}\p{Block=Phonetic_Ext}]",
    regex.V1,
)
#: The plain letters' range holds the phonetic alphabet too.
_PHONETIC = re.compile(r"[\u0250-\u02af\u2100-\u214f\u2460-\u24ff]")


@lru_cache(maxsize=4096)
def _plain_letter(character: str) -> str:
    """The ASCII letters that ``character`` can be taken for, or itself. Accents do not deceive."""
    folded = unicodedata.normalize("NFKC", character)
    if folded.isascii() or len(folded) > 1 or unicodedata.decomposition(folded):
        return folded
    from confusable_homoglyphs import confusables  # noqa: PLC0415 — a quarter of a second, for the few letters that get here

    similar = confusables.is_confusable(folded, greedy=True, preferred_aliases=[])
    twins = [
        each["c"] for found in similar or () for each in found["homoglyphs"] if each["c"].isascii()
    ]
    return next((twin for twin in twins if twin.isalnum()), folded)


def skeleton(text: str) -> str:
    """What ``text`` looks like at a glance: two texts with one skeleton can be mistaken for each
    other (after UTS 39, 4).
    """
    plain = text if text.isascii() else "".join(map(_plain_letter, text))
    return " ".join(plain.casefold().split())


def looks_latin(text: str) -> bool:
    """Whether no letter of ``text`` can be mistaken for a different, Latin one."""
    return looks_plain(text) and not _PHONETIC.search(text)


class Lookalikes:
    """Finds words that look like ``names`` and are written with other letters."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        for name in sorted(
            set(names), key=lambda name: (not name.isascii(), name)
        ):  # of two, the plain one is real
            self._names.setdefault(skeleton(name), name)
        self._known = {name.casefold() for name in self._names.values()}
        self._longest = max((len(_WORD.findall(name)) for name in self._names), default=0)

    def find(self, text: str) -> Iterator[tuple[int, str, str]]:
        """(offset, what is written, the name it looks like), for each look-alike in ``text``."""
        if looks_latin(text):
            return
        words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        for first in range(len(words)):
            for last in range(first, min(first + self._longest, len(words))):
                start, end = words[first][0], words[last][1]
                written = text[start:end]
                name = self._names.get(skeleton(written)) if _FOREIGN.search(written) else None
                if name is not None and written.casefold() not in self._known:
                    yield start, written, name
