"""The navigation of ``mkdocs.yml``: entries lead somewhere, sections are drawn, and open without
scripts.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Browser

from tests.browsing import visit
from tests.project import CONSENT, Project, story
from tests.test_pages import find_barriers
from tests.web import serve

SECTIONS = """\
  - Home: index.md
  - Voices:
      - Every story: stories.md
      - stories/month-end.md
      - More:
          - The <wall>: wall/index.md
          - What is new: feed.xml
  - People: advocates/
  - About us: ./about.md
  - Team: about/index.md#team
  - Company: https://company.example/
  - Guide: assets/guide.pdf
  - Share your story: contribute/index.md
"""


def with_nav(project: Project, nav: str) -> Project:
    """``project`` with another ``nav``."""
    text = (project.root / "mkdocs.yml").read_text()
    before, _, rest = text.partition("nav:\n")
    after = rest[rest.index("\n#") :]
    project.write("mkdocs.yml", f"{before}nav:\n{nav}{after}")
    return project


def menu(project: Project, address: str = "stories/") -> HtmlElement:
    """The menu of a built page, as it is drawn for small screens."""
    return project.page(address).find(".//details[@class='rt-menu']/nav")


@pytest.fixture
def nested(project: Project) -> Project:
    """A project with sections in its navigation."""
    project.write("overrides/assets/guide.pdf", b"%PDF-1.4")
    return with_nav(project, SECTIONS)


def test_entries_become_the_addresses_of_their_pages(nested: Project) -> None:
    assert nested.check().stderr == ""
    nested.build()
    links = [(link.text, link.get("href")) for link in menu(nested).iter("a")]
    root = "https://voices.harbourlight.example/"
    assert links == [
        ("Every story", "../stories/"),
        ("The month-end", "../stories/month-end/"),
        ("The <wall>", "../wall/"),
        ("What is new", f"{root}feed.xml"),
        ("People", "../advocates/"),
        ("About us", "../about/"),
        ("Team", f"{root}about/#team"),
        ("Company", "https://company.example/"),
        ("Guide", f"{root}assets/guide.pdf"),
        ("Share your story", "../contribute/"),
    ]


def test_sections_are_drawn_within_one_another(nested: Project) -> None:
    nested.build()
    for where in (
        menu(nested).find("ul/li"),
        nested.page("stories/").find(".//nav[@class='rt-nav']/details"),
    ):
        labels = [each.text for each in where.iter("span", "summary")]
        assert labels == ["Voices", "More"]
        assert [link.text for link in where.findall(".//ul//ul//a")] == [
            "The <wall>",
            "What is new",
        ]
    section = nested.page("wall/").find(".//nav[@class='rt-nav']/details")
    assert section.find("summary").get("aria-current") == "true"
    assert section.find(".//a[@aria-current='page']").text == "The <wall>"
    assert nested.page("about/").find(".//nav[@class='rt-nav']/details/summary").get("aria-current") is None  # fmt: skip


def test_a_section_at_the_end_is_no_button(project: Project) -> None:
    with_nav(project, "  - About: about.md\n  - Last:\n      - contribute.md\n").build()
    page = project.page("stories/")
    assert page.find(".//a[@class='rt-cta']") is None
    assert page.find(".//nav[@class='rt-nav']/details/summary").text == "Last"


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("abot.md", "Did you mean 'about.md'?"),
        ("about", ""),
        ("stories/no-such-story.md", ""),
        ("../content/about.md", ""),
        ("embed/nothing/", ""),
        ("feeds.xml", ""),
        ("", ""),
    ],
)
def test_an_entry_that_leads_nowhere_is_an_error_and_left_out(
    project: Project, entry: str, hint: str
) -> None:
    with_nav(project, f"  - About: about.md\n  - Nested part:\n      - Lost entry: '{entry}'\n")
    lines = (project.root / "mkdocs.yml").read_text().splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "Lost entry" in text)
    done = project.check()
    assert done.returncode == 1
    assert f"mkdocs.yml:{line}:9: error link-broken: nav: there is no page {entry}\n" in done.stderr
    assert hint in done.stderr
    assert "nav: there is no page" in project.build()
    assert not project.holds("Lost entry")
    assert not project.holds("Nested part")
    assert project.run("rooftop", "build", "--strict").returncode == 1


def test_what_is_withheld_is_left_out_and_blocks_nobody(project: Project) -> None:
    with_nav(project, "  - About: about.md\n  - The month-end: stories/month-end.md\n")
    project.build("--strict")
    assert menu(project, "about/").findall(".//a")[1].text == "The month-end"
    withdrawn = CONSENT.replace("status: given\n", "status: withdrawn\nwithdrawn: 2026-05-03\n", 1)
    project.write("content/stories/month-end.md", story(withdrawn))
    done = project.check()
    assert done.returncode == 0, done.stderr
    assert "note nav-withheld: nav: stories/month-end.md is not published" in done.stderr
    project.build("--strict")
    assert [link.text for link in menu(project, "about/").iter("a")] == ["About"]


def test_an_entry_may_go_by_a_former_name(project: Project) -> None:
    project.write("content/stories/closing.md", story(aliases="[month-end]"))
    (project.root / "content/stories/month-end.md").unlink()
    with_nav(project, "  - The story: stories/month-end.md\n").build()
    assert menu(project).find(".//a").get("href") == "../stories/closing/"


def test_without_navigation_there_is_none(project: Project) -> None:
    text = (project.root / "mkdocs.yml").read_text()
    before, _, rest = text.partition("nav:\n")
    project.write("mkdocs.yml", before + rest[rest.index("\n#") :])
    project.build()
    assert menu(project).findall(".//a") == []


@pytest.mark.browser
@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", [1440, 320])
def test_a_menu_opens_by_keyboard_without_scripts(
    nested: Project, browser: Browser, width: int
) -> None:
    nested.build()
    with serve(nested.site) as address:
        context = browser.new_context(
            viewport={"width": width, "height": 700}, java_script_enabled=False
        )
        page = context.new_page()
        page.goto(f"{address}stories/")
        page.keyboard.press("Tab")
        link = page.locator("header").get_by_role("link", name="The <wall>").locator("visible=true")
        assert link.count() == 0
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.locator("header summary:focus").count():
                break
        page.keyboard.press("Enter")
        assert link.count() == 1
        box = link.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        while not page.locator("header a:focus", has_text="The <wall>").count():
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/wall/")
        context.close()


@pytest.mark.browser
@pytest.mark.needs("chromium")
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_nothing_keeps_anybody_from_using_an_open_menu(
    nested: Project, browser: Browser, width: int, scheme: str
) -> None:
    nested.build()
    with (
        serve(nested.site, policy=False) as address,
        visit(browser, address, "wall/", width, scheme) as (page, wrong),
    ):
        page.locator("header summary").locator("visible=true").click()
        assert find_barriers(page, {"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]}) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert wrong == []


def test_the_menu_of_the_demo_is_as_its_configuration_has_it(demo: Project) -> None:
    names = ["Stories", "Find a peer", "Products", "Events", "About", "Share your story"]
    for file in sorted(Path(demo.site).glob("*/index.html"))[:6]:
        folder = file.parent.name
        assert [link.text for link in menu(demo, folder).iter("a")] == names
        row = demo.page(folder).findall(".//nav[@class='rt-nav']/a")
        assert [link.text for link in row] == names[:-1]
