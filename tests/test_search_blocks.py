"""The index of a language with many pages: made in blocks, read as one."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from rooftop.cache import Cache
from rooftop.site import pagefind
from rooftop.site.pagefind import ENTRY, format_entry
from rooftop.site.search_blocks import count_blocks, index_in_blocks
from rooftop.site.search_index import Index, index_whole
from rooftop.site.search_source import Source, text_of
from tests.project import REPOSITORY
from tests.web import serve

_SCRIPTS = REPOSITORY / "rooftop/theme/templates/assets/rooftop"
_KINDS = ("Case study", "Quote", "Review", "Talk")
_WORDS = """
    when the month ended we stayed late and counted what the night had left while somebody called
    about a lorry that stood at the gate with papers nobody could read so we wrote a list and
    crossed out half of it café cafés cafe naïve naive Zürich reconcile reconciled reconciliation
    supplies supply supplier contract contractor contact container control conference
""".split()  # noqa: SIM905


def make_sources(number: int) -> list[Source]:
    """So many pages, the same for the same number, in the order of their addresses."""
    dice = random.Random(number)
    common = sorted(_WORDS, key=lambda _: dice.random())
    weights = [1 / (place + 1) for place in range(len(common))]
    sources = []
    for page in range(number):
        words = [*dice.choices(common, weights, k=dice.randint(20, 200)), f"rare{page % 97}"]
        title = " ".join(dice.choices(_WORDS, k=4))
        pieces = [["h2", " ".join(words[:3])], ["p", " ".join(words)]]
        sources.append(
            Source(
                f"stories/{'zürich' if page % 9 == 0 else 'story'}-{page}/",
                "en",
                dice.choice(_KINDS),
                (title, ""),
                1,
                (("title", title), ("kind", "Story")),
                text_of(json.dumps(pieces).encode()),
            )
        )
    return sorted(sources, key=lambda source: source.address)


def changed(source: Source) -> Source:
    pieces = [*json.loads(source.text.read()), ["p", "We wrote a list of it anew."]]
    return replace(source, text=text_of(json.dumps(pieces).encode()))


def made_in_blocks(sources: list[Source], cache: Cache | None = None) -> Index:
    return index_in_blocks("en", sources, cache or Cache())


def test_the_number_of_blocks_grows_in_powers_of_two() -> None:
    assert [count_blocks(pages) for pages in (200, 256, 257, 1_000, 13_000, 99_999)] == [
        2, 2, 4, 8, 64, 64,
    ]  # fmt: skip


def test_an_edit_makes_one_block_again_and_an_added_page_another(tmp_path: Path) -> None:
    sources, made = make_sources(300), []
    for changes in (sources, sources, [changed(sources[7]), *sources[:7], *sources[8:]], sources):
        ordered = sorted(changes, key=lambda source: source.address)
        cache = Cache(tmp_path)
        made_in_blocks(ordered, cache)
        cache.write()
        made.append(cache.made)
    assert made == [9, 0, 2, 0]  # each block and its pieces, and Pagefind's scripts
    cache = Cache(tmp_path)
    added = replace(sources[0], address="stories/another/")
    made_in_blocks(sorted([*sources, added], key=lambda source: source.address), cache)
    assert cache.made == 2


def test_an_index_in_blocks_is_the_same_whether_made_at_once_or_edit_by_edit(
    tmp_path: Path,
) -> None:
    sources = make_sources(300)
    cache = Cache(tmp_path)
    made_in_blocks(sources, cache)
    cache.write()
    edited = [
        changed(source) if place % 50 == 0 else source for place, source in enumerate(sources)
    ]
    fewer = [source for place, source in enumerate(edited) if place % 70]
    again, clean = made_in_blocks(fewer, Cache(tmp_path)), made_in_blocks(fewer)
    assert again == clean


def test_names_do_not_depend_on_how_much_files_are_compressed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sources = make_sources(300)
    index = made_in_blocks(sources)
    monkeypatch.setattr(pagefind, "_EFFORT", 1)
    larger = made_in_blocks(sources)
    assert larger.entry == index.entry
    assert larger.files.keys() == index.files.keys()
    assert larger.files != index.files


def test_the_audit_can_read_an_index_in_blocks() -> None:
    files = made_in_blocks(make_sources(300)).files
    packed = {
        name: data for name, data in files.items() if name.startswith(("index/", "pagefind."))
    }
    said = b"".join(gzip.decompress(data) for name, data in packed.items() if name[-3:] != ".js")
    assert all(word in said for word in (b"reconcil", b"rare96", b"kind"))


_ANSWERS = """async (queries) => {
    const { ask, openIndex } = await import("/rooftop/search-index.js")
    openIndex("/", true)
    const answers = []
    for (const [query, kind] of queries) {
        const { results, total, kinds } = await ask("en", query, kind)
        const pages = results.map((each) => each.score.toFixed(4) + " " + each.words)
        const first = results.length ? await results[0].data() : {}
        answers.push([query, total, kinds, pages.sort(), results.map((each) => each.score),
            [first.plain_excerpt, first.meta?.title]])
    }
    return answers
}"""


def answers(browser: Browser, folder: Path, index: Index, queries: list[tuple[str, str]]) -> object:
    """What the scripts of the theme find in ``index``."""
    shutil.copytree(_SCRIPTS, folder / "rooftop")
    (folder / "index.html").write_text("<!doctype html><html lang=en><title>x</title>")
    for name, data in index.files.items():
        file = folder / "search" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (folder / "search" / ENTRY).write_bytes(format_entry(index.entry))
    with serve(folder) as address:
        page = browser.new_page()
        page.goto(address)
        try:
            return page.evaluate(_ANSWERS, [list(query) for query in queries])
        finally:
            page.close()


@pytest.mark.browser
def test_results_scores_and_counts_are_those_of_one_index(browser: Browser, tmp_path: Path) -> None:
    sources = make_sources(300)
    words = [word.lower() for word in _WORDS] + [f"rare{number}" for number in range(0, 97, 7)]
    queries = [(word, "") for word in [*words, "contract list", "the gate stood", "zurich", "qwz"]]
    queries += [(word, kind) for word in ("month", "reconcile", "café") for kind in _KINDS]
    whole = answers(browser, tmp_path / "whole", index_whole(sources, Cache()), queries)
    assert answers(browser, tmp_path / "blocks", made_in_blocks(sources), queries) == whole
