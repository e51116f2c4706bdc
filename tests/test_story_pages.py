"""Pages of stories in a real browser and on paper: short ones as one statement, long ones with pull
quotes, captions, wide pictures and headings in the margin.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browsing import visit
from tests.project import Project
from tests.web import serve

pytestmark = pytest.mark.browser

SHORT = (
    "boring-fridays", "counting-cloth", "first-close", "job-has-to-have-run", "brunnen-sieben",
    "owl-shift", "post-about-the-dry-run", "they-told-me-no",
)  # fmt: skip
LONG = "month-end-in-three-days"
#: Tops and bottoms of everything that is seen in ``main``: lines of text, pictures, controls.
_SEEN = """() => {
  const main = document.querySelector("main"), box = main.getBoundingClientRect();
  const bands = [[box.top, box.top], [box.bottom, box.bottom]];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();) {
    if (!node.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) bands.push([rect.top, rect.bottom]);
  }
  for (const each of main.querySelectorAll("img, svg, video, audio, .rt-film")) {
    const rect = each.getBoundingClientRect();
    if (rect.height) bands.push([rect.top, rect.bottom]);
  }
  return bands;
}"""
#: How many characters each line of a paragraph has, but for the last one.
_LINES = """() => [...document.querySelectorAll(".rt-prose > p")].flatMap(paragraph => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), lines = [];
  let top = -Infinity;
  for (let node; node = walker.nextNode();) for (const word of node.data.matchAll(/\\S+\\s*/g)) {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].trimEnd().length);
    const rect = range.getClientRects()[0];
    if (rect.top > top + 12) { lines.push(0); top = rect.top; }
    lines[lines.length - 1] += word[0].length;
  }
  return lines.slice(0, -1);
})"""


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with serve(demo.site) as address:
        yield address


def largest_gap(bands: list[list[float]]) -> float:
    """The height of the largest blank between ``bands``, each a top and a bottom."""
    bottom = gap = 0.0
    for top, end in sorted(bands):
        gap, bottom = max(gap, top - bottom if bottom else 0), max(bottom, end)
    return gap


def box_of(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box
    return dict(box)


@pytest.mark.parametrize("slug", [*SHORT, LONG, "dispatchers-liked-mondays"])
def test_no_part_of_a_story_is_blank(browser: Browser, address: str, slug: str) -> None:
    with visit(browser, address, f"stories/{slug}/", 390) as (page, wrong):
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert largest_gap(page.evaluate(_SEEN)) < 200, width
        assert wrong == []


@pytest.mark.parametrize("slug", SHORT)
def test_a_short_story_is_one_statement_said_once(
    browser: Browser, address: str, slug: str
) -> None:
    with visit(browser, address, f"stories/{slug}/") as (page, _):
        said = page.locator(".rt-statement q").inner_text()
        article = page.locator("article").inner_text()
        assert article.count(said) == 1
        statement, person, disclosure, consent, row = (
            box_of(page, selector)
            for selector in (
                ".rt-statement q", ".rt-statement .rt-face", ".rt-disclosure", ".rt-consent",
                ".rt-story__row",
            )
        )  # fmt: skip
        assert person["width"] >= 170
        assert person["y"] < disclosure["y"] < 900 > statement["y"]
        assert disclosure["y"] < consent["y"] < row["y"]
        size = "e => parseFloat(getComputedStyle(e).fontSize)"
        assert page.locator(".rt-statement blockquote").evaluate(size) >= 34
        if page.locator("h1:not(.rt-unseen)").count():
            assert page.locator("h1").evaluate(size) < 30


def test_a_title_that_the_statement_says_is_not_shown_twice(browser: Browser, address: str) -> None:
    with visit(browser, address, "stories/they-told-me-no/") as (page, _):
        assert box_of(page, "h1")["height"] <= 1
    with visit(browser, address, "stories/counting-cloth/") as (page, _):
        assert box_of(page, "h1")["height"] > 20


def test_the_text_of_a_long_story_has_the_measure_of_a_magazine(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, f"stories/{LONG}/") as (page, _):
        lines = sorted(page.evaluate(_LINES))
        assert 65 <= lines[len(lines) // 2] <= 72
        column, wrap = box_of(page, ".rt-prose > p"), box_of(page, "article")
        assert 0.62 < column["width"] / wrap["width"] < 0.7


def test_headings_stand_in_the_margin_of_wide_screens(browser: Browser, address: str) -> None:
    with visit(browser, address, f"stories/{LONG}/") as (page, _):
        headings = page.locator(".rt-prose > h2").all()
        assert len(headings) > 3
        boxes = [heading.bounding_box() or {} for heading in headings]
        column = box_of(page, ".rt-prose > p")
        assert all(box["x"] + box["width"] < column["x"] for box in boxes)
        assert all(one["y"] + one["height"] < two["y"] for one, two in pairwise(boxes))
        first = page.locator(".rt-prose > h2 + p").all()
        tops = [box["y"] for each in first if (box := each.bounding_box())]
        assert all(abs(box["y"] - top) < 8 for box, top in zip(boxes, tops, strict=True))
        page.set_viewport_size({"width": 1000, "height": 900})
        heading, column = box_of(page, ".rt-prose > h2"), box_of(page, ".rt-prose > p")
        assert heading["x"] == column["x"]
        assert heading["y"] + heading["height"] <= column["y"]


def test_pictures_have_captions_and_the_width_they_are_given(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, f"stories/{LONG}/") as (page, _):
        figures = page.locator(".rt-prose figure:has(img):has(figcaption)")
        assert figures.count() == 2
        for width in (320, 768, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            wide, wrap = box_of(page, "figure.wide"), box_of(page, "article")
            assert (wide["x"], wide["width"]) == pytest.approx((wrap["x"], wrap["width"]), abs=1)
            page.evaluate("document.querySelector('figure.wide').className = 'full'")
            full = box_of(page, "figure.full img")
            assert (full["x"], full["width"]) == pytest.approx((0, width), abs=1)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.evaluate("document.querySelector('figure.full').className = 'wide'")


def test_a_pull_quote_follows_the_paragraph_it_is_from_and_is_read_once(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, f"stories/{LONG}/") as (page, _):
        quotes = page.locator(".rt-prose aside.pull-quote")
        assert quotes.count() == 2
        for quote in quotes.all():
            words = quote.inner_text()
            before = quote.evaluate("quote => quote.previousElementSibling.innerText")
            assert words in " ".join(before.split())
            assert quote.get_attribute("aria-hidden") == "true"
            assert quote.get_attribute("data-pagefind-ignore") == "all"
            assert page.locator("main").aria_snapshot().count(words) == 1


def test_pull_quotes_are_in_no_feed_and_no_data(demo: Project) -> None:
    pages = {"index.html"}
    found = {
        name for name, data in demo.contents().items() if b"pull-quote" in data
        if not name.endswith(".css")
    }  # fmt: skip
    assert {name.rpartition("/")[2] for name in found} == pages


class TestPrint:
    @pytest.mark.parametrize(
        ("slug", "day", "pictures"),
        [
            (LONG, "4 May 2026", 3),
            ("compass-to-chartroom", "25 March 2025", 3),
            ("nobody-cleaned-up", "12 February 2026", 3),
            ("counting-cloth", "20 October 2026", 1),
            ("two-ledgers-one-harbour", "", 2),
            ("let-us-fail-early", "20 January 2026", 1),
        ],
    )
    def test_a_story_has_its_source_its_portraits_and_no_orphan_page(
        self, browser: Browser, address: str, slug: str, day: str, pictures: int
    ) -> None:
        with visit(browser, address, f"stories/{slug}/") as (page, _):
            margin = dict.fromkeys(("top", "bottom", "left", "right"), "15mm")
            pages = PdfReader(io.BytesIO(page.pdf(format="A4", margin=margin))).pages
        texts = [" ".join(each.extract_text().split()) for each in pages]
        assert "Harbourlight Voices" in texts[0]
        assert f"/stories/{slug}/" in texts[0]
        assert day in texts[0]
        assert sum(len(each.images) for each in pages) == pictures
        assert len(texts) == 1 or len(texts[-1]) > 400
        assert all(len(text) > 300 for text in texts)

    def test_paper_is_white_whatever_the_screen_was(self, browser: Browser, address: str) -> None:
        with visit(browser, address, "stories/flour-and-patience/", scheme="dark") as (page, _):
            page.evaluate("document.documentElement.dataset.scheme = 'dark'")
            page.emulate_media(media="print")
            assert page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 26, 22)"
            drawn = page.locator(".rt-by span.rt-face")
            assert drawn.is_visible()
            adjust = "face => getComputedStyle(face).printColorAdjust"
            assert drawn.evaluate(adjust) == "exact"

    def test_every_page_names_its_site_and_address(self, browser: Browser, address: str) -> None:
        with visit(browser, address, "advocates/") as (page, _):
            assert not page.locator(".rt-print").is_visible()
            page.emulate_media(media="print")
            assert page.locator(".rt-brand").is_visible()
            assert "/advocates/" in page.locator(".rt-print").inner_text()
            assert not page.locator(".rt-nav").is_visible()
