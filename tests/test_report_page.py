"""The report as a page, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import html5lib
import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browsing import visit
from tests.programmes import generate

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: The colours of each bar, and of what is behind it.
COLOURS = """() => [...document.querySelectorAll('svg .rect')].map(bar => {
    const page = getComputedStyle(document.body).backgroundColor;
    return [getComputedStyle(bar).fill, page];
})"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = generate(tmp_path_factory.mktemp("page") / "community", 60).project
    done = project.run("rooftop", "report", "--html")
    assert done.returncode == 0, done.stderr
    return project.root / "programme/report.html"


@pytest.fixture(scope="module")
def address(page_file: Path) -> str:
    return page_file.as_uri()


def luminance(colour: str) -> float:
    """Relative luminance of ``rgb(…)`` (WCAG 2.2)."""
    parts = [int(each) / 255 for each in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def barriers(page: Page) -> list[str]:
    page.evaluate(Axe().axe_script)
    options = {**RULES, "resultTypes": ["violations"]}
    found = page.evaluate("o => axe.run(document, o).then(found => found.violations)", options)
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_used_by_everyone_and_asks_for_nothing(
    browser: Browser, address: str, scheme: str
) -> None:
    with visit(browser, address, "", 1200, scheme, bypass_csp=True) as (page, wrong):
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.reload()
        assert requests == [address]
        assert barriers(page) == []
        bars = page.evaluate(COLOURS)
        assert len(bars) > 10
        for fill, behind in bars:
            assert contrast(fill, behind) >= 3, (fill, behind)  # WCAG 2.2, 1.4.11
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert wrong == []


@pytest.mark.browser
def test_a_print_is_light_and_holds_every_part(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with visit(browser, address, "", 1200, "dark", alone=True) as (page, _):
        page.emulate_media(media="print", color_scheme="dark")
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        for fill, behind in page.evaluate(COLOURS):
            assert contrast(fill, behind) >= 3
        page.pdf(path=tmp_path / "report.pdf", print_background=True)
    text = "\n".join(each.extract_text() for each in PdfReader(tmp_path / "report.pdf").pages)
    for title in ("Coverage", "People", "Consent", "Promises and turnarounds", "Health"):
        assert title in text


def charts(page_file: Path) -> Iterator[lxml.html.HtmlElement]:
    yield from lxml.html.parse(page_file).iter("svg")


def test_every_chart_says_in_words_what_it_shows(page_file: Path) -> None:
    names = set()
    for chart in charts(page_file):
        title, description = (chart.find(tag) for tag in ("title", "desc"))
        assert chart.get("role") == "img"
        assert chart.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert title.text
        assert description.text.endswith(".")
        names.add(title.text)
    assert {"Stories by goal", "People on the ladder", "Asks in three months", "Promises",
            "Critical stories by year", "Posts by month"} <= names  # fmt: skip


def test_charts_show_the_numbers_of_the_tables(page_file: Path) -> None:
    document = lxml.html.parse(page_file).getroot()
    [ladder] = [
        each for each in charts(page_file) if each.find("title").text == "People on the ladder"
    ]
    rows = document.xpath("//caption[.='Ladder']/../tbody/tr")
    cells = [[cell.text_content() for cell in row] for row in rows]
    assert ladder.find("desc").text == "; ".join(f"{c[0]}: {c[1]} people" for c in cells) + "."


def test_the_page_is_valid_html_without_script_or_address(page_file: Path) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page_file.read_bytes())
    assert [code for _, code, _ in parser.errors] == []
    document = lxml.html.parse(page_file).getroot()
    assert document.xpath("//script | //link | //img | //iframe | //@onclick | //@style") == []
    targets = {str(each) for each in document.xpath("//@href | //@src")}
    assert all(each.startswith("#") for each in targets)
    assert "pygal" not in page_file.read_text().replace("pygal-chart", "")
