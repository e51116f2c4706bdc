"""The index of search, made by Pagefind from the built pages; the words it knows, for the mistyped;
and the titles of each language, for readers of another one.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import lxml.html
import regex
from lxml.html import HtmlElement

from rooftop.site.pagefind import SearchError, run_pagefind, sort_index
from rooftop.site.pages import SitePage

__all__ = ["SearchError", "index_pages"]

FOLDER = "search"
#: Pagefind's own interface and its worker, which pages do without.
_UNUSED = ("pagefind-*.js", "pagefind-*.css")
#: How many letters the words have that a slip may be mended to; search.js asks for these lengths
#: and no others.
_LENGTHS = range(4, 25)
#: Scripts written without spaces between words: a run of letters there is a sentence.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LETTER = rf"[\p{{L}}--[{_UNSPACED}]]"
_WORD = regex.compile(
    rf"(?V1){_LETTER}(?:{_LETTER}|\p{{M}}){{{_LENGTHS[0] - 1},{_LENGTHS[-1] - 1}}}"
)
_BETWEEN_WORDS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_IGNORED = ".//*[@data-pagefind-ignore]"


def index_pages(site: Path, pages: Sequence[SitePage], language: str) -> None:
    """Write the index of those ``pages`` that search finds below ``site``. Raises `SearchError`."""
    indexed = [site_page for site_page in pages if site_page.found_as]
    if not indexed:
        return
    run_pagefind(site, FOLDER)
    _tidy(site / FOLDER)
    sort_index(site / FOLDER)
    files = [*_vocabulary(site, indexed, language), *_titles(indexed, language)]
    for name, data in files:
        file = site / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _tidy(folder: Path) -> None:
    """Remove what no page asks for: interfaces, and engines for languages that no page is in."""
    languages = json.loads((folder / "pagefind-entry.json").read_bytes())["languages"].values()
    engines = {f"wasm.{each['wasm'] or 'unknown'}.pagefind" for each in languages}
    unused = [file for pattern in _UNUSED for file in folder.glob(pattern)]
    for file in [
        *unused,
        *(file for file in folder.glob("wasm.*.pagefind") if file.name not in engines),
    ]:
        file.unlink()


def _vocabulary(
    site: Path, pages: Sequence[SitePage], language: str
) -> Iterator[tuple[str, bytes]]:
    """The words of all pages of one language and length, the most frequent first; an empty file
    where there are none.
    """
    counts: dict[str, Counter[str]] = {language.lower(): Counter()}
    for site_page in pages:
        words = _WORD.findall(_text(site / site_page.address / "index.html").lower())
        counts.setdefault(_tag(site_page, language), Counter()).update(words)
    for tag, frequencies in sorted(counts.items()):
        ordered = sorted(frequencies, key=lambda word: (-frequencies[word], word))
        for length in _LENGTHS:
            yield (
                f"words/{tag}/{length}.txt",
                "".join(f"{word}\n" for word in ordered if len(word) == length).encode(),
            )


def _titles(pages: Sequence[SitePage], language: str) -> Iterator[tuple[str, bytes]]:
    """The fingerprints of all titles in one language. A page in another language learns from them
    that what somebody typed is a title there, and fetches nothing else of that language until then.
    """
    fingerprints: dict[str, set[str]] = {language.lower(): set()}
    for site_page in pages:
        fingerprints.setdefault(_tag(site_page, language), set()).add(fingerprint(site_page.title))
    for tag, digests in sorted(fingerprints.items()):
        yield f"titles/{tag}.txt", "".join(f"{digest}\n" for digest in sorted(digests)).encode()


def fingerprint(title: str) -> str:
    """Eight hexadecimal digits of ``title``, whatever its case, blanks and punctuation: FNV-1a of
    32 bits over its code points. search.js computes the same of what is typed.
    """
    value = 0x811C9DC5
    words = _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFC", title).lower()).strip()
    for character in words:
        value = (value ^ ord(character)) * 0x01000193 % 2**32
    return f"{value:08x}"


def _tag(site_page: SitePage, language: str) -> str:
    return (site_page.language or language).lower()


def _text(page: Path) -> str:
    """What search reads of a built page."""
    document: HtmlElement = lxml.html.document_fromstring(page.read_bytes())
    main = document.get_element_by_id("main")
    for part in main.iterfind(_IGNORED):
        part.drop_tree()
    return " ".join(main.itertext())
