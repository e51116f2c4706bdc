"""What is passed on by hand, and what other people's pages show: each by its own consent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from playwright.sync_api import Browser

from tests.project import CONSENT, Project, advocate, story
from tests.web import serve

ALL = CONSENT.replace("[site, feeds]", "[site, feeds, social, embeds, press]")
ROOT = "https://voices.harbourlight.example/"


def allow(*channels: str) -> str:
    return CONSENT.replace("[site, feeds]", f"[{', '.join(('site', *channels))}]")


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with serve(demo.site) as address:
        yield address


def headings(project: Project) -> list[str]:
    return [
        str(each.text_content())
        for each in project.page("stories/month-end/share").xpath("//main//h2")
    ]


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("social", ["Ready-made posts", "Pictures"]),
        ("press", ["For slides and print"]),
        ("embeds", ["Embed on your own page"]),
    ],
)
def test_a_kit_holds_what_each_consent_allows(
    project: Project, channel: str, expected: list[str]
) -> None:
    project.write("content/stories/month-end.md", story(allow(channel, "ai-input")))
    project.build()
    assert headings(project) == expected
    assert (project.site / "embed/month-end/index.html").exists() == (channel == "embeds")
    assert (project.site / "stories/month-end/wide.png").exists()
    data = json.loads((project.site / "api/stories.json").read_text())["stories"]
    assert [each["uses"] for each in data] == ([] if channel == "social" else [[channel]])


def test_only_the_sizes_that_are_used_are_drawn(project: Project) -> None:
    def sizes() -> set[str]:
        return {file.stem for file in (project.site / "stories/month-end").glob("*.png")}

    project.write("content/stories/month-end.md", story(allow("social")))
    project.build()
    assert sizes() == {"wide"}
    settings = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", settings.replace("social:", "social:\n      card_sizes: [square]"))
    project.build()
    assert sizes() == {"wide", "square"}
    shown = project.page("stories/month-end/share").xpath("//ul[@class='rt-pictures']//img/@src")
    assert shown == ["../wide.png", "../square.png"]


def test_without_any_of_them_there_is_no_kit_and_no_link_to_it(project: Project) -> None:
    project.build()
    assert not (project.site / "stories/month-end/share").exists()
    assert not project.page("stories/month-end").xpath("//a[contains(@href, 'share')]")
    assert not project.page("stories/month-end").xpath("//link[contains(@type, 'oembed')]")


def test_whoever_is_open_to_it_can_be_asked_for(project: Project) -> None:
    project.write("content/stories/month-end.md", story(ALL))
    project.write("content/advocates/ana-ribeiro.md", advocate(ALL, open_to="[peer-question]"))
    project.build()
    link = project.page("stories/month-end/share").xpath(
        "//a[text()='Ask for an introduction']/@href"
    )
    assert link == [
        "https://harbourlight.example/introductions?advocate=ana-ribeiro&story=month-end"
    ]
    project.write("content/advocates/ana-ribeiro.md", advocate(ALL, open_to="[media]"))
    project.build()
    assert "Talk to them" not in headings(project)


@pytest.mark.browser
def test_every_text_is_copied_whole_and_no_network_is_asked(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}stories/let-us-fail-early/share/")
    buttons = page.locator("[data-copy]:visible")
    assert buttons.count() == 6 + 1 + 2 + 1  # posts, the picture's words, quotes, the code
    for number in range(buttons.count()):
        button = buttons.nth(number)
        wanted = page.locator(f"#{button.get_attribute('data-copy')}").text_content()
        button.click()
        page.wait_for_function(
            "text => navigator.clipboard.readText().then(copied => copied === text)", arg=wanted
        )
    forms = page.locator(".rt-posts a").evaluate_all("links => links.map(link => link.href)")
    text = page.locator("#post-4").text_content()
    assert len(forms) == 6
    assert page.evaluate("url => new URL(url).searchParams.get('text')", forms[3]) == text
    assert all(url.startswith(address) for url in asked)
    context.close()


@pytest.mark.browser
def test_addresses_of_feeds_are_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}feeds/")
    page.locator("[data-copy-text]").first.click()
    page.wait_for_function(
        "navigator.clipboard.readText().then(copied => copied.endsWith('/feed.xml'))"
    )
    page.get_by_role("link", name="Subscribe").click()
    page.wait_for_url("**/feed.xml")
    context.close()


@pytest.mark.browser
def test_where_copying_is_not_allowed_the_text_is_marked(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))"
    )
    page.goto(f"{address}stories/let-us-fail-early/share/")
    page.locator("[data-copy='post-1']").click()
    page.wait_for_selector("button:has-text('Selected')")
    assert page.evaluate("getSelection().toString()").startswith("“We asked for one thing")
    context.close()


def test_a_frame_shows_the_story_with_its_disclosure_and_oembed_says_so(project: Project) -> None:
    project.write("content/stories/month-end.md", story(ALL))
    project.build()
    page = project.page("embed/month-end")
    text = " ".join(page.text_content().split())
    assert "I went home before seven." in text
    assert "Ana Ribeiro" in text
    assert "Customer, not paid." in text
    assert page.xpath("//script/@src") == ["../../assets/rooftop/frame.js"]
    link = project.page("stories/month-end").xpath(
        "//link[contains(@rel, 'alternate')][@type='application/json+oembed']/@href"
    )
    assert link == [f"{ROOT}embed/month-end/oembed.json"]
    told = json.loads((project.site / "embed/month-end/oembed.json").read_text())
    assert (told["version"], told["type"], told["provider_url"]) == ("1.0", "rich", ROOT)
    assert told["html"].startswith(f'<iframe src="{ROOT}embed/month-end/" width="600"')
    assert told["thumbnail_url"] == f"{ROOT}stories/month-end/wide.png"
    code = project.page("stories/month-end/share").xpath("//*[@id='embed-code']")[0].text_content()
    assert code == told["html"]


def test_a_frame_of_what_was_taken_back_says_so_and_nothing_else(project: Project) -> None:
    stamp = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/month-end/"}
    project.write("content/stories/month-end.md", story(ALL, **stamp))
    project.build()
    project.write(
        "content/stories/month-end.md",
        story(ALL.replace("status: given", "status: withdrawn", 1), **stamp),
    )
    project.build()
    assert "no longer shared" in project.page("embed/month-end").text_content()
    assert not (project.site / "embed/month-end/oembed.json").exists()
    assert json.loads((project.site / "api/stories.json").read_text())["stories"] == []
    assert project.holds("I went home before seven") == []


@pytest.mark.browser
def test_the_wall_shows_what_its_address_asks_for(
    browser: Browser, address: str, demo: Project
) -> None:
    page = browser.new_page()
    seen = {}
    for query in (
        "",
        "?product=tide",
        "?topic=migration",
        "?product=tide&topic=migration",
        "?product=nothing",
    ):
        page.goto(f"{address}embed/wall/{query}")
        seen[query] = set(page.locator("article:visible").all_inner_texts())
    page.goto(f"{address}embed/wall/products/tide/")
    assert set(page.locator("article").all_inner_texts()) == seen["?product=tide"]
    assert seen[""] > seen["?product=tide"] > seen["?product=tide&topic=migration"]
    assert seen["?product=tide"] & seen["?topic=migration"] == seen["?product=tide&topic=migration"]
    assert seen["?product=nothing"] == set()
    page.close()


def test_a_badge_is_a_picture_that_loads_nothing(project: Project) -> None:
    project.write(
        "content/advocates/ana-ribeiro.md",
        advocate(ALL, name="Ana 'the <3' Ribeiro-Wittgenstein-Hohenlohe"),
    )
    project.build()
    svg = etree.parse(project.site / "embed/badges/ana-ribeiro.svg").getroot()
    texts = [element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["Ana ‘the <3’ Ribeiro-Wittgenstein-Hohenlohe", "Harbourlight Voices"]
    assert {etree.QName(element).localname for element in svg.iter()} == {
        "svg",
        "title",
        "rect",
        "path",
        "text",
    }
    assert project.page("advocates/ana-ribeiro").xpath(
        "//img[contains(@src, 'badges/ana-ribeiro.svg')]"
    )
    project.write("content/advocates/ana-ribeiro.md", advocate(CONSENT))
    project.build()
    assert not (project.site / "embed/badges").exists()


def test_the_data_keeps_to_its_schema(demo: Project) -> None:
    schema = json.loads((demo.site / "api/schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    for name in ("stories", "advocates", "products", "proof"):
        data = json.loads((demo.site / f"api/{name}.json").read_text())
        jsonschema.validate(data, schema)
        assert data[name]
        assert data["$schema"] == schema["$id"]
    told = json.loads((demo.site / "api/stories.json").read_text())["stories"]
    plan = demo.plan()
    assert {each["id"] for each in told} == {
        ROOT + view.permalink
        for views in (plan.published.channels.embeds, plan.published.channels.press)
        for view in views.values()
        if view.slug in plan.published.channels.ai_input
    }
    broken = json.loads((demo.site / "api/stories.json").read_text())
    del broken["stories"][0]["title"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_those_who_spoke_first_are_thanked_with_a_link_to_what_they_said(demo: Project) -> None:
    page = demo.page("thanks")
    amplified = [view for view in demo.plan().published.feed if view.source]
    assert len(amplified) >= 3
    links = page.xpath("//main//a/@href")
    for view in amplified:
        assert view.source
        assert view.source.url in links
        assert " ".join((view.thanks or "").split()) in " ".join(page.text_content().split())
    feed = json.loads((demo.site / "thanks/feed.json").read_text())["items"]
    assert [item["title"] for item in feed] == [view.title for view in amplified]
    assert all(
        view.source and view.source.url in item["content_html"]
        for view, item in zip(amplified, feed, strict=True)
    )


def test_news_thank_for_first_stories_and_years_if_they_may(project: Project) -> None:
    stamp = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/month-end/"}
    project.write("content/stories/month-end.md", story(ALL, **stamp))
    project.write("content/advocates/ana-ribeiro.md", advocate(ALL, joined="2020-09-01"))
    project.build()
    items = json.loads((project.site / "news/feed.json").read_text())["items"]
    assert [(item["title"], item["date_published"]) for item in items] == [
        ("Ana Ribeiro: 6 years with us", "2026-09-01T12:00:00Z"),
        ("Thank you, Ana Ribeiro, for your first story", "2026-05-06T09:30:07Z"),
    ]
    assert "Ana Ribeiro: 6 years with us" in project.page("thanks").text_content()
    project.build(as_of="2026-08-31")
    assert len(json.loads((project.site / "news/feed.json").read_text())["items"]) == 1
    assert (
        json.loads((project.site / "build.json").read_text())["valid-until"]
        == "2026-09-01T00:00:00Z"
    )
    project.write("content/advocates/ana-ribeiro.md", advocate(CONSENT, joined="2020-09-01"))
    project.build()
    assert json.loads((project.site / "news/feed.json").read_text())["items"] == []


def test_news_of_a_year_stays_when_the_consent_is_renewed(project: Project) -> None:
    stamp = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/month-end/"}
    project.write("content/stories/month-end.md", story(ALL, **stamp))
    renewed = ALL.replace("given: 2026-05-02\n", "given: 2026-10-02\n", 1)
    project.write("content/advocates/ana-ribeiro.md", advocate(renewed, joined="2020-09-01"))
    project.build()
    items = json.loads((project.site / "news/feed.json").read_text())["items"]
    assert "Ana Ribeiro: 6 years with us" in [item["title"] for item in items]


#: The longest quote that a record may hold, and one of wide letters.
QUOTES = ("I went home before seven.", "We moved. " * 59, "月曜日の締めが三日で終わりました。" * 12)


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Project]]:
    """A site with a story for each of `QUOTES`, and its address."""
    project = Project.small(tmp_path_factory.mktemp("frames") / "community")
    project.write("content/advocates/ana-ribeiro.md", advocate(ALL))
    for number, quote in enumerate(QUOTES):
        text = story(ALL).replace("I went home before seven.", quote.strip())
        project.write(f"content/stories/quote-{number}.md", text)
    project.build()
    with serve(project.site) as address:
        yield address, project


def framed(project: Project, address: str, number: int, *, more: str = "") -> str:
    """A page of somebody else with the code of a frame."""
    code = json.loads((project.site / f"embed/quote-{number}/oembed.json").read_text())["html"]
    return f"<!doctype html><title>Elsewhere</title>{code.replace(ROOT, address)}{more}"


@pytest.mark.browser
@pytest.mark.parametrize("number", range(len(QUOTES)))
@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_frame_of_the_size_that_is_said_shows_all_of_the_story(
    browser: Browser,
    frames: tuple[str, Project],
    tmp_path: Path,
    number: int,
    has_scripts: bool,
) -> None:
    address, project = frames
    (tmp_path / "index.html").write_text(framed(project, address, number))
    said = json.loads((project.site / f"embed/quote-{number}/oembed.json").read_text())
    with serve(tmp_path) as elsewhere:
        context = browser.new_context(java_script_enabled=has_scripts)
        page = context.new_page()
        page.goto(elsewhere)
        outer = page.locator("iframe").bounding_box()
        assert outer
        assert (outer["width"], outer["height"]) == (said["width"], said["height"])
        inner = page.frame_locator("iframe")
        inner.locator("footer").wait_for()
        card = inner.locator("article").bounding_box()
        assert card
        assert card["height"] == said["height"]
        words = inner.locator(".title")
        assert words.evaluate("each => each.scrollHeight <= each.clientHeight + 1")
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("size", [(600, 240), (320, 300)])
def test_a_frame_that_is_too_small_still_shows_name_disclosure_and_link(
    browser: Browser, frames: tuple[str, Project], size: tuple[int, int]
) -> None:
    address, _ = frames
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": size[0], "height": size[1]}
    )
    page = context.new_page()
    page.goto(f"{address}embed/quote-1/")
    for words in ("Ana Ribeiro", "Customer, not paid.", "Harbourlight Voices"):
        box = page.locator("footer").get_by_text(words).bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1]
    assert page.locator(".title").evaluate("each => each.scrollHeight > each.clientHeight")
    context.close()


@pytest.mark.browser
def test_a_frame_on_another_page_is_as_tall_as_what_it_shows(
    browser: Browser, frames: tuple[str, Project], tmp_path: Path
) -> None:
    address, project = frames
    script = f'<script src="{address}assets/rooftop/frames.js" defer></script>'
    wall = f'<iframe id="wall" src="{address}embed/wall/" width="700" height="100"></iframe>'
    foreign = '<iframe id="foreign" srcdoc="<script>parent.postMessage({rooftop: `height`, height: 999}, `*`)</script>"></iframe>'
    page_of_others = framed(project, address, 1, more=wall + foreign + script)
    (tmp_path / "index.html").write_text(page_of_others)
    with serve(tmp_path) as elsewhere:
        page = browser.new_page()
        page.goto(elsewhere)
        page.locator("iframe").first.evaluate("frame => { frame.style.width = '300px' }")
        for frame, part in (("iframe >> nth=0", "article"), ("#wall", "main")):
            page.wait_for_function(
                "([frame, height]) => Math.abs(frame.offsetHeight - height) > 50",
                arg=[page.locator(frame).element_handle(), 100 if frame == "#wall" else 1010],
            )
            inner = page.frame_locator(frame)
            box = inner.locator(part).first.bounding_box()
            outer = page.locator(frame).bounding_box()
            assert box
            assert outer
            assert abs(box["height"] - outer["height"]) < 10
        words = page.frame_locator("iframe >> nth=0").locator(".title")
        assert words.evaluate("each => each.scrollHeight <= each.clientHeight + 1")
        assert page.locator("#foreign").evaluate("frame => frame.offsetHeight") < 200
        page.close()
