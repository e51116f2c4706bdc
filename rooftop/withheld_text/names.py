"""The forms in which a name is written: its order, initials, accounts, with case and accents or
not.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import regex

from rooftop.text import COMMA, unaccented, words_of_company
from rooftop.withheld_text.anchors import anchor_of_name, squeeze
from rooftop.withheld_text.common_words import is_common

#: Forms shorter than this turn up by chance.
_MIN_NAME, _MIN_JOINED = 3, 5
_TITLES = frozenset(
    ["dr", "prof", "mr", "mrs", "ms", "mx", "sir", "dame", "herr", "frau", "ing", "dipl", "rev"]
)
_DEGREES = frozenset(
    ["jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "msc", "bsc", "ma", "ba", "cpa", "esq"]
)
#: Scripts without spaces between words, in which a name may be anywhere.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


@dataclass(frozen=True)
class NameForms:
    """The forms of one name to search for: ``folded`` ones as whole words in folded text; ``exact``
    ones as whole words as written; ``anywhere`` those of scripts without spaces. ``anchor`` is in
    every file that contains any of them, once `squeeze` has prepared it.
    """

    anchor: bytes = b""
    folded: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.folded or self.exact or self.anywhere)


def forms_of_person(name: str) -> NameForms:
    """Every form of a person's ``name``. One that consists of common words is looked for only as
    names are written, with capitals; a single common word not at all.
    """
    if _UNSPACED.search(name):
        return _unspaced(name)
    words = _words(name)
    while len(words) > 1 and unaccented(words[0]) in _TITLES:
        words = words[1:]
    while len(words) > 1 and unaccented(words[-1]) in _DEGREES:
        words = words[:-1]
    return _several(words, _orders, _joined) if len(words) > 1 else _single(words)


def forms_of_company(name: str) -> NameForms:
    """Every form of a company's ``name``, with its legal form and without."""
    if _UNSPACED.search(name):
        return _unspaced(name)
    words = words_of_company(name)
    if len(words) < 2:
        return _single(words)
    return _several(words, lambda folded: [folded], lambda folded: ["".join(folded)])


def _unspaced(name: str) -> NameForms:
    squeezed = "".join(name.split())
    forms = frozenset({" ".join(name.split()), squeezed})
    return NameForms(squeeze(squeezed), anywhere=forms) if len(squeezed) > 1 else NameForms()


def _words(name: str) -> list[str]:
    """The words of ``name``, as written."""
    return regex.findall(r"[\p{L}\p{M}\p{N}]+", name)


def _single(words: list[str]) -> NameForms:
    """A name of one word is looked for with a capital, as names are written, or as an account."""
    folded = unaccented(words[0]) if words else ""
    if len(folded) < _MIN_NAME or is_common(folded):
        return NameForms()
    forms = {words[0], words[0].capitalize(), folded.capitalize()}
    forms |= {f"@{words[0].casefold()}", f"@{folded}"}
    exact = frozenset({*forms, *(form.upper() for form in forms)})
    return NameForms(anchor_of_name(words), exact=exact)


def _several(
    words: list[str],
    orders: Callable[[list[str]], Iterable[list[str]]],
    joined: Callable[[list[str]], Iterable[str]],
) -> NameForms:
    anchor, folded = anchor_of_name(words), [unaccented(word) for word in words]
    accounts = {f" {form} " for form in joined(folded) if len(form) >= _MIN_JOINED}
    if all(map(is_common, folded)):
        capitalised = (" ".join(word.capitalize() for word in order) for order in orders(folded))
        exact = {form.replace(" ,", ",") for form in capitalised}
        exact |= {form.upper() for form in exact}
        exact |= {sign.join(folded) for sign in "-._"}  # as addresses and accounts have it
        return NameForms(anchor, frozenset(accounts), frozenset(exact))
    return NameForms(anchor, frozenset({*accounts, *(f" {' '.join(o)} " for o in orders(folded))}))


def _orders(words: list[str]) -> Iterator[list[str]]:
    """``tomas medeiros``, ``medeiros, tomas``, ``tomas r medeiros``, ``t medeiros`` …"""
    first, last = words[0], words[-1]
    yield from (words, [first, last])
    yield from (
        [last, COMMA, *words[:-1]],
        [last, COMMA, first],
        [last, *words[:-1]],
        [last, first],
    )
    for initial in string.ascii_lowercase:
        yield from ([first, initial, last], [last, COMMA, first, initial])
    if not is_common(last) and len(last) > _MIN_NAME and not last.isdigit():
        yield from ([first[0], last], [last, COMMA, first[0]])


def _joined(words: list[str]) -> Iterator[str]:
    """``tomasmedeiros``, ``medeirostomas``, ``tmedeiros``: as accounts and addresses have it."""
    first, last = words[0], words[-1]
    yield from ("".join(words), first + last, last + first, "".join(reversed(words)))
    if not is_common(last):
        yield first[0] + last
