"""The pages in a real browser, at the width of a phone and of a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.project import Project
from tests.web import serve

pytestmark = pytest.mark.browser

KINDS = (
    "",
    "stories/",
    "stories/month-end-in-three-days/",
    "stories/dispatchers-liked-mondays/",
    "stories/zahl-der-ich-glaube/",
    "stories/let-us-fail-early/",
    "stories/let-us-fail-early/share/",
    "stories/ferry-forecast/",
    "advocates/",
    "advocates/ana-ribeiro/",
    "products/",
    "products/ledger/",
    "products/lantern/",
    "topics/",
    "topics/month-end/",
    "industries/",
    "stages/decision/",
    "roles/finance/",
    "events/",
    "events/alarms-that-matter/",
    "feeds/",
    "thanks/",
    "embed/let-us-fail-early/",
    "embed/wall/",
    "about/",
    "contribute/",
    "404.html",
)


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with serve(demo.site) as address:
        yield address


def visit(browser: Browser, address: str, width: int, scheme: str, path: str) -> tuple[Page, list[str]]:
    """The page, and everything that went wrong while it loaded."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda request: wrong.append(request.url) if not request.url.startswith((address, "data:", "blob:")) else None,
    )
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    return page, wrong


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_a_page_loads_fits_and_asks_nobody_else(
    browser: Browser, address: str, width: int, scheme: str, path: str
) -> None:
    page, wrong = visit(browser, address, width, scheme, path)
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.locator("article img:not([alt])").count() == 0
    broken = "[...document.images].filter(i => i.loading !== 'lazy' && i.complete && !i.naturalWidth).map(i => i.src)"
    assert page.evaluate(broken) == []
    folder = Path(__file__).resolve().parent.parent / "screenshots"
    folder.mkdir(exist_ok=True)
    name = path.strip("/").replace("/", "-") or "home"
    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_header_and_links_wear_the_colours_of_the_page(browser: Browser, address: str, scheme: str) -> None:
    page, _ = visit(browser, address, 1440, scheme, "stories/zahl-der-ich-glaube/")
    colour = "e => getComputedStyle(e)"
    header = page.locator(".md-header").evaluate(f"{colour}.backgroundColor")
    assert header == page.locator("body").evaluate(f"{colour}.backgroundColor")
    accent = page.locator(".rt-kicker").first.evaluate(f"{colour}.color")
    assert page.locator("a.product").first.evaluate(f"{colour}.color") == accent
    page.context.close()


def test_a_reader_finds_a_story_and_its_people_by_hand(browser: Browser, address: str) -> None:
    page, wrong = visit(browser, address, 1440, "light", "")
    page.get_by_role("link", name="I lead finance").click()
    page.get_by_role("link", name="Our auditors asked who had cleaned up").first.click()
    page.wait_for_selector("h1:has-text('Our auditors asked')")
    page.get_by_text("Shared with consent").click()
    assert page.get_by_text("Tomás Medeiros approved these words on 11 February 2026").is_visible()
    page.get_by_role("link", name="Tomás Medeiros").first.click()
    page.wait_for_selector("h1:has-text('Tomás Medeiros')")
    assert wrong == []
    page.context.close()


def test_search_finds_what_is_published_and_nothing_else(browser: Browser, address: str) -> None:
    page, wrong = visit(browser, address, 1440, "light", "")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("flatbread")
    page.wait_for_selector(".md-search-result__link:has-text('Tea first')", timeout=15000)
    page.locator(".md-search__input").fill("")
    page.locator(".md-search__input").press_sequentially("Brackwater")
    page.wait_for_timeout(800)
    assert page.locator(".md-search-result__link").count() == 0
    assert wrong == []
    page.context.close()


def test_the_film_plays_with_its_captions(browser: Browser, address: str) -> None:
    page, wrong = visit(browser, address, 390, "light", "stories/dispatchers-liked-mondays/")
    cues = page.evaluate(
        """async () => {
            const video = document.querySelector('video'); video.muted = true; await video.play();
            await new Promise(done => setTimeout(done, 800));
            return [video.videoWidth, video.textTracks[0].cues.length];
        }"""
    )
    assert cues == [640, 4]
    assert wrong == []
    page.context.close()
