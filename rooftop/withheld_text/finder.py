"""Searches texts and whole files for everything that is withheld."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from ahocorasick_rs import AhoCorasick

from rooftop.text import fold, straightened
from rooftop.withheld_text.anchors import anchor_of_text
from rooftop.withheld_text.marks import without_addresses, without_marks
from rooftop.withheld_text.names import NameForms, forms_of_company, forms_of_person
from rooftop.withheld_text.own_addresses import OwnAddresses
from rooftop.withheld_text.sieve import Sieve


@dataclass(frozen=True)
class WithheldText:
    """Everything that must not be in the output: names of ``people`` and ``companies``, longer
    ``passages`` of theirs, and ``marks``: addresses, accounts, references to evidence.
    ``own_addresses`` are the addresses of the site itself.
    """

    people: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()
    passages: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    own_addresses: frozenset[str] = frozenset()

    @property
    def names(self) -> WithheldText:
        """The names alone: an address may contain the words of a title, but not a name."""
        return WithheldText(self.people, self.companies, own_addresses=self.own_addresses)

    @cached_property
    def digest(self) -> str:
        """The same for the same texts."""
        texts = map(sorted, (self.people, self.companies, self.passages, self.marks))
        raw = repr([*texts, sorted(self.own_addresses)]).encode()
        return hashlib.blake2b(raw, digest_size=16).hexdigest()

    def __len__(self) -> int:
        return len(self.people) + len(self.companies) + len(self.passages) + len(self.marks)


@dataclass(frozen=True)
class Mention:
    """Something withheld that a text mentions: a ``name``, ``words`` or another ``text``."""

    kind: Literal["name", "words", "text"]
    text: str

    def __str__(self) -> str:
        return f"the withheld {self.kind} {self.text!r}"


class TextFinder:
    """Finds everything withheld in a text, in one pass however much is withheld."""

    def __init__(self, withheld: WithheldText) -> None:
        self._folded: dict[str, Mention] = {}
        self._exact: dict[str, Mention] = {}
        self._anywhere: dict[str, Mention] = {}
        self._anchors: set[bytes] = set()
        self._own_addresses = OwnAddresses(withheld.own_addresses)
        for passage in sorted(withheld.passages):
            self._folded.setdefault(fold(passage), Mention("words", passage))
            self._anchors.add(anchor_of_text(passage))
        for mark in sorted(withheld.marks):
            self._exact.setdefault(straightened(mark), Mention("text", mark))
            self._anchors.add(anchor_of_text(mark))
        for name in sorted(withheld.people):
            self._add(name, forms_of_person(name))
        for name in sorted(withheld.companies):
            self._add(name, forms_of_company(name))
        self._in_folded = _Automaton(self._folded)
        self._in_exact = _Automaton({**self._exact, **self._anywhere})

    def _add(self, name: str, forms: NameForms) -> None:
        mention = Mention("name", name)
        written = straightened(" ".join(name.split()))
        as_written = frozenset({written, written.upper()}) if forms.exact else frozenset()
        for patterns, known in (
            (forms.folded, self._folded),
            (forms.exact | as_written, self._exact),
            (forms.anywhere, self._anywhere),
        ):
            known.update({form: mention for form in sorted(patterns) if form not in known})
        if forms:
            self._anchors.add(forms.anchor)

    def find(self, text: str) -> Iterator[Mention]:
        """Every withheld thing that ``text`` mentions, each once.

        ``text`` has no tags and no escapes. It may be Markdown.
        """
        text = self._own_addresses.cut(text)
        words = without_marks(text)
        readings = dict.fromkeys((text, words, without_addresses(words)))
        searches = (self._find_folded, self._find_exact)
        yield from dict.fromkeys(
            m for search in searches for each in readings for m in search(each)
        )

    def _find_folded(self, text: str) -> Iterator[Mention]:
        if self._folded:
            for form, _, _ in self._in_folded.find(fold(text)):
                yield self._folded[form]

    def _find_exact(self, text: str) -> Iterator[Mention]:
        if not self._exact and not self._anywhere:
            return
        flat = " ".join(straightened(unicodedata.normalize("NFC", text)).split())
        for form, start, end in self._in_exact.find(flat):
            if form in self._anywhere:
                yield self._anywhere[form]
            elif _is_whole(flat, start, end):
                yield self._exact[form]

    @cached_property
    def sieve(self) -> Sieve:
        """A prefilter: if it finds nothing in a text, in any form, `find` finds nothing there
        either.
        """
        return Sieve(self._anchors)


@lru_cache(maxsize=4)
def finder_of(withheld: WithheldText) -> TextFinder:
    """The finder of ``withheld``. The gate and the audit search for the same texts."""
    return TextFinder(withheld)


class _Automaton:
    """All matches of many patterns, overlapping ones too."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = list(patterns)
        self._automaton = AhoCorasick(self._patterns) if self._patterns else None

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """(pattern, start, end) of each match in ``text``."""
        if self._automaton and text:
            matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
            yield from ((self._patterns[number], start, end) for number, start, end in matches)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` begins and ends where words do."""
    opens = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    closes = end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
    return opens and closes
