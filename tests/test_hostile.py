"""Strangers write here. Every vector of ``cases/hostile.yml`` and of the generators below goes
through whole builds, and a real browser opens, moves over, clicks and focuses everything that came
of it.
"""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import lxml.etree
import lxml.html
import pytest
import vobject
import yaml
from icalendar import Calendar
from playwright.sync_api import Browser, Page

from rooftop.feeds import FORMATS
from rooftop.plan import Plan
from rooftop.text import typographic
from tests.project import CONSENT, PRODUCT, Project, advocate, story
from tests.web import serve

#: Consent to everything, so that every vector goes everywhere.
OPEN = CONSENT.replace("[site, feeds]", "[site, feeds, social, embeds, press]")
CASES: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "hostile.yml").read_text()
)

#: Where the settings say that stories may be sent to: the one link that is no http.
SEND = "mailto:stories@harbourlight.example?"
#: What prose may consist of once it is a page; headings carry ids, links and pictures addresses.
TAGS = set(CASES["tags"])
SCHEMES = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:alert(1)",
    "blob:https://evil.example/x",
)
DISGUISES = {
    "plainly": lambda url: url,
    "in capitals": lambda url: url.upper().replace("ALERT", "alert"),
    "after a blank": lambda url: " " + url,
    "with a tab": lambda url: url[:4] + "&Tab;" + url[4:],
    "with a line end": lambda url: url[:4] + "&NewLine;" + url[4:],
    "in decimals": lambda url: "".join(f"&#{ord(letter)};" for letter in url),
    "in hexadecimals": lambda url: "".join(f"&#x{ord(letter):x};" for letter in url),
    "in long decimals": lambda url: "".join(f"&#{ord(letter):07d}" for letter in url),
    "percent-encoded": lambda url: "".join(f"%{ord(letter):02x}" for letter in url),
    "with a named colon": lambda url: url.replace(":", "&colon;", 1),
}
CARRIERS = (
    "[x]({})",
    '<a href="{}">x</a>',
    "[x][r]\n\n[r]: {}",
    "![x]({})",
    '<img src="{}" alt=x>',
    "<{}>",
)


def generated() -> Iterator[str]:
    """Every address that runs something, in every disguise, in everything that carries an address;
    every handler everywhere.
    """
    for url, disguise, carrier in itertools.product(SCHEMES, DISGUISES.values(), CARRIERS):
        yield carrier.format(disguise(url))
    for handler, element in itertools.product(CASES["handlers"], CASES["elements"]):
        yield f"<{element} {handler}=alert(1) tabindex=1 autofocus>x</{element}>"
        yield f'<{element} class="md-overlay" id="__config" style="position:fixed" data-md-component="search">x</{element}>'


def quoted(text: str) -> str:
    """``text`` in quotes, as JSON and YAML read them."""
    return json.dumps(text, ensure_ascii=False)


def in_fields(text: str) -> dict[str, str]:
    """The fields of a story that holds ``text`` wherever it can hold text."""
    said = quoted(text)
    return {
        "title": said,
        "summary": said,
        "quote": f"{{text: {said}, by: ana-ribeiro}}",
        "results": (
            f"[{{what: {said}, before: 1, after: 2, unit: {said}, how_measured: {said}, when: {said}}}]"
        ),
        "turnaround": f"[{{on: 2026-01-02, what: {said}, by: customer}}]",
        "promises": f"[{{made: 2026-01-02, what: {said}, due: 2027-01-02}}]",
        "not_a_fit_for": said,
        "thanks": said,
        "challenge": said,
        "social": (
            f"[{{text: {said}, networks: [mastodon, bluesky, linkedin, x, threads, facebook]}}]"
        ),
        "disclosure": (
            f"{{relationship: {quoted('other: x ' + text[:60])}, incentive: {said}, conditional: false}}"
        ),
    }


def person(text: str) -> str:
    """A profile that holds ``text`` wherever it can hold text."""
    said = quoted(text)
    fields = dict.fromkeys(("name", "role", "headline", "pronouns", "preferred_contact"), said)
    company = f"{{name: {said}, industry: logistics}}"
    return advocate(OPEN, company=company, open_to="[peer-question]", joined="2024-01-02", **fields)


def write_fields(project: Project, number: int, text: str) -> None:
    """Records of every kind that hold ``text``."""
    said = quoted(text)
    slug = f"text-{number}"
    told = story(OPEN, **in_fields(text)).replace("ana-ribeiro", f"person-{number}")
    project.write(f"content/stories/{slug}.md", told)
    project.write(f"content/advocates/person-{number}.md", person(text))
    project.write(
        f"content/products/{slug}.md",
        f"---\nname: {said}\nnames: [{said}]\ntagline: {said}\n---\n\nText.\n",
    )
    event = (
        f"title: {said}\nkind: talk\nplace: {said}\nstarts: 2027-01-21T09:00\nends: "
        "2027-01-21T10:00\ntimezone: Asia/Tokyo"
    )
    project.write(
        f"content/events/{slug}.md", f"---\n{event}\nadvocates: [person-{number}]\n---\n\nText.\n"
    )
    project.write(f"content/{slug}.md", f"---\ntitle: {said}\n---\n\nText.\n")


def topic(number: int) -> str:
    """One of the topics of the settings: feeds show so many stories, and each must be in one."""
    topics = (
        "cost-control",
        "month-end",
        "audit",
        "migration",
        "forecasting",
        "reliability",
        "support",
        "security",
    )
    return f"[{topics[number % len(topics)]}]"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One community with every vector in it, built; ``output`` of the build is kept beside it."""
    project = Project.small(tmp_path_factory.mktemp("hostile") / "community")
    project.write(
        "content/advocates/ana-ribeiro.md",
        advocate(company="{name: Norte Cargo, industry: logistics, country: PT}"),
    )
    for group in ("published_prose", "refused_links"):
        for number, text in enumerate(CASES[group]):
            body = f"Before.\n\n{text}\n\nAfter [itself](https://example.org)."
            name = f"{group.replace('_', '-')}-{number}"
            project.write(
                f"content/stories/{name}.md",
                story(CONSENT, body=body, title=f"Vector {name}", topics=topic(number)),
            )
    for number, text in enumerate(CASES["published_text"]):
        write_fields(project, number, text)
    vectors = list(generated())
    for number in range(0, len(vectors), 40):
        body = "\n\n".join(vectors[number : number + 40])
        project.write(
            f"content/stories/generated-{number}.md",
            story(CONSENT, body=body, title=f"Vector {number}", topics=topic(number // 40)),
        )
    for number, (_, text) in enumerate(CASES["refused_text"]):
        project.write(
            f"content/stories/refused-text-{number}.md", story(CONSENT, title=quoted(text))
        )
    for number, (_, text) in enumerate(CASES["refused_prose"]):
        project.write(f"content/stories/refused-prose-{number}.md", story(CONSENT, body=text))
    for number, (_, text) in enumerate(CASES["refused_fields"]):
        names = {line.split(":")[0].strip('"') for line in text.splitlines()}
        project.write(f"content/stories/refused-fields-{number}.md", with_fields(text, names))
    for _, name in CASES["refused_files"]:
        project.write(f"content/{name}", "<script>alert(1)</script>")
    settings = (project.root / "mkdocs.yml").read_text()
    settings = settings.replace("stories_per_page: 12", "stories_per_page: 200")
    settings = settings.replace(
        "posts_per_week: 3", "posts_per_week: 28"
    )  # all of them have had their turn
    nav = "".join(
        f"  - text-{number}/index.md\n" for number in range(0, len(CASES["published_text"]), 4)
    )
    project.write(
        "mkdocs.yml", settings.replace("  - Home: index.md\n", "  - Home: index.md\n" + nav)
    )
    project.write("output.txt", project.build())
    return project


def with_fields(text: str, names: set[str]) -> str:
    """A story whose fields of ``names`` are replaced by ``text``."""
    kept = story(CONSENT)
    kept = story(CONSENT, **{name: "" for name in names if f"\n{name}:" in kept})
    return kept.replace("---\n", f"---\n{text}\n", 1)


@pytest.fixture(scope="module")
def plan(hostile: Project) -> Plan:
    return hostile.plan()


def problems_of(plan: Plan, path: str) -> list[tuple[str, int, str, str]]:
    return [
        (each.code, each.line, each.message, each.hint)
        for each in plan.problems
        if each.path == path
    ]


@pytest.mark.parametrize("group", ["refused_text", "refused_prose", "refused_fields"])
def test_what_is_refused_is_named_with_its_line_and_what_to_do(
    plan: Plan, hostile: Project, group: str
) -> None:
    name = group.replace("_", "-")
    for number, (code, text) in enumerate(CASES[group]):
        found = problems_of(plan, f"content/stories/{name}-{number}.md")
        assert code in {each[0] for each in found}, (text, found)
        assert all(
            line > 0 and (hint or "must" in message or code == "value-invalid")
            for _, line, message, hint in found
        )
        assert f"{name}-{number}" not in plan.published.stories
        assert not (hostile.site / "stories" / f"{name}-{number}").exists()


def test_files_that_do_not_belong_are_named_and_reach_nothing(plan: Plan, hostile: Project) -> None:
    named = {(each.code, each.path) for each in plan.problems}
    for code, name in CASES["refused_files"]:
        top = name.split("/")[0]
        escaped = name.replace("\n", "\\n").replace("\x1b", "\\x1b")
        whole = {f"content/{escaped}", f"content/{top}", "content/stories/nested"}
        assert any(path in whole for found, path in named if found == code), (code, name)
    assert not list(hostile.site.rglob(".*"))
    assert not hostile.holds("<script>alert(1)</script>\n")


@pytest.mark.parametrize("text", CASES["refused_links"])
def test_an_address_that_may_not_be_linked_is_named_and_gone(
    plan: Plan, hostile: Project, text: str
) -> None:
    number = CASES["refused_links"].index(text)
    found = problems_of(plan, f"content/stories/refused-links-{number}.md")
    page = hostile.page(f"stories/refused-links-{number}")
    links = page.xpath("//div[contains(@class, 'rt-prose')]//a/@href")
    assert links == ["https://example.org"], links
    assert not page.xpath("//div[contains(@class, 'rt-prose')]//img")
    markup_alone = text.startswith(("<a href=' ", "<javascript", "[x]: ", "[x][y]", "[x](java&Tab"))
    codes = {"link-unsafe", "link-broken", "media-missing"}
    assert markup_alone or {each[0] for each in found} & codes, found
    assert all(hint for _, _, _, hint in found)


def test_text_of_fields_is_that_text_in_pages_and_feeds(hostile: Project) -> None:
    for number, text in enumerate(CASES["published_text"]):
        printed = typographic(text, "en")
        quoted = typographic(text, "en", is_quoted=True)
        page = hostile.page(f"stories/text-{number}")
        assert page.xpath("//h1")[0].text_content() == printed
        assert page.xpath("string(//blockquote/p)") == quoted
        assert number % 4 or printed in [
            " ".join(each.text_content().split()) for each in page.xpath("//nav//a")
        ]
        assert page.xpath("string(//meta[@name='description']/@content)") == printed
        assert hostile.page(f"advocates/person-{number}").xpath("string(//blockquote/p)") == quoted
        assert hostile.page(f"products/text-{number}").xpath("string(//h1)") == printed
        assert hostile.page(f"embed/text-{number}").xpath("string(//q)") == quoted
        assert (
            json.loads((hostile.site / f"embed/text-{number}/oembed.json").read_text())["title"]
            == text
        )
        badge = lxml.etree.parse(hostile.site / f"embed/badges/person-{number}.svg")
        assert badge.xpath("string(//*[local-name()='text'])") == printed
        assert text in hostile.page(f"stories/text-{number}/share").xpath(
            "string(//*[@id='post-1'])"
        )
        own = hostile.site / "advocates" / f"person-{number}"
        assert json.loads((own / "feed.json").read_text())["items"][0]["title"] == printed
        for name in ("feed.xml", "atom.xml"):
            titles = lxml.etree.parse(own / name).xpath(
                "//*[local-name()='item' or local-name()='entry']/*/text()"
            )
            assert printed in titles
            assert (
                len(feedparser.parse((own / name).read_bytes(), sanitize_html=False).entries) == 1
            )


def scripts(page: lxml.html.HtmlElement) -> set[str]:
    """Each script of a page by its address, or by how it begins: Material's differ only in the way
    to the root.
    """
    return {
        re.sub(r"^(\.\.?/)+|^/", "", each.get("src", "")) or (each.text or "")[:12]
        for each in page.iter("script")
        if each.get("type") != "application/ld+json"
    }


def test_every_built_page_holds_only_what_we_put_there(hostile: Project) -> None:
    own = scripts(lxml.html.fromstring((hostile.site / "404.html").read_bytes()))
    for file in hostile.site.rglob("*.html"):
        page = lxml.html.fromstring(file.read_bytes())
        frame = file.relative_to(hostile.site).parts[0] == "embed"
        assert scripts(page) <= (
            {"assets/rooftop/frame.js", "assets/rooftop/wall.js"}
            if frame and "wall" in file.parts
            else {"assets/rooftop/frame.js"}
            if frame
            else own
        ), file
        for element in page.iter(lxml.etree.Element):
            assert not [name for name in element.attrib if name.startswith("on")], file
            for name in ("href", "src", "action"):
                address = element.get(name, "").removeprefix(SEND)
                assert not re.match(r"\s*(?!https?:)[\w.+-]+:", address), file
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), file
        for element in page.xpath("//div[contains(@class, 'rt-prose')]//*"):
            assert element.tag in TAGS, (file, element.tag)
            assert element.get("id", "section-").startswith("section-")
            assert set(element.get("class", "product").split()) <= {
                "product",
                "align-left",
                "align-right",
                "align-center",
            }
            assert "nofollow" in element.get("rel", "") or not element.get("href", "").startswith(
                "http"
            )


def test_only_kinds_of_files_that_are_known_here_are_built(hostile: Project) -> None:
    """Whatever a later version adds must be added here, and to the tests of what it may hold."""
    known = {
        ".html",
        ".xml",
        ".json",
        ".gz",
        ".css",
        ".js",
        ".map",
        ".png",
        ".svg",
        ".opml",
        ".csv",
        ".woff2",
    }
    known |= {".jpg", ".webp", ".txt", ".conf", "", ".ics", ".vcf", ".md", ".jsonld"}
    known |= {".pagefind", ".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment"}
    assert {file.suffix for file in hostile.files()} <= known
    for file in hostile.files():
        if file.suffix in (".xml", ".opml", ".svg"):
            lxml.etree.parse(file)
        if file.suffix == ".csv":
            with file.open(newline="", encoding="utf-8") as table:
                assert all(
                    not cell.startswith(("=", "+", "-", "@"))
                    for row in csv.reader(table)
                    for cell in row
                )
        if file.suffix in (".json", ".jsonld"):
            json.loads(file.read_text())
        if file.suffix == ".ics":
            Calendar.from_ical(file.read_bytes())
        if file.suffix == ".vcf":
            assert len(list(vobject.readComponents(file.read_text()))) == 1


def test_the_good_ones_are_published_and_nobody_sees_a_traceback(
    hostile: Project, plan: Plan
) -> None:
    assert "month-end" in plan.published.stories
    assert (hostile.site / "stories/month-end/index.html").is_file()
    said = (hostile.root / "output.txt").read_text()
    done = hostile.check("--format", "github")
    assert done.returncode == 1
    for output in (said, done.stdout, done.stderr):
        assert "Traceback" not in output
        assert "\x1b" not in output
        assert not re.search(r"^::error::forged", output, re.MULTILINE)
    assert not Path("/tmp/pwned").exists()  # noqa: S108


#
#
#
#
# ----------------------------------------------------------------------------------------------------------------
# browser

#: An element that is written as another one, in a parent that is, does what that one does.
EVERYTHING = """async () => {
  const found = [...document.querySelectorAll(SELECTOR)];
  const tag = element => element.cloneNode(false).outerHTML;
  const elements = new Map(found.map(each => [tag(each.parentElement) + tag(each), each])).values();
  document.addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('a[href]');
    if (link && /^https?:$/.test(link.protocol)) event.preventDefault();
  }, true);
  document.addEventListener('submit', event => event.preventDefault(), true);
  for (const element of elements) {
    for (const name of ['pointerover', 'pointerenter', 'mouseover', 'mousemove', 'pointerdown', 'mousedown', 'mouseup',
                        'auxclick', 'contextmenu', 'wheel', 'dragstart', 'beforeinput', 'animationstart', 'toggle'])
      element.dispatchEvent(new MouseEvent(name, {bubbles: true, cancelable: true}));
    if (element.focus) element.focus();
    if (element.click) element.click();
  }
  await new Promise(done => setTimeout(done, 30));
  return found.length;
}"""


class Watch:
    """A page of a browser, and everything that happened on it that contributed text may not make
    happen.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self.page: Page = browser.new_context(viewport={"width": 1200, "height": 900}).new_page()
        self.events: list[str] = []
        self.page.on(
            "dialog",
            lambda dialog: (self.events.append(f"dialog {dialog.message}"), dialog.dismiss())[0],
        )
        self.page.on("popup", lambda popup: self.events.append(f"popup {popup.url}"))
        self.page.on("download", lambda download: self.events.append(f"download {download.url}"))
        self.page.on("pageerror", lambda error: self.events.append(f"error {error}"))
        self.page.on("request", lambda request: self._asked(request.url, address))

    def _asked(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", SEND)):
            self.events.append(f"request {url}")

    def use(self, selector: str) -> int:
        """Move over, click and focus everything that ``selector`` finds; how many elements that is."""
        before = (self.page.url, self.page.title())
        count: int = self.page.evaluate(EVERYTHING.replace("SELECTOR", json.dumps(selector)))
        assert (self.page.url.split("#")[0], self.page.title()) == (
            before[0].split("#")[0],
            before[1],
        )
        return count


def groups_of(site: Path) -> Iterator[list[str]]:
    """All pages but those that lead on: pages whose addresses differ in a number alone together,
    at most 50 of them.
    """
    families: dict[str, list[str]] = defaultdict(list)
    for file in sorted(site.rglob("index.html")):
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        if 'http-equiv="refresh"' not in file.read_text():
            families[re.sub(r"\d+", "N", path)].append(path)
    for paths in families.values():
        yield from (paths[start : start + 50] for start in range(0, len(paths), 50))


def joined(site: Path, paths: list[str]) -> str:
    """The page at the first of ``paths``, with what the others say in their heads and between their
    own marks. Most of what a page costs a browser is not what stands in it.
    """
    first, *others = [(site / path / "index.html").read_text() for path in paths]
    said = (
        r"<title>.*?</title>|<meta .*?>|<script type=\"application/ld.*?</script>|<main\b.*</main>"
    )
    more = "".join(part for text in others for part in re.findall(said, text, re.DOTALL))
    end = first.index("</main>") + len("</main>")
    return first[:end] + more + first[end:]


@pytest.mark.browser
def test_a_browser_that_uses_everything_on_every_page_sees_nothing_happen(
    hostile: Project, browser: Browser
) -> None:
    with serve(hostile.site, policy=False) as address:
        watch = Watch(browser, address)
        for group in groups_of(hostile.site):
            file = hostile.site / group[0] / "joined.html"
            file.write_text(joined(hostile.site, group))
            watch.page.goto(f"{address}{group[0]}{file.name}", wait_until="load")
            file.unlink()
            mains = watch.page.locator("body > main")
            assert mains.count() == len(group), group  # none of them swallows the next
            assert watch.use("main, main *, title") > len(group)
            if group[0].endswith("/share/"):
                assert watch.use("[data-copy]") > 6 * len(group)
            assert watch.events == [], group
        watch.page.context.close()


@pytest.mark.browser
def test_the_mouse_and_the_keyboard_of_a_reader_set_nothing_off(
    hostile: Project, browser: Browser
) -> None:
    with serve(hostile.site, policy=False) as address:
        watch = Watch(browser, address)
        for path in (
            "stories/",
            "advocates/",
            "products/",
            "stories/generated-0/",
            "stories/text-1/",
            "stories/text-3/",
        ):
            watch.page.goto(address + path)
            for _ in range(25):
                watch.page.keyboard.press("Tab")
            for place in range(40, 880, 60):
                watch.page.mouse.move(420, place)
                watch.page.mouse.move(760, place + 10)
        watch.page.goto(address)
        watch.page.keyboard.press("/")
        for words in ("onfocus", "vector", "script alert"):
            watch.page.locator(".rt-search input").fill("")
            watch.page.locator(".rt-search input").press_sequentially(words)
            watch.page.wait_for_selector(".rt-search__results [role=option]", timeout=15000)
            for option in watch.page.locator(".rt-search__results [role=option]").all():
                option.hover()
                watch.page.keyboard.press("ArrowDown")
        assert watch.events == []
        watch.page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", ["feed.xml", "atom.xml", "feed.json", "mastodon.xml", "linkedin.json"]
)
def test_a_careless_reader_shows_every_feed_and_nothing_happens(
    hostile: Project, browser: Browser, name: str
) -> None:
    """Titles, summaries, authors and tags put into a page as if they were HTML, as many readers
    do.
    """
    texts = sorted({text for file in hostile.site.rglob(name) for text in texts_of_feed(file)})
    if name == "atom.xml":  # archives, which hold everything, are Atom
        written = sum(len(CASES[group]) for group in ("published_prose", "refused_links"))
        assert sum(text.startswith("Vector published-prose") for text in texts) == len(
            CASES["published_prose"]
        )
        assert sum(text.startswith("Vector ") for text in texts) > written
    else:
        assert len(texts) > len(CASES["published_text"])
        assert name not in FORMATS or any(text.startswith("Vector ") for text in texts)
    watch = Watch(browser, "http://127.0.0.1")
    watch.page.route(
        "**/reader",
        lambda route: route.fulfill(
            body="<title>Reader</title><main></main>", content_type="text/html"
        ),
    )
    watch.page.goto("http://127.0.0.1/reader")
    for start in range(0, len(texts), 300):
        watch.page.evaluate(
            "texts => document.querySelector('main').replaceChildren(...texts.map(text => {"
            " const each = document.createElement('div'); each.innerHTML = text; return each; }))",
            texts[start : start + 300],
        )
        watch.use("main *")
        own = [
            event
            for event in watch.events
            if not event.startswith("request https://voices.harbourlight.example/")
        ]
        assert own == []
    watch.page.context.close()


def texts_of_feed(file: Path) -> Iterator[str]:
    """Everything a feed says."""
    if file.suffix == ".json":
        yield from (
            text for item in json.loads(file.read_bytes())["items"] for text in strings(item)
        )
    else:
        elements = lxml.etree.parse(file).iter(lxml.etree.Element)
        yield from (element.text for element in elements if element.text)


def strings(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        within = value.values() if isinstance(value, dict) else value
        yield from (text for each in within for text in strings(each))


def test_products_named_like_markup_are_linked_as_text(project: Project) -> None:
    project.write(
        "content/products/odd.md", PRODUCT.replace("name: Ledger", "name: 'A & B \" onclick=x'")
    )
    project.write(
        "content/stories/month-end.md", story(CONSENT, body='We use A & B " onclick=x every day.')
    )
    project.build()
    link = project.page("stories/month-end").xpath("//a[@class='product']")[0]
    assert link.text == 'A & B " onclick=x'
    assert set(link.attrib) == {"href", "class"}
