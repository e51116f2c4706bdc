"""One block of an index: what Pagefind makes of its pages, taken apart so that it can be joined.

Pages are numbered in the order of their addresses. Pagefind's own order depends on the file system.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import cbor2

from rooftop.site.pagefind import (
    FIELDS,
    FILTERS,
    MAGIC,
    PAGES,
    WORDS,
    gzip_part,
    read_entry,
    read_filter,
    read_parts,
    read_words,
    unknown_format,
)
from rooftop.site.search_index import run
from rooftop.site.search_source import Source

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
        return cbor2.dumps(astuple(self))


def unpack_block(data: bytes) -> Block:
    return Block(*cbor2.loads(data))


def make_block(sources: Sequence[Source]) -> Block:
    """The block of ``sources``, in the order of their addresses and all in one language. Raises
    `SearchError`.
    """
    if not sources:
        return Block()
    words: Counter[str] = Counter()
    for source in sources:
        words.update(source.words())
    with run(sources) as folder:
        (language,) = read_entry(folder)["languages"].values()
        parts = read_parts(folder / f"pagefind.{language['hash']}.pf_meta")
        found = [_fragment(folder, name) for name, _ in parts[PAGES]]
        order = sorted(range(len(found)), key=lambda number: found[number][0])
        if [found[number][0] for number in order] != [f"/{source.address}" for source in sources]:
            raise unknown_format()
        new = {number: place for place, number in enumerate(order)}
        files = list(_together(sources[0].tag, [found[number][1] for number in order]))
        return Block(
            [
                (files[place // _TOGETHER][0], parts[PAGES][number][1])
                for place, number in enumerate(order)
            ],
            dict(files),
            dict(_filters(folder, parts, new)),
            parts[FIELDS],
            list(_prefixes(folder, parts, new)),
            dict(words),
        )


def _together(tag: str, fragments: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files of ``fragments``."""
    for start in range(0, len(fragments), _TOGETHER):
        data = gzip_part(cbor2.dumps(list(fragments[start : start + _TOGETHER])))
        yield f"{tag}_{hashlib.blake2b(data, digest_size=6).hexdigest()}", data


def _fragment(folder: Path, name: str) -> tuple[str, str]:
    """The address of a page, and what results show of it as JSON."""
    data = gzip.decompress((folder / "fragment" / f"{name}.pf_fragment").read_bytes())
    text = data.removeprefix(MAGIC).decode()
    return json.loads(text)["url"], text


def _filters(
    folder: Path, parts: list[Any], new: dict[int, int]
) -> Iterator[tuple[str, dict[str, list[int]]]]:
    for _, file in sorted(parts[FILTERS]):
        name, values = read_filter(folder / "filter" / f"{file}.pf_filter")
        yield name, {value: sorted(new[page] for page in pages) for value, pages in sorted(values)}


def _prefixes(
    folder: Path, parts: list[Any], new: dict[int, int]
) -> Iterator[tuple[str, int, int, bytes]]:
    words = [
        word
        for _, _, file in parts[WORDS]
        for word in read_words(folder / "index" / f"{file}.pf_index")
    ]
    for prefix, group in groupby(sorted(words), key=lambda word: word[0][:PREFIX]):
        renumbered = [
            [word, _renumber(pages, new), [[each, _renumber(of, new)] for each, of in spellings]]
            for word, pages, spellings in group
        ]
        places = sum(len(page[1]) + 1 for _, pages, _ in renumbered for page in pages)
        yield prefix, len(renumbered), places, b"".join(map(cbor2.dumps, renumbered))


def _renumber(pages: list[Any], new: dict[int, int]) -> list[Any]:
    """``pages`` with a word, each told by how many numbers it follows the one before."""
    number, told = 0, []
    for step, *places in pages:
        number += step
        told.append((new[number], places))
    before, renumbered = 0, []
    for number, places in sorted(told):
        renumbered.append([number - before, *places])
        before = number
    return renumbered
