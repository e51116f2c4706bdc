"""The index of search, made by Pagefind (pagefind.app) from the built pages; and the words it
knows, for the mistyped.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cbor2
import lxml.html
import regex
from lxml.html import HtmlElement
from pagefind_bin import get_executable

from rooftop.site.pages import SitePage

FOLDER = "search"
#: What Pagefind writes before everything it compresses.
_MAGIC = b"pagefind_dcd"
#: Pagefind's own interface and its worker, which pages do without.
_UNUSED = ("pagefind-*.js", "pagefind-*.css")
_MOST_SECONDS = 900
#: How many letters the words have that a slip may be mended to; search.js asks for these lengths
#: and no others.
_LENGTHS = range(4, 25)
_WORD = regex.compile(rf"\p{{L}}[\p{{L}}\p{{M}}]{{{_LENGTHS[0] - 1},{_LENGTHS[-1] - 1}}}")
_IGNORED = ".//*[@data-pagefind-ignore]"


class SearchError(Exception):
    """The index could not be made; its text says why."""


def index_pages(site: Path, pages: Sequence[SitePage], language: str) -> None:
    """Write the index of those ``pages`` that search finds below ``site``. Raises `SearchError`."""
    found = [site_page for site_page in pages if site_page.found_as]
    if not found:
        return
    try:
        command = [get_executable(), "--site", str(site), "--output-subdir", FOLDER, "--quiet"]
        subprocess.run(command, capture_output=True, text=True, timeout=_MOST_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        raise SearchError(
            f"The search index could not be made: {' '.join(str(said).split())[:500]}"
        ) from error
    _tidy(site / FOLDER)
    _settle(site / FOLDER)
    for name, data in _vocabulary(site, found, language):
        file = site / FOLDER / "words" / name
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


def _settle(folder: Path) -> None:
    """Put the words of every filter in order: Pagefind writes them in another one each time, under
    another name.
    """
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    for tag, language in sorted(entry["languages"].items()):
        index = folder / f"pagefind.{language['hash']}.pf_meta"
        meta = _unpacked(index)
        for known in meta[3]:
            file = folder / "filter" / f"{known[1]}.pf_filter"
            name, values = _unpacked(file)
            file.unlink()
            known[1] = _packed(file.parent, "{}.pf_filter", tag, [name, sorted(values)])
        index.unlink()
        language["hash"] = _packed(folder, "pagefind.{}.pf_meta", tag, meta)
    entry["languages"] = dict(sorted(entry["languages"].items()))
    (folder / "pagefind-entry.json").write_text(
        json.dumps(entry, ensure_ascii=False), encoding="utf-8"
    )


def _unpacked(file: Path) -> Any:
    return cbor2.loads(gzip.decompress(file.read_bytes()).removeprefix(_MAGIC))


def _packed(folder: Path, name: str, tag: str, data: Any) -> str:
    """Write ``data`` under its own digest, which is given back, with the language that Pagefind
    puts before it.
    """
    raw = _MAGIC + cbor2.dumps(data)
    digest = f"{tag}_{hashlib.blake2b(raw, digest_size=5).hexdigest()}"
    (folder / name.format(digest)).write_bytes(gzip.compress(raw, mtime=0))
    return digest


def _vocabulary(
    site: Path, pages: Sequence[SitePage], language: str
) -> Iterator[tuple[str, bytes]]:
    """The words of all pages of one language and length, the most frequent first; an empty file
    where there are none.
    """
    counts: dict[str, Counter[str]] = {}
    for site_page in pages:
        words = _WORD.findall(_text(site / site_page.address / "index.html").lower())
        counts.setdefault((site_page.language or language).lower(), Counter()).update(words)
    for tongue, found in sorted(counts.items()):
        ordered = sorted(found, key=lambda word: (-found[word], word))
        for length in _LENGTHS:
            yield (
                f"{tongue}/{length}.txt",
                "".join(f"{word}\n" for word in ordered if len(word) == length).encode(),
            )


def _text(page: Path) -> str:
    """What search reads of a built page."""
    document: HtmlElement = lxml.html.document_fromstring(page.read_bytes())
    main = document.get_element_by_id("main")
    for part in main.iterfind(_IGNORED):
        part.drop_tree()
    return " ".join(main.itertext())
