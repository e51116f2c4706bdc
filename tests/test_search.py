"""Search, in a browser: what was meant by a query, results and their keys, words of languages without
spaces, titles in another language, and requests that fail.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import cbor2
import lxml.html
import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect

from rooftop.site import pagefind_program
from rooftop.site.pagefind import (
    MAGIC,
    PAGES,
    VERSION,
    SearchError,
    meta_path,
    read_entry,
    read_parts,
    sort_index,
)
from rooftop.site.pagefind_program import make_indexes
from rooftop.site.search_source import read_page
from rooftop.site.search_text import read_pieces
from rooftop.site.search_words import count_words, words_file
from tests.browsing import visit
from tests.project import REPOSITORY, Project, story
from tests.test_pages import find_barriers
from tests.web import serve

browser_test = pytest.mark.browser
_JAPANESE = "私たちは三日で帳簿を締めて、家に帰りました。請求書が一番の悩みでした。"
_CHINESE = "我们用三天时间结清了账目,然后回家了。发票是最大的麻烦。"
_TRADITIONAL = "我們用三天時間結清了帳目,然後回家了。發票是最大的麻煩。"
_THAI = "เราปิดบัญชีภายในสามวันแล้วกลับบ้าน ใบแจ้งหนี้คือปัญหาใหญ่ที่สุด"


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A community that speaks English, with stories in languages without spaces, and in German."""
    made = Project.small(tmp_path_factory.mktemp("languages") / "community")
    for slug, language, title, body in (
        ("chobo", "ja", "三日で締まる帳簿", _JAPANESE),
        ("zhangmu", "zh-Hans", "三天结清账目", _CHINESE),
        ("zhangmu-tw", "zh-TW", "三天結清帳目", _TRADITIONAL),
        ("banchi", "th", "ปิดบัญชีในสามวัน", _THAI),
        ("ledger-zuerst", "de", "Ledger: We moved the invoices – zuerst", "Alles andere kam später."),
        ("odysseas", "el", "Ο Οδυσσέας κλείνει", "Τρεις μέρες."),
    ):  # fmt: skip
        made.write(
            f"content/stories/{slug}.md", story(language=language, title=f"'{title}'", body=body)
        )
    made.build()
    return made


@pytest.fixture(scope="module")
def address(languages: Project) -> Iterator[str]:
    with serve(languages.site) as address:
        yield address


def search(page: Page, words: str) -> None:
    """Open search, if it is not open yet, and type ``words``."""
    if not page.get_by_role("combobox").is_visible():
        page.keyboard.press("/")
    page.get_by_role("combobox").fill(words)


def assert_first(page: Page, words: str, title: str) -> None:
    """Look ``words`` up after whatever was looked up before: ``title`` comes first."""
    search(page, "")
    expect(page.locator("[role=option]")).to_have_count(0)
    search(page, words)
    expect(page.locator("[role=option] b").first).to_have_text(title)


@browser_test
@pytest.mark.parametrize("place", ["", "stories/banchi/"])
def test_words_written_without_spaces_are_found(browser: Browser, address: str, place: str) -> None:
    with visit(browser, address, place) as (page, wrong):
        for words, title in (
            ("帳簿", "三日で締まる帳簿"),
            ("請求書", "三日で締まる帳簿"),
            ("帳簿を締めて", "三日で締まる帳簿"),
            ("账目", "三天结清账目"),
            ("发票", "三天结清账目"),
            ("结清了账目", "三天结清账目"),
            ("發票", "三天結清帳目"),
            ("ปัญหา", "ปิดบัญชีในสามวัน"),
            ("ใบแจ้งหนี้", "ปิดบัญชีในสามวัน"),
        ):
            assert_first(page, words, title)
        assert wrong == []


@browser_test
@pytest.mark.parametrize("place", ["", "stories/zhangmu/"])
def test_an_exact_title_in_another_language_comes_first(
    browser: Browser, address: str, place: str
) -> None:
    with visit(browser, address, place) as (page, wrong):
        for typed, title in (
            # every one of its words but the last stands in an English story too
            ("Ledger: We moved the invoices – zuerst", "Ledger: We moved the invoices – zuerst"),
            ("ledger we moved the invoices zuerst", "Ledger: We moved the invoices – zuerst"),
            ("Ο ΟΔΥΣΣΈΑΣ ΚΛΕΊΝΕΙ", "Ο Οδυσσέας κλείνει"),
            ("Ο Οδυσσε\u0301ας κλει\u0301νει", "Ο Οδυσσέας κλείνει"),
            ("三天结清账目", "三天结清账目"),
            ("三日で締まる帳簿", "三日で締まる帳簿"),
            ("The month-end", "The month-end"),
        ):
            assert_first(page, typed, title)
        assert wrong == []


@browser_test
def test_every_title_of_the_demo_is_found_from_every_language(
    browser: Browser, demo: Project
) -> None:
    pages = sorted(demo.site.glob("stories/*/index.html"))
    titles = [
        lxml.html.fromstring(page.read_bytes()).findtext(".//h1") or ""
        for page in pages
        if b"noindex" not in page.read_bytes()
    ]
    assert len(titles) > 30
    with serve(demo.site) as address:
        for place in ("", "stories/brunnen-sieben/"):
            with visit(browser, address, place) as (page, wrong):
                for title in titles:
                    search(page, title)
                    expect(page.locator("[role=option] b").first).to_have_text(title)
                assert wrong == []


CASES = yaml.safe_load((Path(__file__).parent / "cases" / "search.yml").read_text())


@browser_test
def test_what_was_meant_comes_first(browser: Browser, demo: Project) -> None:
    with serve(demo.site) as address:
        wrong = [
            f"{case['query']}: {answer}"
            for place, cases in itertools.groupby(CASES, lambda case: case.get("from", ""))
            for case, answer in _answers(browser, address, place, list(cases))
            if answer != (case["first"], case.get("instead", answer[1]))
        ]
    assert wrong == []


def _answers(
    browser: Browser, address: str, place: str, cases: list[dict[str, str]]
) -> Iterator[tuple[dict[str, str], tuple[str, str]]]:
    """For each of ``cases``, typed on the page at ``place``: the page that comes first, and what
    search says it looked for instead.
    """
    with visit(browser, address, place) as (page, _):
        for case in cases:
            search(page, "")
            expect(page.locator("[role=option]")).to_have_count(0)
            search(page, case["query"])
            page.locator("[role=option]").first.or_(page.get_by_text("No results for")).wait_for()
            yield (
                case,
                tuple(
                    page.evaluate(
                        """root => [
                            document.querySelector("[role=option]")?.dataset.address
                                .replace(root, "") ?? "",
                            document.querySelector(".rt-search [role=status] em")?.textContent ?? ""
                        ]""",
                        address,
                    )
                ),
            )


@browser_test
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_search_is_accessible_with_results_open(
    browser: Browser, demo: Project, width: int, scheme: str
) -> None:
    with (
        serve(demo.site) as address,
        visit(browser, address, "", width, scheme) as (page, wrong),
    ):
        for words, is_found in (
            ("", False),
            ("ledger", True),
            ("forcast", True),
            ("qwzxpt", False),
        ):
            search(page, words)
            expect(page.locator("[role=option]").first).to_be_visible(visible=is_found)
            assert find_barriers(page, {}) == [], words
        assert wrong == []


@browser_test
def test_a_corrected_word_is_said_and_what_was_typed_can_be_searched(
    browser: Browser, demo: Project
) -> None:
    with serve(demo.site) as address, visit(browser, address, "") as (page, wrong):
        search(page, "forcast")
        status = page.locator(".rt-search [role=status]")
        expect(status).to_have_text(re.compile(r"Showing results for forecast · \d+ results"))
        page.get_by_role("button", name="Search instead for “forcast”").click()
        expect(status).not_to_contain_text("forecast")
        expect(page.get_by_role("combobox")).to_be_focused()
        search(page, "ledgr")
        expect(status).to_contain_text("Showing results for ledger")
        assert wrong == []


@browser_test
def test_options_are_chosen_by_keys_and_opened(browser: Browser, demo: Project) -> None:
    with serve(demo.site) as address, visit(browser, address, "") as (page, wrong):
        search(page, "ledger")
        field, options = page.get_by_role("combobox"), page.locator("[role=option]")
        expect(options.first).to_have_attribute("aria-selected", "true")
        assert page.locator("[role=option] :is(a, button, input)").count() == 0
        field.press("ArrowDown")
        expect(field).to_have_attribute("aria-activedescendant", "rt-found-1")
        field.press("ArrowUp")
        expect(options.first).to_have_attribute("aria-selected", "true")
        field.press("Escape")
        expect(field).to_have_value("")
        expect(field).to_have_attribute("aria-expanded", "false")
        search(page, "ledger")
        expect(options.first).to_be_visible()
        field.press("Enter")
        page.wait_for_url(address + "products/ledger/")
        search(page, "ana ribeiro")
        options.filter(has_text="Ana Ribeiro").first.click()
        page.wait_for_url(address + "advocates/ana-ribeiro/")
        search(page, "ana ribeiro")
        expect(options.first).to_be_visible()
        field.press("Escape")
        field.press("Escape")
        expect(page.locator(".rt-search")).to_be_hidden()
        assert wrong == []


@browser_test
def test_a_result_shows_its_kind_and_its_face(browser: Browser, demo: Project) -> None:
    with serve(demo.site) as address, visit(browser, address, "") as (page, wrong):
        for words, kind, face in (
            ("Ana Ribeiro", "People", "img[src$='pictures/ana-ribeiro.webp/face-96.webp']"),
            ("My first close, with a stopwatch", "Review", "img[src*='priya-raman']"),
            ("Ewa Lis", "People", "span.rt-face"),
            ("Ledger", "Product", ".rt-search__sign"),
            ("Month-end close", "Topic", ".rt-search__sign"),
        ):
            search(page, words)
            first = page.locator("[role=option]").first
            expect(first.locator("b")).to_have_text(words)
            expect(first.locator(".rt-search__kind")).to_have_text(kind)
            expect(first.locator(face)).to_have_count(1)
        assert wrong == []


@browser_test
def test_another_language_is_offered_only_where_it_has_results(
    browser: Browser, demo: Project
) -> None:
    with serve(demo.site) as address, visit(browser, address, "") as (page, _):
        offer = page.get_by_role("button", name="Also in German")
        search(page, "zahl")
        expect(offer).to_be_visible()
        for words in ("priya", "forcast"):
            search(page, words)
            expect(page.locator("[role=option]").first).to_be_visible()
            page.wait_for_timeout(600)
            expect(offer).to_have_count(0)
        search(page, "zahl")
        offer.click()
        expect(page.locator("[role=option] b").first).to_contain_text("Zahl")
        expect(page.get_by_role("button", name="Also in English")).to_be_visible()


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("<p>One<em>self</em> and others</p>", ["Oneself and others"]),
        ("<ul><li>Ledger</li><li>Tide</li></ul>", ["Ledger", "Tide"]),
        ("<p><a>Ledger</a><a>Tide</a></p>", ["Ledger Tide"]),
        ("<b class='rt-who__name'>Ana</b> Controller", ["Ana", "Controller"]),
        ("<span>Owners’ club<br>Porto</span>", ["Owners’ club", "Porto"]),
        ("<p>Seen<span hidden>not</span></p><nav>Next</nav>", ["Seen"]),
        ("<section><h2>Stories</h2><ul><li class='rt-card'>x</li></ul></section>Text", ["Text"]),
    ],
)
def test_words_of_neighbouring_elements_are_kept_apart(written: str, pieces: list[str]) -> None:
    page = f"<html><body><main id='main'>{written}</main></body></html>".encode()
    assert [piece.text for piece in read_pieces(page)] == pieces


@pytest.mark.parametrize(
    ("body", "pieces"),
    [
        ("<div>All</div>", []),
        ("<!-- </main> <main> -->", []),
        ("<main>One</main><p>Aside</p><main>Two</main>", [["p", "One"], ["p", "Two"]]),
        ("<main>One <main>Two</main></main>", [["p", "One"], ["p", "Two"]]),
    ],
)
def test_a_template_may_have_any_number_of_main_elements(
    body: str, pieces: list[list[str]]
) -> None:
    assert json.loads(read_page(f"<html><body>{body}</body></html>".encode())) == pieces


def test_words_are_written_most_frequent_first() -> None:
    texts = [("Tide and ledger, Ledger and 3 tides", 1), ("帳簿 x medéiros", 1)]
    assert words_file(count_words(texts)).decode().split() == [
        "and",
        "ledger",
        "medéiros",
        "tide",
        "tides",
    ]


_REQUESTS = [
    "**/search.js*",
    "**/search-find.js*",
    "**/search-index.js*",
    "**/search-words.js*",
    "**/search/pagefind.js*",
    "**/pagefind-entry.json*",
    "**/*.pf_meta",
    "**/wasm.*",
    "**/*.pf_index",
    "**/*.pf_fragment",
    "**/*.pf_filter",
    "**/words/**",
    "**/titles/**",
]


class _Outage:
    """Answers requests with a failure, as long as there are ``failures`` left."""

    def __init__(self, how: str, failures: int) -> None:
        self.how, self.failures = how, failures

    def __call__(self, route: Route) -> None:
        if self.failures <= 0:
            route.fallback()
            return
        self.failures -= 1
        if self.how == "abort":
            route.abort()
        else:
            route.fulfill(status=int(self.how), body="<h1>Service unavailable</h1>")


@browser_test
@pytest.mark.parametrize("how", ["abort", "503", "404"])
@pytest.mark.parametrize(
    "patterns",
    [_REQUESTS, *(pytest.param([each], marks=pytest.mark.slow, id=each) for each in _REQUESTS)],
)
def test_search_recovers_from_one_failed_request_of_each_kind(
    browser: Browser, address: str, patterns: list[str], how: str
) -> None:
    with visit(browser, address, "") as (page, _):
        outages = {pattern: _Outage(how, 1) for pattern in patterns}
        for pattern, outage in outages.items():
            page.route(pattern, outage)
        search(page, "invoises")  # looks the nearest word up too
        expect(page.locator("[role=option] b").first).to_have_text("The month-end")
        assert [pattern for pattern, outage in outages.items() if outage.failures] == []


@browser_test
@pytest.mark.parametrize("pattern", _REQUESTS[4:])
def test_an_outage_is_told_and_the_next_query_works(
    browser: Browser, address: str, pattern: str
) -> None:
    with visit(browser, address, "") as (page, _):
        outage = _Outage("abort", 1_000)
        page.route(pattern, outage)
        search(page, "invoises")
        expect(page.locator("[role=status]").last).to_contain_text("The search could not be loaded")
        outage.failures = 0
        search(page, "invoices")
        expect(page.locator("[role=option] b").first).to_have_text("The month-end")


@browser_test
def test_search_opens_at_the_second_press_when_its_script_did_not_come(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, "") as (page, _):
        outage = _Outage("abort", 2)
        page.route("**/search.js*", outage)
        page.keyboard.press("/")
        page.wait_for_timeout(300)
        assert outage.failures == 0
        search(page, "invoices")
        expect(page.locator("[role=option] b").first).to_have_text("The month-end")


def test_the_version_that_is_pinned_is_the_one_whose_format_is_known() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    assert f"pagefind-bin-extended=={VERSION}" in project["dependencies"]


def index(parts: object, values: object, version: str = VERSION) -> dict[str, bytes]:
    """An index as Pagefind makes it, of ``parts`` and one filter of ``values``."""
    entry = {"version": version, "languages": {"en": {"hash": "en_1", "wasm": "en"}}}
    packed = {"pagefind.en_1.pf_meta": parts, "filter/en_2.pf_filter": values}
    files = {
        path: gzip.compress(b"pagefind_dcd" + cbor2.dumps(data)) for path, data in packed.items()
    }
    return {"pagefind-entry.json": json.dumps(entry).encode(), **files}


PARTS = [VERSION, [], [], [["kind", "en_2"]], [], ["title"]]


def test_the_order_of_an_index_depends_on_its_contents() -> None:
    values = [["Talk", [1]], ["Quote", [0, 2]]]
    one = sort_index(index(PARTS, ["kind", values]))
    assert one == sort_index(index(PARTS, ["kind", values[::-1]]))
    assert len(one) == 3


@pytest.mark.parametrize(
    ("parts", "values", "version"),
    [
        (PARTS, ["kind", []], "1.6.0"),
        (["1.6.0", *PARTS[1:]], ["kind", []], VERSION),
        (PARTS[:-1], ["kind", []], VERSION),
        ([*PARTS[:3], {"kind": "en_2"}, *PARTS[4:]], ["kind", []], VERSION),
        ([*PARTS[:3], [["kind", "en_2", 3]], *PARTS[4:]], ["kind", []], VERSION),
        (PARTS, {"kind": []}, VERSION),
        (PARTS, ["kind", [["Talk"]]], VERSION),
        (PARTS, ["kind", [[[1], "Talk"]]], VERSION),
    ],
)
def test_an_index_of_another_format_is_refused(parts: object, values: object, version: str) -> None:
    with pytest.raises(SearchError, match=f"pagefind-bin-extended=={VERSION}"):
        sort_index(index(parts, values, version))


def test_each_index_has_its_own_pages_in_the_order_given() -> None:
    html = "<html lang='en'><body><p>{}</p></body></html>"
    wanted = [["stories/b/", "stories/a/", "über/"], ["about/"]]
    made = make_indexes([(page, html.format(page)) for page in pages] for pages in wanted)
    for files, pages in zip(made, wanted, strict=True):
        (language,) = read_entry(files)["languages"].values()
        names = [name for name, _ in read_parts(files[meta_path(language)])[PAGES]]
        found = [gzip.decompress(files[f"fragment/{name}.pf_fragment"]) for name in names]
        urls = [json.loads(text.removeprefix(MAGIC))["url"] for text in found]
        assert urls == [f"/{page}" for page in pages]
        assert not [path for path in files if "ui" in path]


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("#!/bin/sh\nhead -c 1 >/dev/null\necho no such library >&2\n", "no such library"),
        ("#!/bin/sh\nhead -c 1 >/dev/null\n", "ended before it answered"),
        ("#!/bin/sh\nprintf e30=,\nhead -c 9999 >/dev/null\n", "not structured as Pagefind"),
        (None, "No such file"),
    ],
)
def test_a_program_that_does_not_answer_is_an_error(
    program: str | None, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pagefind"
    if program:
        file.write_text(program)
        file.chmod(0o755)
    monkeypatch.setattr(pagefind_program, "get_executable", lambda: str(file))
    with pytest.raises(SearchError, match=reason):
        next(make_indexes([[("a/", "<p>a")]]))
