"""Every kind of page in a real browser, under its own security policy: at the width of a phone and
of a desk, by day and by night. With --pictures, each of them lands in screenshots/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browsing import visit
from tests.project import REPOSITORY, Project
from tests.web import serve

pytestmark = pytest.mark.browser

KINDS = (
    "",
    "stories/",
    "stories/page/2/",
    "stories/month-end-in-three-days/",
    "stories/dispatchers-liked-mondays/",
    "stories/zahl-der-ich-glaube/",
    "stories/usually-wrong-usually-tired/",
    "stories/let-us-fail-early/",
    "stories/let-us-fail-early/share/",
    "stories/ferry-forecast/",
    "advocates/",
    "advocates/ana-ribeiro/",
    "advocates/david-marsh/",
    "advocates/ewa-lis/",
    "peers/countries/pt/",
    "products/",
    "products/ledger/",
    "products/lantern/",
    "topics/",
    "topics/month-end/",
    "industries/",
    "industries/logistics/",
    "kinds/",
    "kinds/quote/",
    "languages/de/",
    "roles/finance/",
    "stages/",
    "stages/decision/",
    "wall/",
    "events/",
    "events/alarms-that-matter/",
    "feeds/",
    "thanks/",
    "wanted/",
    "embed/let-us-fail-early/",
    "embed/wall/",
    "about/",
    "contribute/",
    "404.html",
)
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_CONTRAST = {"runOnly": ["color-contrast"]}
_WITHOUT_CONTRAST = {**_RULES, "rules": {"color-contrast": {"enabled": False}}}
AXE = Axe()
_BROKEN = (
    "[...document.images].filter(i => i.loading !== 'lazy' && i.complete && "
    "!i.naturalWidth).map(i => i.src)"
)
#: Note what is shown now, and leave in ``fresh`` what was not shown in this scheme before.
_NOTICE = """scheme => {
    const shown = [...document.body.querySelectorAll('*')].filter(each => each.checkVisibility())
    window.seen ??= {}
    window.seen[scheme] ??= new WeakSet()
    window.fresh = shown.filter(each => !window.seen[scheme].has(each))
    shown.forEach(each => window.seen[scheme].add(each))
    return window.fresh.length > 0
}"""


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with serve(demo.site) as address:
        yield address


#: How a page is looked at once it is loaded, and what all of it is then checked for by axe. What a
#: width shows that the one before it in that scheme did not is checked for contrast too.
VIEWS: tuple[tuple[int, str, dict[str, Any]], ...] = (
    (390, "dark", _CONTRAST),
    (1440, "dark", {}),
    (1440, "light", _RULES),
    (390, "light", _WITHOUT_CONTRAST),
)


@pytest.mark.parametrize("path", KINDS)
def test_a_page_loads_fits_and_can_be_used_by_everyone(
    browser: Browser, address: str, path: str, pytestconfig: pytest.Config
) -> None:
    """At 320 pixels, and with letters twice as large, nothing scrolls sideways either."""
    with visit(browser, address, path, 320, "dark") as (page, wrong):
        assert width_of(page) <= 320
        for width, scheme, rules in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert width_of(page) <= width
            assert page.evaluate(_BROKEN) == []
            if pytestconfig.getoption("--pictures"):
                take_picture(page, f"{path}-{width}-{scheme}")
            assert not rules or find_barriers(page, rules) == [], (width, scheme)
            is_new = page.evaluate(_NOTICE, scheme)
            if rules not in (_CONTRAST, _RULES) and is_new:
                assert find_barriers(page, _CONTRAST, "fresh") == [], (width, scheme)
        assert page.locator("h1").count() == 1
        assert page.locator("img:not([alt])").count() == 0
        page.set_viewport_size({"width": 640, "height": 640})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert width_of(page) <= 640
        assert wrong == []


def width_of(page: Page) -> int:
    """How wide everything on the page is, in pixels."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def take_picture(page: Page, name: str) -> None:
    folder = REPOSITORY / "screenshots"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name.strip('/').replace('/', '-')}.png", full_page=True)


def find_barriers(
    page: Page, rules: dict[str, Any], where: str = "document"
) -> list[tuple[str, list[str]]]:
    """What keeps somebody from using what is ``where`` on the page as it is shown now, by rules of
    axe.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    violations = page.evaluate(
        f"options => axe.run({where}, options).then(found => found.violations)",
        {**rules, "resultTypes": ["violations"], "selectors": False},
    )
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations]


def test_every_page_is_valid_html(demo: Project) -> None:
    for file in demo.files():
        if file.suffix == ".html":
            parser = html5lib.HTMLParser(strict=False)
            parser.parse(file.read_bytes())
            where = file.relative_to(demo.site)
            assert [(where, at, code) for at, code, _ in parser.errors] == []


def test_every_link_and_picture_of_every_page_is_there(demo: Project) -> None:
    missing = []
    for file in demo.files():
        if file.suffix != ".html" or file.name == "404.html":
            continue
        document = demo.page(file.parent.relative_to(demo.site).as_posix())
        document.make_links_absolute(
            f"https://site.example/{file.parent.relative_to(demo.site).as_posix()}/"
        )
        addresses = {
            url for _, name, url, _ in document.iterlinks() if name in ("href", "src", "poster")
        }
        for each in document.iterfind(".//*[@srcset]"):
            addresses |= {part.split(" ")[0] for part in each.get("srcset").split(", ")}
        for url in addresses:
            target = url.removeprefix("https://site.example/").partition("#")[0].partition("?")[0]
            if url.startswith("https://site.example/") and not target.startswith("../"):
                place = demo.site / target
                if not (place / "index.html" if place.is_dir() or not target else place).is_file():
                    missing.append((file.relative_to(demo.site).as_posix(), url))
    assert missing == []
