"""The index of search, made by Pagefind (pagefind.app) from the built pages; and the words it knows, for the mistyped."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import lxml.html
import regex
from pagefind_bin import get_executable

from rooftop.site.sheets import Sheet

FOLDER = "search"
#: Pagefind's own interface, which pages do without.
_UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "pagefind-entry-modular*")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]{3,23}")
_IGNORED = ".//*[@data-pagefind-ignore]"


class SearchError(Exception):
    """The index could not be made; its text says why."""


def index_pages(site: Path, sheets: Sequence[Sheet], language: str) -> None:
    """Write the index of those ``sheets`` that search finds below ``site``. Raises `SearchError`."""
    found = [sheet for sheet in sheets if sheet.found_as]
    if not found:
        return
    command = [get_executable(), "--site", str(site), "--output-subdir", FOLDER, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise SearchError(f"The search index could not be made: {' '.join((done.stderr or done.stdout).split())[:500]}")
    for pattern in _UNUSED:
        for file in (site / FOLDER).glob(pattern):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
    for name, data in _vocabulary(site, found, language):
        file = site / FOLDER / "words" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _vocabulary(site: Path, sheets: Sequence[Sheet], language: str) -> Iterator[tuple[str, bytes]]:
    """The words of all pages of one language and length, the most frequent first."""
    counts: dict[tuple[str, int], Counter[str]] = {}
    for sheet in sheets:
        tongue = (sheet.language or language).partition("-")[0].lower()
        for word in _WORD.findall(_text(site / sheet.address / "index.html").lower()):
            counts.setdefault((tongue, len(word)), Counter())[word] += 1
    for (tongue, length), words in sorted(counts.items()):
        ordered = sorted(words, key=lambda word: (-words[word], word))
        yield f"{tongue}/{length}.txt", ("\n".join(ordered) + "\n").encode()


def _text(page: Path) -> str:
    """What search reads of a built page."""
    main = lxml.html.fromstring(page.read_bytes()).get_element_by_id("main")
    for part in main.iterfind(_IGNORED):
        part.drop_tree()
    return " ".join(main.itertext())
