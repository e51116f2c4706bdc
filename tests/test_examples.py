"""Records marked `example: true`: seen in previews, told by check, published nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import pytest

from rooftop.consent import Reason
from rooftop.site.invocation import Invocation, invoked
from tests.project import PRODUCT, Project, advocate, story

EVENT = """\
---
example: true
title: A lunch for six
kind: meetup
starts: 2027-03-04T12:00
timezone: Europe/Lisbon
place: Porto
advocates: [ana-ribeiro]
products: [ledger]
---

Bring a question.
"""
PAGE = "---\nexample: true\ntitle: House rules\n---\n\nKnock first.\n"
#: What only the examples say, one for each kind of record.
WORDS = ("Ana Ribeiro", "The month-end", "It keeps the books", "A lunch for six", "House rules")


def example(text: str) -> str:
    """The file as an example."""
    return text.replace("---\n", "---\nexample: true\n", 1)


def write_examples(project: Project) -> Project:
    """A community in which everything is an example; nothing in it was agreed to."""
    project.write("content/advocates/ana-ribeiro.md", example(advocate("status: requested\n")))
    project.write("content/stories/month-end.md", example(story("status: requested\n")))
    project.write("content/products/ledger.md", example(PRODUCT))
    project.write("content/events/lunch.md", EVENT)
    project.write("content/rules.md", PAGE)
    return project


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The community of examples, built for publication."""
    project = write_examples(Project.empty(tmp_path_factory.mktemp("examples") / "community"))
    project.build()
    return project


def test_no_output_holds_an_example(community: Project) -> None:
    for words in (*WORDS, "ana-ribeiro", "month-end/", "products/ledger", "events/lunch", "rules/"):
        held = [path for path in community.holds(words) if not path.startswith("assets/")]
        assert held == [], words


def test_a_site_of_examples_alone_is_whole(community: Project) -> None:
    for address in ("", "stories", "advocates", "products", "events", "wall", "wanted", "feeds"):
        assert community.page(address).find(".//h1").text_content().strip(), address
    assert (community.site / "404.html").is_file()
    assert (community.site / "search" / "pagefind.js").is_file()
    for name in ("feed.xml", "atom.xml"):
        feed = feedparser.parse((community.site / name).read_bytes())
        assert not feed.bozo
        assert (feed.entries, feed.feed.title) == ([], "Harbourlight Voices")
    assert json.loads((community.site / "feed.json").read_text())["items"] == []
    assert json.loads((community.site / "api/stories.json").read_text())["stories"] == []


def test_an_empty_home_page_invites(community: Project) -> None:
    main = community.page("").find(".//main")
    headings = [each.text_content() for each in main.findall(".//h2")]
    assert "People like you" not in headings  # a heading with nothing below it
    assert "No one has shared a story here yet. Yours can be the first." in main.text_content()
    assert main.find(".//a[@class='rt-button rt-button--strong']").get("href") == "./contribute/"


def test_check_tells_each_example_once(community: Project) -> None:
    done = community.check("--format", "json")
    assert done.returncode == 0
    problems = json.loads(done.stdout)["problems"]
    told = [(each["path"], each["line"]) for each in problems if each["code"] == "example-record"]
    assert told == [
        ("content/advocates/ana-ribeiro.md", 2),
        ("content/events/lunch.md", 2),
        ("content/products/ledger.md", 2),
        ("content/rules.md", 2),
        ("content/stories/month-end.md", 2),
    ]
    assert {each["code"] for each in problems if each["severity"] == "error"} == set()


def test_a_preview_shows_examples_and_says_what_they_are(tmp_path: Path) -> None:
    project = write_examples(Project.empty(tmp_path / "community"))
    with invoked(Invocation(drafts=True)):
        done = project.run("mkdocs", "build")
    assert done.returncode == 0, done.stderr
    for address in (
        "stories/month-end",
        "advocates/ana-ribeiro",
        "products/ledger",
        "events/lunch",
        "rules",
    ):
        mark = project.page(address).find(".//p[@class='rt-draft']")
        assert mark is not None, address
        assert mark.text_content().startswith("Example. Only this preview shows it."), address
    for address in ("stories", "advocates", "products", "events"):
        assert "· Example" in project.page(address).find(".//main").text_content(), address
    assert json.loads((project.site / "feed.json").read_text())["items"] == []
    assert json.loads((project.site / "api/stories.json").read_text())["stories"] == []


def test_what_is_published_may_not_refer_to_an_example(project: Project) -> None:
    project.write("content/advocates/ana-ribeiro.md", example(advocate()))
    project.write("content/products/ledger.md", example(PRODUCT))
    body = "See [the product](../products/ledger.md)."
    project.write("content/stories/month-end.md", story(body=body))
    plan = project.plan()
    found = [each for each in plan.problems if each.code == "reference-example"]
    assert [(each.path, each.line) for each in found] == [
        ("content/stories/month-end.md", 4),
        ("content/stories/month-end.md", 5),
    ]
    assert "content/advocates/ana-ribeiro.md is an example" in found[0].message
    assert "example: true" in found[0].hint
    assert [each.reason for each in plan.withheld] == [Reason.UNKNOWN_ADVOCATE]
    assert project.check().returncode == 1


def test_a_link_to_an_example_is_told_where_it_stands(project: Project) -> None:
    project.write("content/events/lunch.md", EVENT)
    project.write("content/about.md", "---\ntitle: About\n---\n\nCome to\n[us](events/lunch.md).\n")
    found = [each for each in project.plan().problems if each.code == "reference-example"]
    assert [(each.path, each.line) for each in found] == [("content/about.md", 6)]
    assert not [each for each in project.plan().problems if each.code == "link-broken"]


def test_an_entry_of_the_menu_for_an_example_is_left_out(project: Project) -> None:
    project.write("content/rules.md", PAGE)
    settings = (project.root / "mkdocs.yml").read_text()
    nav = "  - Home: index.md\n"
    project.write("mkdocs.yml", settings.replace(nav, f"{nav}  - Rules: rules.md\n"))
    done = project.check()
    assert done.returncode == 0, done.stderr
    assert "note nav-withheld: nav: rules.md is not published" in done.stderr


def test_examples_may_refer_to_each_other_and_to_anybody(project: Project) -> None:
    project.write("content/stories/other.md", example(story(title="Another")))
    project.write("content/events/lunch.md", EVENT)
    plan = project.plan()
    assert {each.code for each in plan.problems} == {"example-record"}
    assert set(plan.published.stories) == {"month-end"}
    assert set(project.plan(drafts=True).published.stories) == {"month-end", "other"}


def test_what_went_out_is_no_example(project: Project) -> None:
    stamped = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/month-end/"}
    project.write("content/stories/month-end.md", example(story(**stamped)))
    errors = [each for each in project.plan().problems if each.code == "value-invalid"]
    assert [each.message for each in errors] == [
        "it went out, so it is no example: remove `example`; to take it down, withdraw it"
    ]


def test_an_example_is_never_stamped(community: Project) -> None:
    done = community.run("rooftop", "stamp", "--dry-run")
    assert done.returncode == 0
    assert "month-end" not in done.stdout


def test_the_word_is_true_or_false(project: Project) -> None:
    text = advocate().replace("---\n", '---\nexample: "maybe"\n', 1)
    project.write("content/advocates/ana-ribeiro.md", text)
    found = [each for each in project.plan().problems if each.code == "value-invalid"]
    assert [each.message for each in found] == ["example must be true or false"]
