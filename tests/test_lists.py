"""Lists that readers narrow down, and the page of a product: what is open, what is folded, what is
said when nothing is left; on a phone and on a desk, by mouse and by keyboard, and without scripts.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import visit
from tests.project import Project
from tests.test_pages import find_barriers, width_of
from tests.web import serve

pytestmark = pytest.mark.browser

LISTS = [("stories/", "#told"), ("advocates/", "#people")]
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: The product of the demo that most stories are about.
_PRODUCT = "products/ledger/"


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with serve(demo.site) as address:
        yield address


def top_of(found: Locator) -> float:
    """How far below the top of the window ``found`` begins, in pixels."""
    box = found.bounding_box()
    assert box
    return box["y"]


def chips(page: Page) -> list[str]:
    return page.locator("[data-chosen] .rt-chip").all_inner_texts()


@pytest.mark.parametrize(("path", "items"), LISTS)
def test_a_desk_has_one_row_of_pills_and_results_on_the_first_screen(
    browser: Browser, address: str, path: str, items: str
) -> None:
    with visit(browser, address, path) as (page, wrong):
        pills = page.locator(".rt-pick")
        assert pills.count() == 7
        assert {top_of(pill) for pill in pills.all()} == {top_of(pills.first)}
        assert page.locator(".rt-filter summary").is_hidden()
        assert top_of(page.locator(f"{items} > li").first) < 600
        heading = page.get_by_role("heading", name="Results")
        assert abs(top_of(heading) - top_of(page.locator("[data-count]"))) < 24
        assert wrong == []


@pytest.mark.parametrize(("path", "items"), LISTS)
def test_a_phone_has_the_filters_folded_and_results_on_the_first_screen(
    browser: Browser, address: str, path: str, items: str
) -> None:
    with visit(browser, address, path, 390) as (page, wrong):
        assert page.locator(".rt-filter details").count() == 1
        assert page.locator(".rt-pick").first.is_hidden()
        assert top_of(page.locator(f"{items} > li").first) < 700
        page.locator(".rt-filter summary").click()
        expect(page.locator(".rt-pick").first).to_be_visible()
        assert width_of(page) <= 390
        assert find_barriers(page, _RULES) == []
        assert wrong == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_what_is_chosen_is_a_chip_that_takes_it_back(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    with visit(browser, address, "stories/", width, scheme) as (page, wrong):
        everything = page.locator("[data-count]").inner_text()
        if width == 390:
            page.locator(".rt-filter summary").click()
        page.get_by_label("Industry").select_option("logistics")
        page.get_by_label("Role").select_option("finance")
        expect(page.locator("[data-count]")).to_have_text("3 stories")
        assert chips(page) == ["Logistics ×", "I lead finance ×"]
        assert find_barriers(page, _RULES) == []
        page.get_by_role("button", name="Remove “Logistics”").click()
        expect(page.locator("[data-count]")).to_have_text("18 stories")
        expect(page.get_by_label("Industry")).to_be_focused()
        assert page.get_by_label("Industry").input_value() == ""
        assert chips(page) == ["I lead finance ×"]
        page.get_by_role("button", name="Clear all").click()
        expect(page.locator("[data-count]")).to_have_text(everything)
        assert chips(page) == []
        assert wrong == []


@pytest.mark.parametrize("width", [390, 1440])
def test_where_nothing_matches_a_button_removes_a_filter(
    browser: Browser, address: str, width: int
) -> None:
    """It is the one without which most are left."""
    path = "advocates/?countries=pt&industries=health"
    with visit(browser, address, path, width) as (page, wrong):
        expect(page.locator("[data-none]")).to_contain_text("No matches. Remove a filter.")
        expect(page.locator("[data-count]")).to_have_text("0 people")
        assert find_barriers(page, _RULES) == []
        page.locator("[data-none]").get_by_role("button").click()
        expect(page.locator("[data-none]")).to_be_hidden()
        assert page.locator("#people > li").count() > 0
        assert len(chips(page)) == 1
        assert wrong == []


@pytest.mark.parametrize(("path", "items"), LISTS)
def test_pages_of_each_choice_are_for_readers_without_scripts(
    browser: Browser, address: str, path: str, items: str
) -> None:
    with visit(browser, address, path) as (page, _):
        assert page.locator("#links").is_hidden()
    with visit(browser, address, path, java_script_enabled=False) as (page, _):
        assert page.locator("#links").is_visible()
        assert page.locator(".rt-pick:visible").count() == 0
        assert page.locator(f"{items} > li").count() == 12
        assert page.locator(".rt-if-scripted:visible").count() == 0


def test_they_are_there_too_where_the_script_does_not_come(browser: Browser, address: str) -> None:
    for script in ("filter.js", "site.js"):
        with visit(browser, address, "about/", alone=True) as (page, _):
            page.route(f"**/{script}", lambda route: route.abort())
            page.goto(f"{address}stories/")
            expect(page.locator("#links")).to_be_visible()
            assert page.locator(".rt-pick:visible").count() == 0


def test_every_filter_is_reached_and_changed_by_keyboard(browser: Browser, address: str) -> None:
    with visit(browser, address, "stories/") as (page, wrong):
        page.get_by_label("Product").focus()
        page.keyboard.press("Tab")
        expect(page.get_by_label("Industry")).to_be_focused()
        ring = "getComputedStyle(document.activeElement.parentElement).outlineStyle"
        assert page.evaluate(ring) == "solid"
        page.keyboard.press("ArrowDown")
        expect(page.locator("[data-chosen] .rt-chip")).to_have_count(1)
        expect(page.get_by_label("Industry")).to_be_focused()
        assert wrong == []


@pytest.mark.parametrize(("width", "bound"), [(1440, 2622), (390, 4428)])
def test_the_page_of_a_product_is_half_as_high_as_a_page_of_everything_was(
    browser: Browser, address: str, width: int, bound: int
) -> None:
    """It was 5244 pixels high on a desk and 8856 on a phone, with ten results and twelve stories."""
    with visit(browser, address, _PRODUCT, width) as (page, wrong):
        assert page.evaluate("document.documentElement.scrollHeight") <= bound
        assert page.locator(".rt-results .rt-change:visible").count() == 3
        assert wrong == []


@pytest.mark.parametrize("width", [390, 1440])
def test_the_stories_of_a_product_stand_under_tabs(
    browser: Browser, address: str, width: int
) -> None:
    with visit(browser, address, _PRODUCT, width) as (page, wrong):
        tabs, panel = page.get_by_role("tab"), page.get_by_role("tabpanel")
        expect(panel).to_have_count(1)
        assert find_barriers(page, _RULES) == []
        tabs.nth(1).click()
        expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
        expect(panel).to_have_accessible_name(tabs.nth(1).inner_text())
        for key, place in (("ArrowRight", 2), ("Home", 0), ("ArrowLeft", -1), ("End", -1)):
            page.keyboard.press(key)
            tab = tabs.nth(place) if place >= 0 else tabs.last
            expect(tab).to_be_focused()
            expect(panel).to_have_accessible_name(tab.inner_text())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('[role=tabpanel]') !== null")
        assert find_barriers(page, _RULES) == []
        assert wrong == []


def test_without_scripts_the_stages_of_a_product_are_sections(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, _PRODUCT, java_script_enabled=False) as (page, _):
        assert page.get_by_role("tab").count() == 0
        assert page.locator(".rt-tabs__panel:visible").count() == 6
        assert page.locator(".rt-tabs__panel > h3:visible").count() == 6


def test_rows_of_a_table_are_stacks_on_a_phone(browser: Browser, address: str) -> None:
    with visit(browser, address, _PRODUCT, 390) as (page, wrong):
        page.get_by_text("Results side by side").click()
        row = page.get_by_role("row").nth(1)
        cells = row.get_by_role("cell").all()
        tops = [top_of(cell) for cell in cells]
        assert tops == sorted(set(tops))
        assert width_of(page) <= 390
        assert find_barriers(page, _RULES) == []
        page.set_viewport_size({"width": 1440, "height": 900})
        assert len({top_of(cell) for cell in cells}) == 1
        assert find_barriers(page, _RULES) == []
        assert wrong == []
