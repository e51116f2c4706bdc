"""One block of a search index: Pagefind's output for its pages, split so that blocks can be
merged.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any

import cbor2

from rooftop.site.pagefind import (
    FIELDS,
    FILTERS,
    MAGIC,
    PAGES,
    WORDS,
    Files,
    filter_path,
    gzip_part,
    meta_path,
    read_entry,
    read_filter,
    read_parts,
    read_words,
    unknown_format,
)
from rooftop.site.search_source import Source
from rooftop.site.search_words import count_words

#: Words that share so many letters are not parted.
PREFIX = 3
#: Of how many pages one file says what results show: hosts count files, and readers fetch what they
#: do not need.
_TOGETHER = 4


@dataclass
class Block:
    """``pages`` are the names of the files of their fragments and their numbers of words,
    ``fragments`` the files that say what results show, by name: a list of JSON in CBOR, of
    neighbours. ``filters`` are the pages of each value, by filter and value.
    ``prefixes`` are the words with the same first letters: these letters, how many words, in how
    many places, and the words in CBOR one after the other. ``words`` are counted for the mistyped.
    """

    pages: list[tuple[str, int]] = field(default_factory=list)
    fragments: dict[str, bytes] = field(default_factory=dict)
    filters: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    prefixes: list[tuple[str, int, int, bytes]] = field(default_factory=list)
    words: dict[str, int] = field(default_factory=dict)

    def pack(self) -> bytes:
        """The block for `unpack_block`."""
        return cbor2.dumps(list(vars(self).values()))


def unpack_block(data: bytes) -> Block:
    """The block that `Block.pack` made ``data`` of."""
    return Block(*cbor2.loads(data))


def make_block(sources: Sequence[Source], index: Files) -> Block:
    """The block of ``sources``, sorted by address and all in one language, whose Pagefind files are
    in ``index``. Raises `SearchError`.
    """
    (language,) = read_entry(index)["languages"].values()
    parts = read_parts(index[meta_path(language)])
    found = [_fragment(index[f"fragment/{name}.pf_fragment"]) for name, _ in parts[PAGES]]
    if [url for url, _ in found] != [f"/{source.address}" for source in sources]:
        raise unknown_format()  # pages have the numbers in whose order they were given
    files = list(_together(sources[0].tag, [text for _, text in found]))
    return Block(
        [(files[number // _TOGETHER][0], page[1]) for number, page in enumerate(parts[PAGES])],
        dict(files),
        dict(_filters(index, parts)),
        parts[FIELDS],
        list(_prefixes(index, parts)),
        count_words(chain.from_iterable(source.texts() for source in sources)),
    )


def _together(tag: str, fragments: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files of ``fragments``."""
    for start in range(0, len(fragments), _TOGETHER):
        data = cbor2.dumps(list(fragments[start : start + _TOGETHER]))
        yield f"{tag}_{hashlib.blake2b(data, digest_size=6).hexdigest()}", gzip_part(data)


def _fragment(file: bytes) -> tuple[str, str]:
    """The address of a page, and what results show of it as JSON."""
    text = gzip.decompress(file).removeprefix(MAGIC).decode()
    return json.loads(text)["url"], text


def _filters(index: Files, parts: list[Any]) -> Iterator[tuple[str, dict[str, list[int]]]]:
    for _, file in sorted(parts[FILTERS]):
        name, values = read_filter(index[filter_path(file)])
        yield name, {value: sorted(pages) for value, pages in sorted(values)}


def _prefixes(index: Files, parts: list[Any]) -> Iterator[tuple[str, int, int, bytes]]:
    words = [
        word for *_, file in parts[WORDS] for word in read_words(index[f"index/{file}.pf_index"])
    ]
    for prefix, group in groupby(words, key=lambda word: word[0][:PREFIX]):
        alike = list(group)
        places = sum(len(page[1]) + 1 for _, pages, _ in alike for page in pages)
        yield prefix, len(alike), places, b"".join(map(cbor2.dumps, alike))
