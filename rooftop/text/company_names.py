"""Names of companies, with a legal form or without, in one word or in several."""

from __future__ import annotations

from functools import lru_cache

import regex

from rooftop.text.folding import unaccented
from rooftop.text.lookalikes import skeleton

_LEGAL_FORMS = {
    "ab", "ag", "as", "asa", "bv", "co", "corp", "corporation", "gmbh", "inc", "incorporated", "kg",
    "kk", "lda", "limited", "llc", "llp", "ltd", "ltda", "nv", "ohg", "oy", "oyj", "plc", "pte",
    "pty", "sa", "sarl", "sas", "sl", "spa", "srl", "ug",
}  # fmt: skip
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_CAMEL = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})")


def words_of_company(name: str) -> list[str]:
    """The words of a company's ``name`` as written, without its legal form: `NorteCargo S.A.` has
    the words `Norte` and `Cargo`.
    """
    words: list[str] = _WORD.findall(_CAMEL.sub(" ", name))
    while length := _length_of_legal_form(words):
        words = words[:-length]
    return words


def _length_of_legal_form(words: list[str]) -> int:
    """How many words at the end are a legal form: `S. A.` and `Gmb H` are several; 0 for none, and
    where nothing would be left.
    """
    for length in range(1, min(len(words), 4)):
        is_one = length == 1 or len(words[-1]) == 1
        if is_one and unaccented("".join(words[-length:])) in _LEGAL_FORMS:
            return length
    return 0


@lru_cache(maxsize=2**16)
def company_key(name: str) -> str:
    """The same for all ways to write the ``name`` of a company, look-alike letters included; empty
    where it has no letters.
    """
    return skeleton("".join(map(unaccented, words_of_company(name))))
