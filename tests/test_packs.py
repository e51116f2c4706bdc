"""Packs: documents that leave the site, and hold what people agreed to for `press`."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pptx import Presentation
from pypdf import PdfReader

from rooftop.cache import Cache
from rooftop.packs import render_pack, select
from rooftop.programme import Pack
from rooftop.translations import LANGUAGES, translation_for
from tests.browsing import FONTS_LOADED, visit
from tests.project import CONSENT, Project, advocate, story

PRESS = CONSENT.replace("[site, feeds]", "[site, feeds, press]")
WORDS_ALONE = PRESS.replace("[name, photo, employer, logo, words, numbers, voice]", "[words]")
WITHDRAWN = "status: withdrawn\ngiven: 2026-05-02\nwithdrawn: 2026-10-01\n"
LAST_DAY, DAY_AFTER = "2026-11-30", "2026-12-01"
ENDING = PRESS.replace("given: 2026-05-02\n", f"given: 2026-05-02\nexpires: {LAST_DAY}\n", 1)
RECIPE = """\
programme: Secret growth plan
packs:
  - name: month-end
    title: Closing the books
    needs: {topics: [month-end], stages: [decision, renewal]}
    most: 2
"""


@pytest.fixture
def selling(project: Project) -> Project:
    """Three stories about the month-end, one of which stays on the site, and a recipe."""
    project.write("programme.yml", RECIPE)
    project.write("content/stories/month-end.md", story(PRESS))
    fields = {"title": "The second year", "stages": "[decision, renewal]", "date": "2026-05-03"}
    project.write("content/stories/second-year.md", story(ENDING, "We stayed.", **fields))
    project.write("content/stories/only-here.md", story(title="Only here"))
    return project


def pack(project: Project, *words: str, as_of: str = "2026-11-22") -> Path:
    """The folder of the pack, which must be written."""
    folder = project.root / "packed"
    done = project.run("rooftop", "pack", *words, "--output", str(folder), as_of=as_of)
    assert done.returncode == 0, done.stderr
    return folder


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def texts(folder: Path) -> dict[str, str]:
    """What each file of a pack says, and each member of slides."""
    said = {}
    for file in folder.iterdir():
        if file.suffix != ".pptx":
            said[file.name] = file.read_text()
            continue
        with zipfile.ZipFile(file) as archive:
            said |= {
                name: archive.read(name).decode(errors="replace") for name in archive.namelist()
            }
    return said


def titles(folder: Path) -> list[str]:
    page = lxml.html.fromstring(next(folder.glob("*.html")).read_bytes())
    return [str(each.text_content()) for each in page.xpath("//article/h2")]


def test_a_recipe_takes_the_nearest_stories_first_and_says_what_stays(selling: Project) -> None:
    done = selling.run("rooftop", "pack", "month-end", "--pptx")
    assert done.returncode == 0, done.stderr
    assert "1 story stays on the site: no consent to `press`" in done.stderr
    assert "Only here (stories/only-here/)" in done.stderr
    folder = selling.root / "build" / "packs" / "month-end"
    assert done.stdout == f"build/packs/month-end: 2 stories, valid until {LAST_DAY}.\n"
    assert titles(folder) == ["The second year", "The month-end"]


def test_the_first_day_on_which_a_consent_ends_is_on_the_page_in_names_and_in_data(
    selling: Project,
) -> None:
    folder = pack(selling, "month-end", "--pptx")
    stem = f"month-end-until-{LAST_DAY}"
    assert names(folder) == [f"{stem}.html", f"{stem}.pptx", "pack.json"]
    facts = json.loads((folder / "pack.json").read_text())
    assert facts["valid-until"] == LAST_DAY
    assert facts["files"] == [f"{stem}.html", f"{stem}.pptx"]
    assert [each["until"] == LAST_DAY for each in facts["stories"]] == [True, False]
    page = lxml.html.fromstring((folder / f"{stem}.html").read_bytes())
    assert "Valid until 30 November 2026." in page.xpath("//header")[0].text_content()


def test_a_pack_of_the_day_after_holds_nothing_of_what_ended(selling: Project) -> None:
    last = pack(selling, "month-end", "--pptx", as_of=LAST_DAY)
    assert titles(last) == ["The second year", "The month-end"]
    assert f"month-end-until-{LAST_DAY}.html" in names(last)
    after = pack(selling, "month-end", "--pptx", as_of=DAY_AFTER)
    assert titles(after) == ["The month-end"]
    assert not [name for name in names(after) if LAST_DAY in name]
    assert not [name for name, text in texts(after).items() if "second year" in text.lower()]


def test_each_story_comes_with_its_people_disclosure_last_day_and_link(selling: Project) -> None:
    page = lxml.html.fromstring(next(pack(selling, "month-end").glob("*.html")).read_bytes())
    (article,) = page.xpath("//article[@id='second-year']")
    text = " ".join(article.text_content().split())
    for words in ("Ana Ribeiro Head of Finance, Norte Cargo", "“I went home before seven.”",
                  "9 → 3 days", "Median of the last six closes.", "Customer, not paid.",
                  "May be shown until 30 November 2026."):  # fmt: skip
        assert words in text
    link = "https://voices.harbourlight.example/stories/second-year/"
    assert article.xpath(".//a/@href") == [link]


def test_options_make_a_pack_without_a_recipe(selling: Project) -> None:
    folder = pack(selling, "--product", "ledger", "--stage", "renewal")
    assert titles(folder) == ["The second year"]
    assert f"ledger-renewal-until-{LAST_DAY}.html" in names(folder)
    assert "Ledger, Renewing" in next(folder.glob("*.html")).read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name a pack of programme.yml, or say what its stories are about."),
        (["month-end", "--product", "ledger"], "Name a pack of programme.yml, or say"),
        (["month-ends"], "programme.yml has no pack called month-ends. Did you mean 'month-end'?"),
        (["--industry", "logistic"], "there is no logistic. Did you mean 'logistics'?"),
    ],
)
def test_what_cannot_be_meant_is_explained(selling: Project, words: list[str], said: str) -> None:
    done = selling.run("rooftop", "pack", *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_when_nothing_may_be_taken_along_an_old_pack_is_said_to_be_void(selling: Project) -> None:
    before = selling.contents(folder := pack(selling, "month-end"))
    for slug in ("month-end", "second-year"):
        selling.write(f"content/stories/{slug}.md", story(WITHDRAWN, "We stayed."))
    done = selling.run("rooftop", "pack", "month-end", "--output", str(folder))
    assert done.returncode == 1
    assert "No story may go into this pack. Nothing was written." in done.stderr
    assert "Delete packed: nothing in that pack may be used any more." in done.stderr
    assert selling.contents(folder) == before


def test_a_folder_that_is_no_pack_is_left_alone(selling: Project) -> None:
    mine = selling.write("packed/mine.txt", "Mine.")
    done = selling.run("rooftop", "pack", "month-end", "--output", "packed")
    assert done.returncode == 1
    assert "packed is not empty, and not a pack. Nothing was written." in done.stderr
    assert names(mine.parent) == ["mine.txt"]


@pytest.mark.parametrize("profile", [PRESS, WITHDRAWN], ids=["published", "withdrawn"])
def test_whose_name_employer_and_numbers_are_withheld_is_in_no_file(
    selling: Project, profile: str
) -> None:
    selling.write("content/advocates/ana-ribeiro.md", advocate(profile))
    for slug in ("month-end", "second-year", "only-here"):
        selling.write(f"content/stories/{slug}.md", story(WORDS_ALONE, "We moved."))
    folder = pack(selling, "month-end", "--pptx")
    for name, text in texts(folder).items():
        for words in ("Ribeiro", "ribeiro", "Norte", "Head of Finance", "Median of", "9 →"):
            assert words not in text, name
    assert "A customer" in next(folder.glob("*.html")).read_text()


def test_a_pack_that_would_say_what_is_withheld_is_not_written(selling: Project) -> None:
    before = selling.contents(folder := pack(selling, "month-end"))
    withheld = advocate(WITHDRAWN, name="Oliver Stern", company="{name: Brackwater Ferries}")
    selling.write("content/advocates/oliver-stern.md", withheld)
    selling.write("programme.yml", RECIPE.replace("Closing the books", "As Oliver Stern says"))
    done = selling.run("rooftop", "pack", "month-end", "--pptx", "--output", str(folder))
    assert done.returncode == 1
    assert "The pack would contain something that is withheld. Nothing was written." in done.stderr
    for ending in (".html", ".pptx"):
        assert f"{ending}: the withheld name 'Oliver Stern'" in done.stderr
    assert selling.contents(folder) == before


def test_a_pack_of_the_whole_demo_stands_the_audit(demo: Project, tmp_path: Path) -> None:
    published = demo.plan().published
    everything = [f"--product={slug}" for slug in published.products]
    folder = tmp_path / "all"
    done = demo.run("rooftop", "pack", *everything, "--pptx", "--output", str(folder))
    assert done.returncode == 0, done.stderr
    assert set(titles(folder)) == {view.title for view in published.channels.press.values()}
    audit = demo.run("rooftop", "audit", str(folder))
    assert audit.returncode == 0, audit.stdout
    assert audit.stdout.startswith("0 leaks found; looked for ")


def slides_of(folder: Path) -> Iterable[list[tuple[str, str | None]]]:
    """Of each slide its paragraphs, with the address each leads to."""
    for slide in Presentation(str(next(folder.glob("*.pptx")))).slides:
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        runs = [run for frame in frames for each in frame.paragraphs for run in each.runs]
        yield [(run.text, run.hyperlink.address) for run in runs]


def test_each_slide_has_one_point_with_disclosure_person_last_day_and_link(
    selling: Project,
) -> None:
    first, *points = slides_of(folder := pack(selling, "month-end", "--pptx"))
    assert [text for text, _ in first][:3] == [
        "Closing the books", "Harbourlight Voices", "Valid until 30 November 2026.",
    ]  # fmt: skip
    link = "https://voices.harbourlight.example/stories/second-year/"
    foot = [
        ("Ana Ribeiro, Head of Finance, Norte Cargo", None),
        ("Customer, not paid. May be shown until 30 November 2026.", None),
        (link, link),
    ]
    result, quote = points[:2]
    assert [text for text, _ in result[:4]] == [
        "The second year", "9 → 3 days", "Month-end close", "Median of the last six closes.",
    ]  # fmt: skip
    assert [text for text, _ in quote[:2]] == ["The second year", "“I went home before seven.”"]
    assert result[4:] == quote[2:] == foot
    assert len(points) == 4
    deck = Presentation(str(next(folder.glob("*.pptx"))))
    for slide in deck.slides:
        assert slide.shapes.title is not None
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top + shape.height <= deck.slide_height


def sizes(folder: Path, slide: int) -> list[float]:
    """Points of each paragraph of a slide below its title."""
    _, body, foot = Presentation(str(next(folder.glob("*.pptx")))).slides[slide].shapes
    paragraphs = [*body.text_frame.paragraphs, *foot.text_frame.paragraphs]
    return [each.runs[0].font.size.pt for each in paragraphs]


def test_long_words_are_set_smaller_and_leave_room_for_what_stands_below(
    selling: Project,
) -> None:
    short = sizes(pack(selling, "month-end", "--pptx"), 2)
    quote = f"{{text: {'So it went on. ' * 40}, by: ana-ribeiro}}"
    selling.write("content/stories/second-year.md", story(ENDING, "We stayed.", stages="[decision, renewal]", quote=quote))  # fmt: skip
    long = sizes(pack(selling, "month-end", "--pptx"), 2)
    assert short[0] == 48
    assert long[0] == 18
    assert short[1:] == long[1:]


def test_a_language_that_runs_from_right_to_left_does_so_on_slides(project: Project) -> None:
    project.write("content/stories/month-end.md", story(PRESS, "نص.", language="ar"))
    folder = pack(project, "--product", "ledger", "--pptx")
    first, *points = Presentation(str(next(folder.glob("*.pptx")))).slides
    for slides, rtl in (([first], "0"), (points, "1")):
        for slide in slides:
            assert slide.shapes.title.text_frame.paragraphs[0]._p.pPr.get("rtl") == rtl


def test_the_same_input_gives_the_same_bytes(selling: Project, tmp_path: Path) -> None:
    before = selling.contents(pack(selling, "month-end", "--pptx"))
    other = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    options = ("month-end", "--pptx", "--output", str(tmp_path / "elsewhere"))
    done = selling.run("rooftop", "pack", *options, process=True, **other)
    assert done.returncode == 0, done.stderr
    assert selling.contents(tmp_path / "elsewhere") == before
    (slides,) = (data for name, data in before.items() if name.endswith(".pptx"))
    with zipfile.ZipFile(io.BytesIO(slides)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_of_one_language_speaks_it(project: Project, language: str) -> None:
    project.write("content/stories/month-end.md", story(PRESS, "Text.", language=language))
    published, words = project.plan().published, translation_for(language)
    recipe = Pack.model_validate({"name": "mine", "needs": {"languages": [language]}})
    selection = select(recipe, published)
    files = render_pack(recipe, selection, published, Cache(), with_slides=True)
    page, slides = (
        next(files[name] for name in files if name.endswith(end)) for end in ("html", "pptx")
    )
    until = words("packs.until", day=words.day(selection.valid_until))
    deck = Presentation(io.BytesIO(slides))
    said = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    assert until in page.decode()
    assert until in said[1]
    assert words("packs.rules").split(".")[0] in said[1]
    assert lxml.html.fromstring(page).get("lang") == language


class TestAPageInABrowser:
    @pytest.fixture
    def address(self, selling: Project) -> str:
        return next(pack(selling, "month-end").glob("*.html")).as_uri()

    def test_asks_no_host_and_breaks_no_rule_of_its_own(
        self, browser: Browser, address: str
    ) -> None:
        with visit(browser, address, "", width=390, scheme="dark", alone=True) as (page, wrong):
            page.clock.set_fixed_time(LAST_DAY)
            page.reload()
            page.evaluate(FONTS_LOADED)
            used = "[...document.fonts].filter(font => font.status === 'loaded' && font.display === 'block')"
            families = page.evaluate(f"{used}.map(font => font.family)")
            assert {family.strip('"') for family in families} == {"Manrope", "Source Serif"}
            width = "document.documentElement.scrollWidth"
            assert page.evaluate(width) <= 390
            assert Axe().run(page).violations_count == 0
        assert wrong == []

    def test_prints_its_first_page_and_one_for_each_story(
        self, browser: Browser, address: str
    ) -> None:
        with visit(browser, address, "", alone=True) as (page, _):
            page.clock.set_fixed_time(LAST_DAY)
            page.reload()
            pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        first, *others = [" ".join(each.extract_text().split()) for each in pages]
        assert "Valid until 30 November 2026." in first
        assert ["stories/second-year/" in each for each in others] == [True, False]
        assert all("Customer, not paid." in each for each in others)

    @pytest.mark.parametrize(("day", "is_over"), [(LAST_DAY, False), (DAY_AFTER, True)])
    def test_hides_its_stories_once_the_last_day_is_over(
        self, browser: Browser, address: str, day: str, is_over: bool
    ) -> None:
        with visit(browser, address, "", alone=True) as (page, wrong):
            page.clock.set_fixed_time(f"{day}T12:00:00Z")
            page.reload()
            assert page.get_by_role("article").first.is_visible() != is_over
            assert page.get_by_text("This pack has expired").is_visible() == is_over
        assert wrong == []
