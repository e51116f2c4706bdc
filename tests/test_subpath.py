"""A site in a folder of its host, as GitHub Pages and GitLab Pages serve most of them: everything
leads to where it is.
"""

from __future__ import annotations

import html
import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import feedparser
import lxml.html
import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import visit
from tests.project import Project
from tests.web import serve

ROOT = "https://acme.example/voices/"
_ABSOLUTE = re.compile(r"https://acme\.example[^\s\"'<>()\[\]\\`|,{}]*")
#: Within what the browser reads, an address that would leave the folder of the site.
_FROM_HOST = re.compile(r"""url\(\s*["']?/|\b(?:fetch|import)\(\s*["'`]/""")
_READ = {".html", ".xml", ".json", ".txt", ".opml", ".ics", ".vcf", ".md", ".svg"}
_LINKS = {"href", "src", "poster", "action", "data-root", "data-search", "data-filter"}


@pytest.fixture(scope="module")
def below(demo: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The demo community, built for a folder of its host."""
    assert demo.site.is_dir()  # its cache is there, so this build draws nothing anew
    made = Project.demo(tmp_path_factory.mktemp("below"))
    made.build("--base-url", ROOT)
    return made


@pytest.fixture(scope="module")
def address(below: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served; beside its folder there is nothing but the headers of the host."""
    place = tmp_path_factory.mktemp("host")
    (place / "voices").symlink_to(below.site)
    (place / "_headers").symlink_to(below.site / "_headers")
    with serve(place) as host:
        yield f"{host}voices/"


def links_in(file: Path, address: str) -> Iterator[str]:
    """Every address that the built ``file``, which stands at ``address``, names."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        for element in lxml.html.fromstring(file.read_bytes()).iter(lxml.etree.Element):
            links = [value for name, value in element.items() if name in _LINKS]
            sources = element.get("srcset", "").split(", ")
            yield from (urljoin(address, link) for link in links)
            yield from (urljoin(address, each.split(" ")[0]) for each in sources if each)
        text = html.unescape(text)
    if file.suffix == ".ics":
        text = text.replace("\n ", "")  # RFC 5545, 3.1: folded lines
    for found in _ABSOLUTE.findall(text):
        yield found.rstrip(".;:")


def test_every_address_in_every_file_is_there(below: Project, address: str) -> None:
    places: dict[str, str] = {}
    for file in below.files():
        path = file.relative_to(below.site).as_posix()
        if file.suffix in _READ:
            for link in links_in(file, ROOT + path.removesuffix("index.html")):
                if link.startswith("https://acme.example"):
                    places.setdefault(re.split("[?#]", link)[0], path)
    assert len(places) > 400
    assert [each for each in places.items() if not each[0].startswith(ROOT)] == []
    host = http.client.HTTPConnection(urlsplit(address).netloc)
    missing = []
    for link, path in places.items():
        host.request("HEAD", "/voices/" + quote(unquote(link.removeprefix(ROOT))))
        answer = host.getresponse()
        answer.read()
        if answer.status != 200:
            missing.append((answer.status, link, path))
        host.close()
    assert missing == []


def test_no_style_or_script_of_ours_leaves_the_folder(below: Project) -> None:
    for file in (below.site / "assets" / "rooftop").rglob("*"):
        if file.suffix in {".css", ".js"}:
            assert not _FROM_HOST.search(file.read_text()), file


def test_feeds_name_themselves_and_their_pages_below_the_folder(
    below: Project, address: str
) -> None:
    for name in ("feed.xml", "atom.xml"):
        feed = feedparser.parse(f"{address}{name}").feed
        assert {link.href for link in feed.links if link.rel == "self"} == {ROOT + name}
        assert feed.link == ROOT


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    ["", "stories/", "stories/page/2/", "stories/month-end-in-three-days/", "advocates/", "wall/",
     "stories/let-us-fail-early/share/", "embed/let-us-fail-early/", "embed/wall/", "events/"],
)  # fmt: skip
def test_a_page_asks_for_nothing_outside_the_folder(
    browser: Browser, address: str, path: str
) -> None:
    with visit(browser, address, path) as (page, wrong):
        page.wait_for_load_state("networkidle")
        assert page.locator("h1").count() == 1
        assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("path", ["stories/month-end-in-three-days/", "no/such/page/", "404.html"])
def test_search_finds_and_leads_to_a_page(browser: Browser, address: str, path: str) -> None:
    with visit(browser, address, path) as (page, wrong):
        if path == "no/such/page/":  # the browser reports the answer 404 itself
            assert len(wrong) == 1
            wrong.clear()
        page.keyboard.press("/")
        page.get_by_role("combobox").fill("month-end in three days")
        expect(page.locator("[role=option]").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}**/month-end-in-three-days/**")
        expect(page.locator("h1")).to_be_visible()
        assert wrong == []


def test_the_page_for_what_is_missing_knows_where_the_site_begins(
    demo: Project, below: Project
) -> None:
    """It stands at any address, so nothing on it may be relative."""
    for project, root in ((demo, "/"), (below, "/voices/")):
        page = lxml.html.parse(project.site / "404.html").getroot()
        assert page.xpath("//@data-root") == [root]
        links = page.xpath("//@href | //@src | //@data-search")
        assert [link for link in links if not link.startswith((root, "#", "https://"))] == []
        assert [link for link in links if link.startswith("//")] == []


@pytest.mark.browser
def test_the_page_for_what_is_missing_leads_back_into_the_folder(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, "stories/none/such/") as (page, _):
        page.locator("main a").first.click()
        page.wait_for_url(f"{address}stories/")


@pytest.mark.browser
def test_a_choice_of_stories_stays_in_the_folder(browser: Browser, address: str) -> None:
    with visit(browser, address, "stories/?product=ledger") as (page, wrong):
        page.wait_for_load_state("networkidle")
        links = page.locator("main article a, main li a").evaluate_all(
            "all => all.map((a) => a.href)"
        )
        assert links
        assert all(link.startswith(address) for link in links if link.startswith("http://127"))
        assert wrong == []
