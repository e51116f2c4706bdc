"""The words that search knows in each language, for whoever mistyped one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import regex

#: Scripts written without spaces between words: a run of letters there is a sentence.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LETTER = rf"[\p{{L}}--[{_UNSPACED}]]"
_WORD = regex.compile(rf"(?V1){_LETTER}(?:{_LETTER}|\p{{M}}){{1,23}}(?![\p{{L}}\p{{M}}])")


def words_file(texts: Iterable[str]) -> bytes:
    """Every word of ``texts`` of two to 24 letters, one a line in UTF-8 and in small letters: the
    most frequent first, and in the order of the alphabet where several are as frequent.
    """
    counts = Counter(word for text in texts for word in _WORD.findall(text.lower()))
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return "".join(f"{word}\n" for word in ordered).encode()
