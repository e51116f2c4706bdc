"""The index of a language with many pages, made in blocks and read as one.

The address of a page decides which block it is in, so that an edit changes one block, and the cache
has the others. Pagefind's output for each block is split at the same words, and the pieces of all
blocks between two splits are one file: a query fetches no more files than from a single index.
search-blocks.js merges the pieces, and tells Pagefind the pages of all blocks. Scores, results and
counts are therefore those of a single index.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import Any

import cbor2

from rooftop.cache import Cache
from rooftop.site.pagefind import VERSION, gzip_part, pack, unknown_format
from rooftop.site.pagefind_program import make_indexes
from rooftop.site.search_block import PREFIX, Block, make_block, unpack_block
from rooftop.site.search_index import Index, engine, pages_of
from rooftop.site.search_source import Source

#: About how many pages a block holds, and how many blocks there are at most.
_PAGES, _MOST_BLOCKS = 128, 64
#: The most positions of words between two splits, unless a single prefix has more.
_PLACES = 24_000
#: As many bits as the longest prefix has in UTF-8.
_BITS = 8 * 4 * PREFIX
#: A character after all others.
_LAST = "\U0010ffff"


def index_in_blocks(tag: str, sources: Sequence[Source], cache: Cache) -> Index:
    """The index of ``sources``, in the order of their addresses and all in the language ``tag``.
    Raises `SearchError`.
    """
    owners = [_owner(source.address, count_blocks(len(sources))) for source in sources]
    members: list[list[Source]] = [[] for _ in range(count_blocks(len(sources)))]
    for source, owner in zip(sources, owners, strict=True):
        members[owner].append(source)
    keys = ["\n".join(source.digest for source in own) for own in members]
    blocks = list(_blocks(members, keys, cache))
    cuts = _cuts(blocks)
    starts = [start for _, start in cuts]
    pieces = [_pieces(block, starts, key, cache) for block, key in zip(blocks, keys, strict=True)]
    return _join(tag, owners, blocks, cuts, pieces, engine(tag, cache))


def _blocks(
    members: Sequence[Sequence[Source]], keys: Sequence[str], cache: Cache
) -> Iterator[Block]:
    """The block of each group of sources, from the cache or made now."""
    stored = [cache.get("search block", key) for key in keys]
    indexes = make_indexes(
        pages_of(own) for own, block in zip(members, stored, strict=True) if own and block is None
    )
    for own, key, packed in zip(members, keys, stored, strict=True):
        if packed is not None:
            yield unpack_block(packed)
        else:
            block = make_block(own, next(indexes)) if own else Block()
            cache.put(block.pack(), "search block", key)
            yield block


def count_blocks(pages: int) -> int:
    """In how many blocks so many ``pages`` are indexed: a power of two, so that the number seldom
    changes when pages are added.
    """
    return min(1 << ((pages - 1) // _PAGES).bit_length(), _MOST_BLOCKS)


def _owner(address: str, blocks: int) -> int:
    digest = hashlib.blake2b(address.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % blocks


def _cuts(blocks: Iterable[Block]) -> list[tuple[str, str]]:
    """Where the words are cut: before which prefix, and after which one."""
    sizes: Counter[str] = Counter()
    for block in blocks:
        for prefix, _, places, _ in block.prefixes:
            sizes[prefix] += places
    starts = set(_starts([(_bits(prefix), prefix, size) for prefix, size in sizes.items()]))
    return [pair for pair in pairwise(["", *sorted(sizes)]) if pair[1] in starts]


def _starts(sizes: Sequence[tuple[int, str, int]], bit: int = _BITS) -> Iterator[str]:
    """The first prefix of each file. Too many words are parted by one bit of their UTF-8 more, so
    that an edit moves no cut unless a file outgrows its size by it, and then no other file's.
    ``sizes`` are of prefixes, each behind its bits; those from ``bit`` on are alike.
    """
    if sum(size for *_, size in sizes) <= _PLACES or bit == 0:
        yield min(prefix for _, prefix, _ in sizes)
        return
    for value in (0, 1):
        if half := [each for each in sizes if each[0] >> (bit - 1) & 1 == value]:
            yield from _starts(half, bit - 1)


def _bits(prefix: str) -> int:
    return int.from_bytes(prefix.encode().ljust(_BITS // 8, b"\0"), "big")


def _pieces(
    block: Block, starts: Sequence[str], key: str, cache: Cache
) -> list[tuple[bytes, bytes]]:
    """The words of ``block`` from each of ``starts`` to the next one: their digest, and they
    themselves, compressed.
    """
    known = ("search pieces", key, *starts)
    packed = cache.get(*known) or cache.put(cbor2.dumps(list(_cut(block, starts))), *known)
    return [(digest, data) for digest, data in cbor2.loads(packed)]


def _cut(block: Block, starts: Sequence[str]) -> Iterator[tuple[bytes, bytes]]:
    places = [bisect_left(block.prefixes, start, key=itemgetter(0)) for start in starts]
    for place, end in pairwise([*places, len(block.prefixes)]):
        within = block.prefixes[place:end]
        number = sum(each[1] for each in within)
        head = cbor2.dumps([0] * number)[: -number or None]
        plain = head + b"".join(each[3] for each in within)
        yield hashlib.blake2b(plain, digest_size=16).digest(), gzip_part(plain)


def _join(
    tag: str,
    owners: Sequence[int],
    blocks: Sequence[Block],
    cuts: Sequence[tuple[str, str]],
    pieces: Sequence[Sequence[tuple[bytes, bytes]]],
    index: Index,
) -> Index:
    """``index``, which has Pagefind's scripts, with the files of all ``blocks``."""
    counts = [iter(block.pages) for block in blocks]
    files = (map(b"".join, zip(*each, strict=True)) for each in zip(*pieces, strict=True))
    parts = [
        VERSION,
        [next(counts[owner])[1] for owner in owners],
        [
            [*bounds, _add(index, "index/{}.pf_index", tag, file, digests)]
            for bounds, (digests, file) in zip(_bounds(cuts), files, strict=True)
        ],
        list(_add_filters(index, tag, _filters(blocks, owners))),
        [],
        _fields(blocks),
        owners,
        [_add_fragments(index, tag, block) for block in blocks],
    ]
    meta = cbor2.dumps(parts)
    (language,) = index.entry["languages"].values()
    language["hash"] = _add(index, "pagefind.{}.pf_meta", tag, gzip_part(meta), meta)
    language["page_count"] = len(owners)
    return index


def _add_filters(
    index: Index, tag: str, filters: Iterable[tuple[str, list[list[Any]]]]
) -> Iterator[list[str]]:
    for kind, values in filters:
        name, data = pack(tag, [kind, values])
        index.files[f"filter/{name}.pf_filter"] = data
        yield [kind, name]


def _add_fragments(index: Index, tag: str, block: Block) -> str:
    """Add what results show of a block's pages, and its words for the mistyped; gives the name of
    the list of its pages back.
    """
    for name, data in block.fragments.items():
        index.files[f"fragment/{name}.pf_fragment"] = data
    index.words.setdefault(tag, Counter()).update(block.words)
    listed = "".join(f"{name}\n" for name, _ in block.pages)
    return _add(index, "fragment/{}.txt", tag, listed.encode(), listed.encode())


def _add(index: Index, path: str, tag: str, data: bytes, plain: bytes) -> str:
    """Add a file of ``data``, named by its language and the digest of ``plain``, which is what it
    holds, before compression; gives the name back.
    """
    name = f"{tag}_{hashlib.blake2b(plain, digest_size=5).hexdigest()}"
    index.files[path.format(name)] = data
    return name


def _bounds(cuts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The first and the last word that may stand in each file. A query that is shorter than the
    words at a cut finds those after it.
    """
    firsts = ["", *(_first(before, after) for before, after in cuts[1:])]
    for first, after in zip(firsts, [*firsts[1:], ""], strict=True):
        yield first, _before(after) if after else _LAST


def _first(before: str, after: str) -> str:
    """The shortest beginning of ``after`` that is not one of ``before``."""
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    return after[: len(list(shared)) + 1]


def _before(word: str) -> str:
    """A word after all that come before ``word``."""
    last = ord(word[-1]) - 1
    return word[:-1] + chr(0xD7FF if 0xD800 <= last <= 0xDFFF else last) + _LAST


def _filters(
    blocks: Sequence[Block], owners: Sequence[int]
) -> Iterator[tuple[str, list[list[Any]]]]:
    """Each filter with its values, and the numbers of their pages among those of all ``blocks``."""
    numbers: list[list[int]] = [[] for _ in blocks]
    for number, owner in enumerate(owners):
        numbers[owner].append(number)
    found: dict[str, dict[str, list[int]]] = {}
    for block, own in zip(blocks, numbers, strict=True):
        for name, values in block.filters.items():
            for value, pages in values.items():
                of = found.setdefault(name, {}).setdefault(value, [])
                of.extend(own[page] for page in pages)
    for name, values in sorted(found.items()):
        yield name, [[value, sorted(pages)] for value, pages in sorted(values.items())]


def _fields(blocks: Iterable[Block]) -> list[str]:
    """The fields of metadata in which words are found. Raises `SearchError` where blocks differ."""
    fields = {tuple(block.fields) for block in blocks if block.pages}
    if len(fields) != 1:
        raise unknown_format()
    return list(fields.pop())
