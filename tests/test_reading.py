"""What readers do: find, narrow down, search, switch to dark, play, print; by mouse, by keyboard,
and without scripts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browsing import visit
from tests.project import Project, advocate, story
from tests.web import serve

pytestmark = pytest.mark.browser
_STORY = "stories/month-end-in-three-days/"


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with serve(demo.site) as address:
        yield address


def query(page: Page) -> str:
    return urlsplit(page.url).query


def test_a_reader_finds_a_story_and_its_people_by_hand(browser: Browser, address: str) -> None:
    with visit(browser, address, "") as (page, wrong):
        page.get_by_role("link", name="I lead finance").click()
        page.get_by_role("link", name="Next").click()
        page.get_by_role("link", name="Our auditors asked who had cleaned up").first.click()
        page.wait_for_selector("h1:has-text('Our auditors asked')")
        assert page.get_by_text(
            "Tomás Medeiros approved these words on 11 February 2026"
        ).is_visible()
        page.get_by_role("link", name="Tomás Medeiros").first.click()
        page.wait_for_selector("h1:has-text('Tomás Medeiros')")
        assert wrong == []


def test_the_menu_of_a_phone_works_without_scripts(browser: Browser, address: str) -> None:
    with visit(browser, address, _STORY, 390, java_script_enabled=False) as (page, wrong):
        assert page.get_by_text("I stopped dreading the first of the month.").first.is_visible()
        assert page.locator(".rt-tool:visible").count() == 0  # what needs a script is not shown
        page.locator(".rt-menu summary").click()
        page.locator(".rt-menu").get_by_role("link", name="Find a peer").click()
        page.wait_for_selector("h1:has-text('Find a peer')")
        assert page.locator(".rt-filter details:visible").count() == 0
        page.get_by_role("link", name=re.compile("^Portugal")).click()
        assert page.locator(".rt-who__name").all_inner_texts() == ["Ana Ribeiro", "Tomás Medeiros"]
        assert wrong == []


def test_people_are_narrowed_down_by_all_that_is_chosen_at_once_and_the_address_keeps_it(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, "advocates/") as (page, wrong):
        page.get_by_label("Product").select_option("ledger")
        expect(page.locator("[data-count]")).to_have_text("8 people")
        page.get_by_label("Country").select_option("pt")
        expect(page.locator("[data-count]")).to_have_text("2 people")
        assert page.locator("#people .rt-who__name").all_inner_texts() == [
            "Ana Ribeiro",
            "Tomás Medeiros",
        ]
        assert query(page) == "products=ledger&countries=pt"
        assert page.locator("select[name=open] option[value=speaking]").inner_text().endswith("(1)")
        page.reload()  # Tomás stands on the second page of the list
        expect(page.locator("[data-count]")).to_have_text("2 people")
        page.get_by_role("link", name="Tomás Medeiros").click()
        page.wait_for_selector("h1:has-text('Tomás Medeiros')")
        page.go_back()
        page.go_back()
        expect(page.locator("[data-count]")).to_have_text("8 people")
        page.get_by_role("button", name="Clear all").click()
        expect(page.locator("#people > li")).to_have_count(12)
        assert query(page) == ""
        assert wrong == []


def test_every_choice_of_a_filter_has_a_page_of_its_own(demo: Project) -> None:
    for folder, under in (("stories", ""), ("advocates", "peers/")):
        index = json.loads((demo.site / folder / "facets.json").read_text())
        for facet, words in index["words"].items():
            for word in words:
                assert (demo.site / f"{under}{facet}/{word}/index.html").is_file(), (facet, word)


def test_more_of_a_narrowed_list_comes_page_by_page(browser: Browser, address: str) -> None:
    with visit(browser, address, "stories/?roles=finance") as (page, wrong):
        expect(page.locator("[data-count]")).to_have_text("18 stories")
        expect(page.locator("#told > li")).to_have_count(12)
        page.get_by_role("button", name="Show more").click()
        expect(page.locator("#told > li")).to_have_count(18)
        assert page.get_by_role("button", name="Show more").is_hidden()
        titles = page.locator("#told h3 a").all_inner_texts()
        assert len(set(titles)) == 18
        assert wrong == []


def test_search_is_driven_by_keys_alone(browser: Browser, address: str) -> None:
    with visit(browser, address, "wall/") as (page, wrong):
        page.keyboard.press("/")
        field = page.get_by_role("combobox")
        expect(field).to_be_focused()
        page.keyboard.type("forecast")
        expect(page.locator("[role=option]").first).to_contain_text("Forecasting")
        assert page.locator("[role=option] mark").first.inner_text().lower().startswith("forecast")
        page.keyboard.press("ArrowDown")
        second = page.locator("[role=option][aria-selected=true]")
        assert (
            field.get_attribute("aria-activedescendant")
            == second.get_attribute("id")
            == "rt-found-1"
        )
        page.keyboard.press("Escape")
        expect(field).to_have_value("")
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_be_hidden()
        page.keyboard.press("Control+k")
        page.keyboard.type("tea first then the forecast")
        expect(page.locator("[role=option]").first).to_contain_text("Tea first")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('Tea first')")
        assert wrong == []


def test_what_is_typed_before_search_has_come_is_not_lost(browser: Browser, address: str) -> None:
    with visit(browser, address, "wall/") as (page, wrong):
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/search.js", hold)
        with page.expect_request("**/search.js"):
            page.keyboard.press("/")
        page.keyboard.type("forecast")
        held[0].continue_()
        expect(page.get_by_role("combobox")).to_have_value("forecast")
        expect(page.locator("[role=option]").first).to_contain_text("Forecasting")
        assert wrong == []


def test_search_forgives_a_slip_stems_and_crosses_languages(browser: Browser, address: str) -> None:
    with visit(browser, address, "") as (page, wrong):
        page.keyboard.press("/")
        for typed, found in {
            "Riberio": "Ana Ribeiro",  # two letters swapped
            "orecast": "Tea first",  # the first one lost, and what is left begins with another word
            "plans forcast": "Chartroom",  # one forgotten, beside a right one
            "invoicing": "month-end",  # the story says invoices
            "Brunnen": "Brunnen sieben",  # told in German alone
            "acht": "Brunnen sieben",  # German too, where English pages have a word it begins with
        }.items():
            page.get_by_role("combobox").fill(typed)
            expect(page.locator(".rt-search__results")).to_contain_text(found)
        # Chips are drawn anew with what is found, so nothing is pressed before that has come.
        page.get_by_role("combobox").fill("forecast")
        expect(page.locator(".rt-search__results")).to_contain_text("Tea first")
        page.get_by_role("button", name=re.compile("^Product")).click()
        expect(page.locator("[role=option] b").first).to_have_text("Chartroom")
        page.get_by_role("combobox").fill("Zahl")
        expect(page.locator(".rt-search__results")).to_contain_text("Zahl")
        page.get_by_role("button", name="Also in German").click()
        expect(page.locator("[role=option] b").first).to_contain_text("Zahl")
        assert wrong == []


def test_search_does_not_find_what_is_withheld(browser: Browser, address: str) -> None:
    with visit(browser, address, "") as (page, wrong):
        page.keyboard.press("/")
        page.get_by_role("combobox").fill("Brackwater")
        expect(page.locator("[role=status]").last).to_contain_text("No results")
        assert page.locator("[role=option]").count() == 0
        assert wrong == []


def test_a_word_of_any_length_may_be_looked_up(browser: Browser, address: str) -> None:
    with visit(browser, address, "") as (page, wrong):
        page.keyboard.press("/")
        for letters in (3, 4, 17, 18, 19, 24, 25, 60):
            page.get_by_role("combobox").fill("forecast")
            expect(page.locator("[role=option]").first).to_be_visible()
            page.get_by_role("combobox").fill("q" * letters)
            expect(page.locator("[role=status]").last).to_contain_text("No results")
            assert wrong == [], letters


def test_a_query_takes_little_time_and_few_bytes(browser: Browser, address: str) -> None:
    with visit(browser, address, "", alone=True) as (page, wrong):
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        fetched: list[int] = []
        client.on(
            "Network.loadingFinished", lambda event: fetched.append(int(event["encodedDataLength"]))
        )
        page.keyboard.press("/")
        expect(page.get_by_role("combobox")).to_be_focused()
        page.wait_for_load_state("networkidle")
        first = sum(fetched)
        look = """async (words) => {
            const field = document.querySelector('.rt-search input'), list = document.querySelector('.rt-search__results')
            list.replaceChildren()
            field.value = words
            const start = performance.now()
            field.dispatchEvent(new Event('input'))
            while (!list.children.length) await new Promise(requestAnimationFrame)
            return performance.now() - start
        }"""
        took = [page.evaluate(look, "forecast")]
        expect(page.locator("[role=option] mark").first).to_be_visible()
        assert first < sum(fetched) < 200_000
        took += [
            page.evaluate(look, words) for words in ("invoices", "Porto", "Mondays", "checklist")
        ]
        assert min(took) < 200  # the best of five: this machine is shared
        assert wrong == []


def test_the_choice_of_light_or_dark_stays(browser: Browser, address: str) -> None:
    with visit(browser, address, "", scheme="light") as (page, wrong):
        paper = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(paper)
        page.get_by_role("button", name="Light or dark mode").click()
        dark = page.evaluate(paper)
        assert light != dark
        page.goto(address + _STORY)
        assert page.evaluate(paper) == dark
        page.get_by_role("button", name="Light or dark mode").click()
        assert page.evaluate(paper) == light
        assert wrong == []


def test_the_first_key_leads_past_the_header_and_focus_is_seen(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, _STORY) as (page, _):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "rt-skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_a_story_is_light_and_nothing_in_it_jumps(browser: Browser, address: str) -> None:
    with visit(browser, address, "about/", alone=True) as (page, wrong):
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.send("Network.setCacheDisabled", {"cacheDisabled": True})
        fetched: list[int] = []
        client.on(
            "Network.loadingFinished", lambda event: fetched.append(int(event["encodedDataLength"]))
        )
        page.set_viewport_size({"width": 390, "height": 844})
        page.add_init_script(
            "window.jumps = 0; new PerformanceObserver(list => {"
            " for (const each of list.getEntries()) window.jumps += each.value"
            "}).observe({type: 'layout-shift', buffered: true})"
        )
        page.goto(address + _STORY, wait_until="networkidle")
        assert sum(fetched) <= 120_000
        assert page.evaluate("window.jumps") < 0.02
        assert wrong == []


def test_events_tell_the_time_where_the_reader_is(browser: Browser, address: str) -> None:
    with visit(browser, address, "events/alarms-that-matter/", timezone_id="America/New_York") as (
        page,
        _,
    ):
        assert "09:00" in page.locator("time").first.inner_text()
        expect(page.locator("[data-your-time]")).to_have_text("Wed 20 Jan, 19:00 where you are")
    with visit(browser, address, "events/alarms-that-matter/", timezone_id="Asia/Tokyo") as (
        page,
        _,
    ):
        expect(page.locator("[data-your-time]")).to_have_text("")
        assert "10:00, Tokyo time" in page.locator("header.rt-open").inner_text()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["events/", "events/alarms-that-matter/"])
def test_the_time_of_the_reader_moves_nothing(
    browser: Browser, address: str, path: str, width: int
) -> None:
    with visit(browser, address, "", width, timezone_id="Europe/Athens") as (page, wrong):
        page.add_init_script(
            "window.jumps = 0; new PerformanceObserver(list => {"
            " for (const each of list.getEntries()) window.jumps += each.value"
            "}).observe({type: 'layout-shift', buffered: true})"
        )
        page.goto(address + path, wait_until="networkidle")
        expect(page.locator("[data-your-time]").last).to_contain_text("where you are")
        assert page.evaluate("window.jumps") < 0.01
        assert wrong == []


def test_without_scripts_an_event_says_the_time_of_its_place(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, "events/", java_script_enabled=False) as (page, _):
        assert (
            page.get_by_text("18:30, until").or_(page.get_by_text("London time")).first.is_visible()
        )
        assert page.locator("[data-your-time]:visible").count() == 0


def test_a_printed_story_is_the_story_alone(browser: Browser, address: str) -> None:
    with visit(browser, address, _STORY) as (page, _):
        page.emulate_media(media="print")
        assert page.locator(".rt-nav").is_hidden()
        assert page.get_by_role("link", name="Share this story").is_hidden()
        assert page.get_by_text("I stopped dreading the first of the month.").first.is_visible()
        assert page.get_by_text("approved these words on").is_visible()


def test_nothing_moves_for_those_who_asked_for_that(browser: Browser, address: str) -> None:
    with visit(browser, address, "stories/", reduced_motion="reduce") as (page, _):
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.rt-card')).transitionDuration")
            == "0s"
        )
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_film_plays_with_its_captions(browser: Browser, address: str) -> None:
    with visit(browser, address, "stories/dispatchers-liked-mondays/", 390) as (page, wrong):
        cues = page.evaluate(
            """async () => {
                const video = document.querySelector('video'); video.muted = true; await video.play();
                await new Promise(done => setTimeout(done, 800));
                return [video.videoWidth, video.textTracks[0].cues.length];
            }"""
        )
        assert cues == [640, 4]
        assert wrong == []


def test_a_film_elsewhere_is_asked_for_only_when_it_is_played(
    browser: Browser, project: Project
) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    project.write(
        "mkdocs.yml",
        settings.replace("    demo: true\n", "    demo: true\n    video_hosts: [youtu.be]\n"),
    )
    film = "[{kind: video, src: 'https://youtu.be/abc123', alt: A talk on closing the books}]"
    project.write("content/stories/month-end.md", story(media=film))
    project.build()
    with (
        serve(project.site) as address,
        visit(browser, address, "stories/month-end/") as (page, wrong),
    ):
        assert page.locator("iframe").count() == 0
        assert wrong == []
        page.get_by_role("button", name="Play: A talk on closing the books").click()
        frame = page.locator("iframe")
        assert frame.get_attribute("src") == "https://www.youtube-nocookie.com/embed/abc123"
        assert frame.get_attribute("title") == "A talk on closing the books"
        page.wait_for_timeout(200)
        assert (
            "https://www.youtube-nocookie.com/embed/abc123" in wrong
        )  # asked for now, and let through
        assert not [each for each in wrong if "Content Security Policy" in each]


def test_a_story_from_right_to_left_reads_so(
    browser: Browser, project: Project, tmp_path: Path
) -> None:
    project.write("content/advocates/ana-ribeiro.md", advocate())
    words = "كنا نغلق الدفاتر في تسعة أيام، والآن في ثلاثة."
    project.write("content/stories/month-end.md", story(language="ar", title="الدفاتر", body=words))
    project.build()
    with (
        serve(project.site) as address,
        visit(browser, address, "stories/month-end/", 390) as (page, wrong),
    ):
        assert (
            page.evaluate("getComputedStyle(document.querySelector('article')).direction") == "rtl"
        )
        assert (
            page.evaluate("getComputedStyle(document.querySelector('header')).direction") == "ltr"
        )
        assert page.evaluate("document.documentElement.lang") == "ar"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        left = page.evaluate("document.querySelector('.rt-kicker').getBoundingClientRect().right")
        assert left > 350  # what begins a line stands at the right
        assert wrong == []
