"""A preview: what is saved is seen at once, and what is wrong is said where somebody looks."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import lxml.html
import pytest
from mkdocs.commands import build as mkdocs_build
from playwright.sync_api import Browser, expect

from rooftop.problems import problem
from rooftop.site import configuration
from rooftop.site.behind import Behind
from rooftop.site.current import current
from rooftop.site.invocation import Invocation, invoked
from rooftop.site.preview import Preview
from rooftop.site.problem_banner import Faults, draw_banner
from tests.browsing import visit
from tests.previews import answer, previewed, wait_for
from tests.project import CONSENT, REPOSITORY, Project, advocate, story

STORY = "content/stories/month-end.md"
WITHDRAWN = CONSENT.replace("status: given", "status: withdrawn\nwithdrawn: 2026-06-01", 1)

#: A hook that holds up the whole site, which is built in a folder of this name.
HOLD = """\
import time
from pathlib import Path
HELD = Path(__file__).parent.with_name("held")
def on_post_build(config):
    while "rooftop_" in config.site_dir and HELD.exists():
        time.sleep(0.1)
"""


@pytest.fixture(autouse=True)
def patience(request: pytest.FixtureRequest) -> Iterator[None]:
    """A whole site takes long on a busy machine."""
    if "browser" in request.fixturenames:
        request.getfixturevalue("browser")  # which sets it for all tests
    expect.set_options(timeout=120_000)
    yield
    expect.set_options(timeout=15_000)  # as `browser` has it


@pytest.mark.browser
def test_a_save_is_seen_in_the_page_and_a_mistake_until_it_is_mended(
    browser: Browser, project: Project
) -> None:
    with (
        previewed(project) as address,
        visit(browser, address, "stories/month-end/", 390, alone=True) as (page, wrong),
    ):
        banner = page.get_by_role("alert")
        expect(page.locator("h1")).to_have_text("The month-end")
        expect(banner).to_have_count(0)
        project.write(STORY, story(title="Another title"))
        expect(page.locator("h1")).to_have_text("Another title")
        assert not wrong

        project.write(STORY, story(title="[Another & title"))
        expect(banner).to_contain_text(f"{STORY}:2:")
        expect(banner.locator("summary")).to_have_text("1 problem")
        expect(page.locator("h1")).to_have_text("Page not found")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        project.write(STORY, story(title="A third title"))
        expect(page.locator("h1")).to_have_text("A third title")
        expect(banner).to_have_count(0)

        settings = (project.root / "mkdocs.yml").read_text()
        project.write("mkdocs.yml", settings.replace("content: content", "content: nowhere"))
        expect(banner).to_contain_text("there is not a folder nowhere")
        expect(banner).to_contain_text("The site is shown as it was before.")
        expect(page.locator("h1")).to_have_text("A third title")
        project.write("mkdocs.yml", settings)
        expect(banner).to_have_count(0)

        template = "{% extends 'rooftop/story.html' %}\n{% block content %}\n{% if %}{% endblock %}"
        project.write("overrides/story.html", template)
        expect(banner).to_contain_text("overrides/story.html:3: ")
        (project.root / "overrides/story.html").unlink()
        expect(page.locator("h1")).to_have_text("A third title")
        expect(banner).to_have_count(0)


@pytest.fixture
def held(project: Project) -> Project:
    """A community whose whole site is not finished as long as there is a file ``held`` beside."""
    project.write("own.py", HOLD)
    settings = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", settings.replace("hooks:\n", "hooks:\n  - own.py\n"))
    holding(project).touch()
    return project


def holding(project: Project) -> Path:
    """The file as long as which the whole site of ``project`` is not finished."""
    return project.root.with_name("held")


def test_what_is_withdrawn_is_gone_at_once_and_nothing_stays_of_an_earlier_save(
    held: Project,
) -> None:
    with previewed(held) as address:
        at = f"{address}stories/month-end/"
        assert "The month-end" in answer(at)[1]
        held.write(STORY, story(title="A second title"))  # while the whole site is being built
        wait_for(at, "A second title")
        holding(held).unlink()
        assert "A second title" in answer(f"{address}feed.xml")[1]
        assert answer(f"{at}wide.png")[0] == 200
        holding(held).touch()
        held.write(STORY, story(WITHDRAWN))
        wait_for(at, "There is no page at this address", 404)
        assert "A second title" not in answer(f"{address}stories/")[1]
        holding(held).unlink()
        assert "A second title" not in answer(f"{address}feed.xml")[1]
        assert answer(f"{at}wide.png")[0] == 404


def test_pages_and_pictures_are_drawn_when_they_are_asked_for(
    held: Project, tmp_path: Path
) -> None:
    """They are those of the whole site, but for what only that knows: the drawn pictures."""
    person = advocate(photo="ana-ribeiro.webp", photo_alt="Ana at her desk.")
    shutil.copytree(REPOSITORY / "content/media", held.root / "content/media")
    held.write("content/advocates/ana-ribeiro.md", person)
    with previewed(held) as address:
        paths = ["", "stories/month-end/", "advocates/ana-ribeiro/", "feeds/", "stories"]
        early = [body_of(answer(address + path)[1]) for path in paths]
        pictures = re.findall(r"pictures/[^ \"]+", early[2])
        assert len(pictures) > 2
        found = [answer(address + picture) for picture in pictures]
        assert {status for status, _ in found} == {200}
        assert json.loads(answer(f"{address}search-making.json")[1])["ready"] == "Search is ready."
        assert answer(f"{address}search/pagefind-entry.json")[0] == 404
        assert answer(f"{address}pictures/ana-ribeiro.webp/face-97.webp")[0] == 404
        holding(held).unlink()
        assert "stories/month-end/" in answer(f"{address}sitemap.xml")[1]
        assert [body_of(answer(address + path)[1]) for path in paths] == early
        assert [answer(address + picture) for picture in pictures] == found
        assert answer(f"{address}search-making.json")[0] == 404
        assert answer(f"{address}search/pagefind-entry.json")[0] == 200


@pytest.mark.browser
def test_a_preview_says_when_its_search_is_ready(browser: Browser, held: Project) -> None:
    with (
        previewed(held) as address,
        visit(browser, address, "", alone=True) as (page, _),
    ):
        page.keyboard.press("/")
        status = page.locator(".rt-search [role=status]")
        expect(status).to_contain_text("Search is still being prepared.")
        holding(held).unlink()
        expect(status).to_have_text("Search is ready.")
        page.get_by_role("combobox").fill("invoices")
        expect(page.locator("[role=option] b").first).to_have_text("The month-end")


@contextmanager
def collecting_no_garbage() -> Iterator[None]:
    """As a preview does after its first build."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def body_of(page: str) -> str:
    """What readers see of ``page``."""
    return page[page.index("<body") : page.index("<script>\nvar livereload")]


def test_what_is_stopped_gives_nothing_and_what_ends_by_itself_says_so() -> None:
    behind, results, is_done = Behind(), list[object](), threading.Event()

    def take(result: object) -> None:
        results.append(result)
        is_done.set()

    behind.begin(partial(time.sleep, 600), take)
    behind.stop()
    assert is_done.wait(60)
    is_done.clear()
    behind.begin(partial(os.path.join, "a", "b"), take)
    assert is_done.wait(60)
    is_done.clear()
    behind.begin(partial(os._exit, 3), take)
    assert is_done.wait(60)
    assert results == [None, "a/b", None]


def test_a_partial_build_is_freed_when_the_next_begins(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796040000")
    preview = Preview(lambda *_: Faults(), project.root)
    plans = []
    with invoked(Invocation(preview=preview, sweeps=False, jobs=1)), collecting_no_garbage():
        for _ in range(4):
            config, _ = configuration.load(project.root / "mkdocs.yml")
            config.site_dir = str(project.root.parent / "partial")
            config.plugins.on_startup(command="serve", dirty=False)
            mkdocs_build.build(config)
            plans.append(weakref.ref(current(config).plan))
        is_freed = [plan() is None for plan in plans]
    assert is_freed == [True, True, True, False]


def test_a_banner_escapes_what_it_says_and_begins_with_what_was_saved_last(tmp_path: Path) -> None:
    texts = ("<script>alert(1)</script>", "second")
    files = [tmp_path / "b.md", tmp_path / "a.md"]
    for number, file in enumerate(files):
        file.touch()
        os.utime(file, (9 - number, 9 - number))
    problems = [
        problem(file.name, (1, 2), "value-invalid", text, "Write <another>.")
        for file, text in zip(files, texts, strict=True)
    ]
    more = [problem(f"{n}.md", (0, 0), "value-invalid", "wrong") for n in range(30)]
    banner = draw_banner(Faults((*more, *problems), ("a & b",)), tmp_path)
    page = lxml.html.fromstring(banner)
    assert page.xpath("string(//summary)") == "33 problems"
    items = [item.text_content() for item in page.iter("li")]
    assert items[0] == "a & b"
    assert items[1] == f"b.md:1:2 {texts[0]}Write <another>."
    assert items[2].startswith("a.md:1:2 second")
    assert items[-1] == "12 more: `rooftop check` lists them all."
    assert not list(page.iter("script"))
    assert draw_banner(Faults(), tmp_path) == ""
