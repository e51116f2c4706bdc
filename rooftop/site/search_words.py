"""The words that search knows in each language, for whoever mistyped one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import regex

#: Scripts written without spaces between words: a run of letters there is a sentence.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LETTER = rf"[\p{{L}}--[{_UNSPACED}]]"
_WORD = regex.compile(rf"(?V1){_LETTER}(?:{_LETTER}|\p{{M}}){{1,23}}(?![\p{{L}}\p{{M}}])")


def count_words(texts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How often each word of two to 24 letters occurs in ``texts``, in lower case. Each text counts
    as often as its number says.
    """
    runs: dict[int, Counter[str]] = {}
    for text, weight in texts:
        runs.setdefault(weight, Counter()).update(text.lower().split())
    words: Counter[str] = Counter()
    for weight, counts in runs.items():
        for run, number in counts.items():  # no word has a blank, and most runs are there often
            for word in _WORD.findall(run):
                words[word] += number * weight
    return dict(words)


def words_file(counts: Mapping[str, int]) -> bytes:
    """The words of ``counts``, one a line in UTF-8: the most frequent first, and in the order of
    the alphabet where several are as frequent.
    """
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return "".join(f"{word}\n" for word in ordered).encode()
