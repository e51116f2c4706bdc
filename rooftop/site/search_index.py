"""An index as files below ``search/``, and one that Pagefind makes of some pages in one run."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cbor2

from rooftop.cache import Cache
from rooftop.site.pagefind import ENTRY, run_pagefind, sort_index
from rooftop.site.search_source import Source

#: Pagefind's own interface and its worker, which pages do without.
_UNUSED = ("pagefind-*.js", "pagefind-*.css")


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


@contextmanager
def run(sources: Sequence[Source]) -> Iterator[Path]:
    """The folder of what Pagefind makes of ``sources``, as long as it is needed."""
    with tempfile.TemporaryDirectory() as pages, tempfile.TemporaryDirectory() as target:
        for source in sources:
            file = Path(pages) / source.address / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(source.document(), encoding="utf-8")
        run_pagefind(Path(pages), Path(target))
        yield Path(target)


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
    words: dict[str, Counter[str]] = {}
    for source in sources:
        words.setdefault(source.tag, Counter()).update(source.words())
    with run(sources) as folder:
        _tidy(folder)
        sort_index(folder)
        files = {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }
    return cbor2.dumps([files, {tag: dict(counts) for tag, counts in words.items()}])


def _tidy(folder: Path) -> None:
    """Remove what no page asks for: interfaces, and engines for languages that no page is in."""
    languages = json.loads((folder / ENTRY).read_bytes())["languages"].values()
    engines = {f"wasm.{each['wasm'] or 'unknown'}.pagefind" for each in languages}
    unused = [file for pattern in _UNUSED for file in folder.glob(pattern)]
    for file in [
        *unused,
        *(file for file in folder.glob("wasm.*.pagefind") if file.name not in engines),
    ]:
        file.unlink()


def engine(tag: str, cache: Cache) -> Index:
    """Pagefind's scripts for the language ``tag``, without any pages."""
    page = Source("a/", tag, "a", ("a", ""), 1, (("title", "a"),), b'[["p","a"]]')
    index = index_whole([page], cache)
    scripts = {name: data for name, data in index.files.items() if "/" not in name}
    return Index(
        {name: data for name, data in scripts.items() if not name.endswith(".pf_meta")},
        index.entry,
    )
