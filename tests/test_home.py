"""The home page and the cards of stories: what a reader meets first, on a desktop and on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from rooftop.site.pages.home import choose_lead
from rooftop.text import stands_alone
from tests.browsing import visit
from tests.project import REPOSITORY, Project, advocate, story
from tests.web import serve

LEAD = "stories/month-end-in-three-days/"
FIRST_SCREEN = {1440: 900, 390: 844, 360: 640}


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with serve(demo.site) as address:
        yield address


def bottom_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"] + box["height"]


class TestLead:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("They asked us what was wrong with the books.", "en"),
            ("“It just stopped getting dirty in the ledger.”", "en"),
            ("But nobody defended the spreadsheet that day.", "en"),
            ("That’s why we renewed the whole contract.", "en"),
            ("Saved us.", "en"),
            ("Er sagte: eins, zwei, und setzte sich wieder hin.", "de"),
            ("C’est pour cela que nous avons renouvelé.", "fr"),
            ("Ella tachaba mi número y yo tachaba el suyo.", "es"),
            ("Isso poupou-nos três dias em cada fecho.", "pt"),
            ("安心。", "ja"),
            ("…", "en"),
        ],
    )
    def test_a_quote_that_is_short_or_refers_to_something_needs_its_story(
        self, text: str, language: str
    ) -> None:
        assert not stands_alone(text, language)

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("The audit office came for two weeks and left after three days.", "en"),
            ("I stopped dreading the first of the month.", "en"),
            ("Brunnen sieben gibt seit 1998 kein Wasser.", "de"),
            ("毎月の締め作業が三日で終わるようになりました。", "ja"),
            ("Isso is nobody's word in English, and says enough.", "en"),
        ],
    )
    def test_others_are_clear_by_themselves(self, text: str, language: str) -> None:
        assert stands_alone(text, language)

    def chosen(self, project: Project) -> str:
        stories = list(project.plan().published.stories.values())
        lead = choose_lead(stories, "en")
        return lead.slug if lead else ""

    def write(self, project: Project, slug: str, quote: str, **fields: str) -> None:
        fields["quote"] = f"{{text: {quote}, by: ana-ribeiro}}"
        project.write(f"content/stories/{slug}.md", story(**fields))

    def test_it_is_the_chosen_one_else_the_newest_with_a_clear_quote(
        self, project: Project
    ) -> None:
        clear = "The books of the harbour were closed by noon."
        self.write(project, "month-end", clear, date="2026-05-04")
        self.write(project, "newer", clear, date="2026-06-01")
        self.write(project, "newest", "They asked us what was wrong with them.", date="2026-06-02")
        self.write(project, "deutsch", "Der Abschluss war am Mittag fertig, wie versprochen.",
                   date="2026-06-03", language="de")  # fmt: skip
        assert self.chosen(project) == "newer"
        self.write(project, "month-end", clear, date="2026-05-04", lead="true")
        assert self.chosen(project) == "month-end"

    def test_a_chosen_one_that_needs_its_story_is_told_and_another_opens(
        self, project: Project
    ) -> None:
        clear = "The books of the harbour were closed by noon."
        self.write(project, "month-end", clear)
        unclear = "They asked us what was wrong with them."
        self.write(project, "newer", unclear, date="2026-06-01", lead="true")
        assert self.chosen(project) == "month-end"
        (problem,) = (each for each in project.plan().problems if each.code == "lead-unclear")
        assert problem.path == "content/stories/newer.md"

    def test_initials_are_drawn_large_where_there_is_no_photo(self, project: Project) -> None:
        project.write("content/advocates/ana-ribeiro.md", advocate(photo="", photo_alt=""))
        self.write(project, "month-end", "The books of the harbour were closed by noon.")
        project.build()
        (drawn,) = project.page("").xpath("//article[contains(@class, 'rt-lead')]//*[@aria-hidden]")
        assert drawn.text_content() == "AR"
        assert "rt-portrait" in drawn.get("class")


class TestDoors:
    def test_everything_that_has_stories_has_one_and_most_stories_come_first(
        self, demo: Project
    ) -> None:
        home = demo.page("")
        for folder in ("industries", "roles", "stages"):
            has_page = {each.parent.name for each in (demo.site / folder).glob("*/index.html")}
            links = home.xpath(f"//*[contains(@class, 'rt-ways')]//a[starts-with(@href, './{folder}/')"
                               f" or starts-with(@href, '{folder}/')]")  # fmt: skip
            assert {link.get("href").split("/")[-2] for link in links} == has_page - {"page"}
            counts = [int(link.xpath("string(small)")) for link in links]
            assert counts == sorted(counts, reverse=True)

    def test_the_rest_is_behind_more_without_scripts(self, demo: Project) -> None:
        behind = demo.page("").xpath("//*[contains(@class, 'rt-ways')]//details//a")
        assert len(behind) == 4


def test_what_the_company_sells_is_said_once(demo: Project) -> None:
    text = " ".join(demo.page("").xpath("string(//body)").split())
    assert text.count("Harbourlight sells software to companies with more than one site") == 1


def test_the_lead_is_not_listed_below(demo: Project) -> None:
    assert len(demo.page("").xpath(f"//a[contains(@href, '{LEAD}')]")) == 1


@pytest.mark.browser
class TestInABrowser:
    @pytest.mark.parametrize("width", FIRST_SCREEN)
    def test_the_first_screen_says_what_who_and_where_to_give_a_story(
        self, browser: Browser, address: str, width: int
    ) -> None:
        with visit(browser, address, "", width) as (page, wrong):
            height = FIRST_SCREEN[width]
            seen = [".rt-masthead p", ".rt-top .rt-cta", ".rt-lead__face"]
            seen += [".rt-lead blockquote"] if height > 700 else []
            seen += [".rt-lead .rt-button"] if width == 1440 else []
            for selector in seen:
                expect(page.locator(selector).first).to_be_visible()
                assert bottom_of(page, selector) <= height, selector
            assert page.evaluate("document.documentElement.scrollWidth") == width
            page.locator(".rt-top .rt-cta").click()
            page.wait_for_url("**/contribute/")
            assert wrong == []

    def test_the_portrait_is_large_and_sharp(self, browser: Browser, address: str) -> None:
        with visit(browser, address, "") as (page, _):
            portrait = page.locator(".rt-lead img")
            box = portrait.bounding_box()
            assert box
            assert min(box["width"], box["height"]) > 400
            assert portrait.evaluate("image => image.naturalWidth") >= box["width"]

    def test_the_first_card_is_the_largest_and_every_row_is_full(
        self, browser: Browser, address: str
    ) -> None:
        with visit(browser, address, "stories/") as (page, _):
            boxes = page.eval_on_selector_all(
                "#told > li", "all => all.map(one => one.getBoundingClientRect().toJSON())"
            )
            rows: dict[float, list[float]] = {}
            for box in boxes:
                rows.setdefault(round(box["top"]), []).append(box["width"])
            assert [len(row) for row in rows.values()] == [2, 3, 2, 3, 2]
            widths = [sum(row) + 28 * (len(row) - 1) for row in rows.values()]
            assert max(widths) - min(widths) < 2
            assert max(next(iter(rows.values()))) == max(max(row) for row in rows.values())

    @pytest.mark.parametrize("path", ["stories/", "advocates/ana-ribeiro/"])
    def test_a_picture_fills_its_side_of_a_wide_card(
        self, browser: Browser, address: str, path: str
    ) -> None:
        with visit(browser, address, path) as (page, _):
            card = page.locator(".rt-card--wide.rt-card--pictured").first
            picture = card.locator(".rt-card__picture img")
            picture.scroll_into_view_if_needed()
            outer, inner = card.bounding_box(), picture.bounding_box()
            assert outer
            assert inner
            assert inner["height"] == pytest.approx(outer["height"], abs=3)

    def test_cards_fill_their_rows_when_the_list_is_narrowed_down(
        self, browser: Browser, address: str
    ) -> None:
        with visit(browser, address, "stories/?industries=logistics") as (page, wrong):
            expect(page.locator("#told > li")).to_have_count(5)
            edges = page.eval_on_selector_all(
                "#told > li",
                "all => all.map(one => one.getBoundingClientRect()).map(box => [box.top, box.right])",
            )
            rows: dict[int, list[float]] = {}
            for top, right in edges:
                rows.setdefault(round(top), []).append(right)
            ends = {max(rights) for rights in rows.values() if len(rights) > 1}
            assert max(ends) - min(ends) < 2
            assert wrong == []

    @pytest.mark.parametrize("width", [1440, 390])
    def test_a_card_begins_with_its_title_and_can_be_pressed_anywhere(
        self, browser: Browser, address: str, width: int
    ) -> None:
        with visit(browser, address, "stories/", width) as (page, wrong):
            card = page.locator("#told > li", has_text="The audit office left")
            parts = [".rt-kicker", "h3 a", ".rt-card__line", ".rt-card__number", ".rt-who"]
            tops = [card.locator(part).bounding_box() for part in parts]
            heights = [box["y"] for box in tops if box]
            assert len(heights) == len(parts)
            assert heights == sorted(heights)
            assert card.locator(".rt-card__number").count() == 1
            picture = card.locator(".rt-card__picture img")
            assert picture.get_attribute("alt")
            picture.scroll_into_view_if_needed()
            box = picture.bounding_box()
            assert box
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.wait_for_selector("h1:has-text('The audit office left')")
            assert wrong == []


class TestCards:
    def test_a_persons_own_page_does_not_show_them_again(self, demo: Project) -> None:
        page = demo.page("advocates/ana-ribeiro")
        cards = page.xpath("//li[contains(@class, 'rt-card')]")
        assert len(cards) == 3
        for card in cards:
            assert not card.xpath(".//*[@class='rt-who']//b[contains(., 'Ana Ribeiro')]")
            assert not card.xpath(".//img[contains(@src, 'ana-ribeiro')]")
        assert page.xpath("//li//*[@class='rt-who']//b/text()") == ["Tomás Medeiros"]

    def test_words_of_somebody_are_not_put_beside_another_face(self, demo: Project) -> None:
        """On the page of who said them they stand alone."""
        page = demo.page("advocates/tomas-medeiros")
        card = page.xpath("//li[contains(., 'Two ledgers, one harbour')]")[0]
        assert card.xpath(".//q")
        assert not card.xpath(".//*[contains(@class, 'rt-who')]")

    def test_a_quote_that_repeats_the_title_gives_way_to_the_summary(self, demo: Project) -> None:
        cards = demo.page("stories").xpath("//li[contains(@class, 'rt-card')]")
        lines = {
            card.xpath("string(.//h3)"): card.xpath(".//*[contains(@class, 'rt-card__line')]")[0]
            for card in cards
        }
        assert len(lines) == 12
        said = lines["Ovens do not wait for the bank"]
        assert said.text_content().startswith("On statements that arrive by themselves")
        assert lines["What the council counted"].xpath("q")

    def test_no_picture_is_shown_that_the_consent_does_not_cover(self, project: Project) -> None:
        media = "[{kind: image, src: checklist.webp, alt: A checklist}]"
        picture = project.root / "content" / "media" / "checklist.webp"
        picture.parent.mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / "content" / "media" / "checklist.webp", picture)
        text = story(media=media)
        project.write("content/stories/month-end.md", text.replace("photo, ", ""))
        project.build()
        assert not project.page("stories").xpath("//*[contains(@class, 'rt-card__picture')]")
        project.write("content/stories/month-end.md", text)
        project.build()
        assert project.page("stories").xpath("//picture//img/@alt") == ["A checklist"]
