"""What a reader and a feed reader cost, as docs/scale.md says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.project import REPOSITORY, Project
from tests.traffic import Traffic, counted, nginx, poll

pytestmark = pytest.mark.needs("nginx")
_ROW = re.compile(r"^\| ([a-z][\w ,]+) \| (\d+) \| ([\d.]+) \|", re.MULTILINE)
#: Requests and KB by what is asked for: the most that the handbook names.
MOST = {
    what: (int(requests), float(size))
    for what, requests, size in _ROW.findall((REPOSITORY / "docs" / "scale.md").read_text("utf-8"))
}
FEEDS = ("feed.xml", "atom.xml", "feed.json")


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with nginx(demo.site) as address:
        yield address


def within(what: str, traffic: Traffic) -> bool:
    requests, size = MOST[what]
    return 0 < traffic.requests <= requests and 0 < traffic.size / 1000 <= size


@pytest.mark.browser
def test_a_reader_costs_no_more_than_the_handbook_says(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page, costs = context.new_page(), {}
    for what, path in (
        ("the first page, a story", "stories/boring-fridays/"),
        ("the next page", "stories/box-over-the-kettle/"),
    ):
        with counted(page) as costs[what]:
            page.goto(address + path)
    option = page.locator("[role=option]")
    with counted(page) as costs["the first search"]:
        page.keyboard.press("/")
        page.get_by_role("combobox").fill("month")
        option.first.wait_for()
    with counted(page) as costs["the next search"]:
        page.get_by_role("combobox").fill("radios")
        option.filter(has_text="radios").first.wait_for()
    context.close()
    assert {what: cost for what, cost in costs.items() if not within(what, cost)} == {}


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize(
    "validator", [("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")]
)
def test_a_conditional_poll_of_a_feed_costs_a_head_alone(
    address: str, feed: str, validator: tuple[str, str]
) -> None:
    header, condition = validator
    first = poll(address + feed)
    assert first.status == 200
    assert within("a feed poll, complete", Traffic(1, first.size))
    second = poll(address + feed, **{condition: first.headers[header]})
    assert second.status == 304
    assert within("a feed poll, nothing new", Traffic(1, second.size))
