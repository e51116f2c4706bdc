"""The search index, which Pagefind makes from the text of the built pages; the known words, to
correct typing errors; and the titles of each language, for readers of another one.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import regex

from rooftop.cache import Blocks, Cache
from rooftop.media import Renditions
from rooftop.site.pagefind import ENTRY, SearchError, format_entry
from rooftop.site.pages import SitePage
from rooftop.site.search_blocks import index_in_blocks
from rooftop.site.search_index import Index, index_whole
from rooftop.site.search_source import PageText, Source, read_page, read_source, text_of
from rooftop.site.search_words import words_file

__all__ = ["SearchError", "Sources", "make_index", "read_sources"]

Sources = Mapping[str, Sequence[Source]]

FOLDER = "search"
#: From how many pages on a language is indexed in blocks.
_MANY = 200
_BETWEEN_WORDS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


def read_sources(
    site: Path,
    digests: Mapping[str, str],
    pages: Sequence[SitePage],
    language: str,
    faces: Mapping[str, Renditions],
    cache: Cache,
) -> Sources:
    """The search sources of the ``pages`` that are built below ``site``, by language: that of the
    page, or else ``language``. Results show people with their ``faces``. ``digests`` are known
    SHA-256 digests by path: files in ``cache`` need not be read. Raises OSError.
    """
    sources: dict[str, list[Source]] = {language.lower(): []}
    known = Blocks(cache, "search digest")
    for site_page in sorted(pages, key=lambda page: page.address):
        if site_page.found_as:
            text = _text_of(site, f"{site_page.address}index.html", digests, known, cache)
            source = read_source(site_page, text, language, faces)
            sources.setdefault(source.tag, []).append(source)
    known.keep()
    return sources


def _text_of(
    site: Path, path: str, digests: Mapping[str, str], known: Blocks, cache: Cache
) -> PageText:
    """The text of the page at ``path``. Most texts are not read, because the cache has the blocks
    of the index that their pages are in.
    """
    file = site / path
    key = "search text", digests.get(path) or hashlib.sha256(file.read_bytes()).hexdigest()

    @lru_cache
    def read() -> bytes:
        return cache.get(*key) or cache.put(read_page(file.read_bytes()), *key)

    digest = known.get(path, key[1].encode(), bytes, lambda: text_of(read()).digest)
    cache.use(*key)
    return PageText(digest, read)


def make_index(sources: Sources, cache: Cache) -> dict[str, bytes]:
    """The files of the index of ``sources`` by their path below the site; the one that lists all
    others comes last. Raises `SearchError`.
    """
    if not any(sources.values()):
        return {}
    index = _index(sources, cache)
    index.files.update(_words(index, sources))
    index.files.update(_titles(sources, cache))
    index.files[ENTRY] = format_entry(index.entry)
    return {f"{FOLDER}/{name}": data for name, data in index.files.items()}


def _index(sources: Sources, cache: Cache) -> Index:
    """Languages of many pages in blocks, and all others together: Pagefind takes a second to start
    for those that are written without spaces.
    """
    small = [each for group in sources.values() if len(group) < _MANY for each in group]
    index = index_whole(small, cache) if small else Index()
    for tag, group in sorted(sources.items()):
        if len(group) >= _MANY:
            index.add(index_in_blocks(tag, group, cache))
    return index


def _words(index: Index, sources: Sources) -> Iterator[tuple[str, bytes]]:
    for tag in sorted(sources):
        yield f"words/{tag}.txt", words_file(index.words.get(tag, {}))


def _titles(sources: Sources, cache: Cache) -> Iterator[tuple[str, bytes]]:
    """The fingerprints of all titles in one language. A page in another language learns from them
    that what somebody typed is a title there, and fetches nothing else of that language until then.
    """
    for tag, group in sorted(sources.items()):
        key = ("search titles", *(titles := sorted({source.names[0] for source in group})))
        if (data := cache.get(*key)) is None:
            lines = sorted({f"{fingerprint(title)}\n" for title in titles})
            data = cache.put("".join(lines).encode(), *key)
        yield f"titles/{tag}.txt", data


def fingerprint(title: str) -> str:
    """Eight hexadecimal digits of ``title``, whatever its case, blanks and punctuation: FNV-1a of
    32 bits over its code points. search.js computes the same of what is typed.
    """
    value = 0x811C9DC5
    words = _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFC", title).lower()).strip()
    for character in words:
        value = (value ^ ord(character)) * 0x01000193 % 2**32
    return f"{value:08x}"
