"""The room on a page, on a phone and on a desk: nothing moves while it loads, nothing touches what
is beside or below it, and the skyline keeps its shape.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import etree
from playwright.sync_api import Browser, expect

from rooftop.theme import SKYLINES, skyline, skyline_of
from tests.browsing import visit
from tests.project import Project
from tests.test_pages import KINDS
from tests.web import serve

pytestmark = pytest.mark.browser

WIDTHS = (390, 1440)
#: How far what was already there has moved since the page began to load (Layout Instability API).
_MOVED = """() => new Promise(done => {
    let moved = 0
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) moved += entry.value
    }).observe({type: 'layout-shift', buffered: true})
    setTimeout(() => done(moved), 100)
})"""
#: Neighbours nearer to each other than 8 pixels, of those that have an edge or are blocks of words.
_TOUCHING = """() => {
    const edged = '.rt-button, .rt-chip, .rt-card, .rt-tab, .rt-pick, .rt-consent, .rt-draft, .rt-skyline, '
        + '.rt-filter summary, .rt-clear, .rt-doors a, .rt-date, .rt-thanks, .rt-film, .rt-logo, .rt-badges, .rt-actions'
    const blocks = 'main > *, section.rt-section > *, .rt-open > *, .rt-columns > div > *, .rt-prose > *, .rt-aside > section > *, '
        + '.rt-person > div > *, .rt-answers > li > *, .rt-wall > li > *, .rt-card__text > *'
    const links = 'main :is(p, span, li) > a'
    const seen = element => element.checkVisibility() && element.getBoundingClientRect().height > 1
    const boxes = [...document.querySelectorAll(`main :is(${edged}), ${blocks}, ${links}`)].filter(seen)
        .map(element => ({element, box: element.getBoundingClientRect()}))
    const name = ({element}) => `${element.tagName}.${element.getAttribute('class')} ${element.textContent.trim().slice(0, 30)}`
    const found = []
    boxes.forEach((one, place) => boxes.slice(place + 1).forEach(two => {
        const isInside = one.element.contains(two.element) || two.element.contains(one.element)
        const isText = !one.element.matches(edged) && !two.element.matches(edged)
        const isLinks = one.element.matches('a') || two.element.matches('a')
        const isFarther = isLinks || one.element.parentElement !== two.element.parentElement
        if (isInside || (isText && isFarther)) return
        const across = Math.max(one.box.left, two.box.left) - Math.min(one.box.right, two.box.right)
        const down = Math.max(one.box.top, two.box.top) - Math.min(one.box.bottom, two.box.bottom)
        if (across < 7.5 && down < 7.5) found.push(`${name(one)} | ${name(two)} | ${across.toFixed(1)} ${down.toFixed(1)}`)
    }))
    return found
}"""
#: How wide and how high one unit of the skyline is drawn, and how high the whole.
_SKYLINE = """() => [...document.querySelectorAll('.rt-skyline use')].map(use => {
    const {a, d} = use.getScreenCTM(), box = use.getBoundingClientRect()
    return [a, d, box.height]
})"""


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with serve(demo.site) as address:
        yield address


@pytest.mark.parametrize("path", KINDS)
def test_nothing_moves_and_nothing_touches_its_neighbours(
    browser: Browser, address: str, path: str
) -> None:
    for width in WIDTHS:
        with visit(browser, address, path, width) as (page, wrong):
            assert page.evaluate(_MOVED) < 0.01, width
            assert page.evaluate(_TOUCHING) == [], width
            for across, down, height in page.evaluate(_SKYLINE):
                assert across == pytest.approx(down)
                assert 30 < height <= 64
            assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("stories/?industries=logistics&roles=finance", "3 stories"),
        ("advocates/?countries=pt&industries=health", "0 people"),
    ],
)
def test_nothing_moves_where_the_address_narrows_a_list_down(
    browser: Browser, address: str, path: str, count: str, width: int
) -> None:
    with visit(browser, address, path, width) as (page, wrong):
        expect(page.locator("[data-count]")).to_have_text(count)
        assert page.evaluate(_MOVED) < 0.01
        assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["events/", "events/alarms-that-matter/"])
def test_nothing_moves_where_the_reader_has_another_time(
    browser: Browser, address: str, path: str, width: int
) -> None:
    with visit(browser, address, path, width, timezone_id="America/New_York") as (page, wrong):
        assert page.evaluate(_MOVED) < 0.01
        assert wrong == []


def test_each_kind_of_page_has_a_skyline_of_its_own(demo: Project) -> None:
    kinds = ("", "stories/", "advocates/", "products/", "events/", "stages/", "topics/", "about/")
    names = [
        demo.page(kind).find(".//svg[@class='rt-skyline']/use").get("href").partition("#")[2]
        for kind in kinds
    ]
    drawings = etree.parse(demo.site / "assets/rooftop/drawings.svg")
    drawn = [drawings.find(f".//*[@id='{name}']").get("d") for name in names]
    assert len(set(drawn)) == len(kinds)
    assert drawn[1] == skyline("stories")


def test_a_template_of_a_community_has_the_skyline_of_ordinary_pages() -> None:
    assert skyline_of("of-our-own.html") == skyline_of("") == skyline_of("page.html")


def test_every_house_of_every_skyline_stands_on_the_ground(browser: Browser, address: str) -> None:
    """Where a roof did not come down as far as it rises, all after it would hang in the air."""
    end = """d => {
        const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
        document.querySelector('.rt-skyline').append(path)
        path.setAttribute('d', d)
        const {x, y} = path.getPointAtLength(path.getTotalLength()), box = path.getBBox()
        return [x, y, box.x, box.y >= 1, box.x + box.width]
    }"""
    with visit(browser, address, "about/") as (page, _):
        for kind in SKYLINES:
            x, y, left, is_within, right = page.evaluate(end, skyline(kind))
            assert (round(x, 1), round(y, 1)) == (1160, 63), kind
            assert (left, is_within, round(right)) == (0, True, 1160), kind


def test_each_kind_of_badge_has_a_mark_of_its_own_beside_its_name(demo: Project) -> None:
    marks: dict[str, set[str]] = {}
    for badge in demo.page("thanks/").iterfind(".//ul[@class='rt-badges']/li"):
        path = badge.find(".//path").get("d")
        name = "".join(badge.itertext()).strip()
        assert name
        assert path
        marks.setdefault(path, set()).add(name.strip("0123456789 s"))
        assert badge.find("svg").get("aria-hidden") == "true", etree.tostring(badge)
    assert len(marks) >= 6
    assert all(len(names) <= 2 for names in marks.values())  # "a year", "two years"
