"""An index as files below ``search/``, and one that Pagefind makes of some pages in one run."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

import cbor2

from rooftop.cache import Cache
from rooftop.site.pagefind import ENTRY, Files, sort_index
from rooftop.site.pagefind_program import make_indexes
from rooftop.site.search_source import Source, text_of
from rooftop.site.search_words import count_words

_ENGINE = re.compile(r"wasm\..*\.pagefind")
_tag_of = attrgetter("tag")


@dataclass
class Index:
    """``files`` by their path, ``entry`` of what languages there are, and how often each language
    has its ``words``.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    entry: dict[str, Any] = field(default_factory=lambda: {"languages": {}})
    words: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, other: Index) -> None:
        """Take the languages of ``other`` in as well."""
        self.files |= other.files
        self.words |= other.words
        languages = self.entry["languages"] | other.entry["languages"]
        self.entry = other.entry | {"languages": languages}


def index_whole(sources: Sequence[Source], cache: Cache) -> Index:
    """The index of ``sources``, in whichever languages, as Pagefind makes it. Raises
    `SearchError`.
    """
    key = ("search index", *(source.digest for source in sources))
    files, words = cbor2.loads(cache.get(*key) or cache.put(_make(sources), *key))
    return Index(
        files,
        json.loads(files.pop(ENTRY)),
        {tag: Counter(counts) for tag, counts in words.items()},
    )


def _make(sources: Sequence[Source]) -> bytes:
    words = {
        tag: count_words(chain.from_iterable(source.texts() for source in group))
        for tag, group in groupby(sorted(sources, key=_tag_of), _tag_of)
    }
    (files,) = make_indexes([pages_of(sources)])
    return cbor2.dumps([dict(sorted(sort_index(_without_engines(files)).items())), words])


def pages_of(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """Simplified pages for Pagefind, made from ``sources``."""
    return ((source.address, source.document()) for source in sources)


def _without_engines(files: Files) -> Files:
    """``files`` without the engines of languages that no page has."""
    languages = json.loads(files[ENTRY])["languages"].values()
    engines = {f"wasm.{each['wasm'] or 'unknown'}.pagefind" for each in languages}
    return {
        path: data for path, data in files.items() if not _ENGINE.fullmatch(path) or path in engines
    }


def engine(tag: str, cache: Cache) -> Index:
    """Pagefind's scripts for the language ``tag``, without any pages."""
    page = Source("a/", tag, "a", ("a", ""), 1, (("title", "a"),), text_of(b'[["p","a"]]'))
    index = index_whole([page], cache)
    scripts = {name: data for name, data in index.files.items() if "/" not in name}
    return Index(
        {name: data for name, data in scripts.items() if not name.endswith(".pf_meta")},
        index.entry,
    )
