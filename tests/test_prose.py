"""Prose of records: where its links lead, which pictures it shows, what is said of the others."""

from __future__ import annotations

import re

import pytest

from rooftop.cache import Cache
from rooftop.crosslinks import ProductLinker
from rooftop.plan.links import LinkResolver
from rooftop.plan.prose import ProseWriter
from tests.project import CONSENT, Project, story

EVIL = "https://evil.example"


def written(project: Project, body: str, **fields: str) -> tuple[str, list[tuple[str, int]]]:
    """The page's prose of a story, and the problems of its file by code and line."""
    project.write("content/stories/month-end.md", story(CONSENT, body=body, **fields))
    plan = project.plan()
    found = [p for p in plan.problems if p.path == "content/stories/month-end.md"]
    prose = "".join(
        str(plan.published.prose_of("stories", "month-end", field).on_page("../../"))
        for field in ("challenge", "body")
    )
    return prose, [(each.code, each.line) for each in found]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    "link",
    [
        f"[bank.example/login]({EVIL})",
        f"[→ bank.example]({EVIL})",
        f"[“bank.example”]({EVIL})",
        f'<a href="{EVIL}">bank.example</a>',
        f"[bank.example][r]\n\n[r]: {EVIL}",
        f"<svg><style></svg><a href='{EVIL}'>bank.example</a></style>",
    ],
)
def test_a_link_whose_words_promise_another_address_is_named_and_gone(
    project: Project, link: str
) -> None:
    prose, problems = written(project, f"Before.\n\n{link}")
    assert "evil.example" not in prose
    assert "bank.example" in prose
    assert [code for code, _ in problems] == ["link-unsafe"]


def test_every_link_elsewhere_says_that_nobody_here_vouches_for_it(project: Project) -> None:
    links = (
        "https://a.example/x",
        "www.a.example",
        "<https://a.example>",
        "[x](https://a.example)",
        "<a href=' https://a.example'>x</a>",
        "<math><style></math><a href=https://a.example>x</a></style>",
    )
    prose, problems = written(project, "\n\n".join(links))
    assert problems == []
    assert prose.count("<a ") == prose.count('rel="nofollow ugc noopener"') == len(links)


def test_links_to_headings_lead_where_they_lead_on_github(project: Project) -> None:
    body = (
        "[a](#whats-new) [b](#section-what-s-new) [c](#whats-new-1) [d](#elsewhere)\n\n"
        "## What's new\n\n## What's new"
    )
    prose, problems = written(project, body)
    first, second = re.findall(r'<h2 id="([^"]+)"', prose)
    assert re.findall(r'href="#([^"]+)"', prose) == [first, first, second, "elsewhere"]
    assert problems == []


def test_challenge_and_body_share_a_page_without_sharing_ids(project: Project) -> None:
    text = "## Why\n\nSo.[^1]\n\n[^1]: Note."
    prose, _ = written(project, text, challenge='"## Why\\n\\nSo it was.[^1]\\n\\n[^1]: Note."')
    ids = re.findall(r' id="([^"]+)"', prose)
    assert len(ids) == len(set(ids)) == 6
    assert set(re.findall(r'href="#([^"]+)"', prose)) <= set(ids)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("One.\n\n[x](../no.md)", "no.md"),
        ("One.\n\n[x](javascript:alert(1))", "javascript"),
        ("One.\n\nwww.a:b@c.example", "www.a:b"),
        ("One.\n\n[x](https://a.example:x/?a&b)", "a.example:x"),
        ("One.\n\n![x](../media/no.webp)", "no.webp"),
    ],
)
def test_a_link_is_named_with_its_line(project: Project, body: str, words: str) -> None:
    _, problems = written(project, body)
    text = (project.root / "content/stories/month-end.md").read_text()
    assert [line for _, line in problems] == [line_of(text, words)]


def test_a_link_in_a_field_is_named_with_the_line_of_the_field(project: Project) -> None:
    _, problems = written(project, "Text.", challenge='"[x](../no.md)"')
    text = (project.root / "content/stories/month-end.md").read_text()
    assert problems == [("link-broken", line_of(text, "challenge:"))]


def test_whatever_addresses_are_given_may_be_linked(project: Project) -> None:
    links = ("/peers/ledger/", "../peers/ledger/", "/feed.xml", "/api/stories.json", "/peers/none/")
    body = " ".join(f"[x]({link})" for link in links)
    project.write("content/stories/month-end.md", story(CONSENT, body=body))
    catalogue = project.plan().catalogue
    known = frozenset({"peers/ledger/", "feed.xml", "api/stories.json"})
    resolver = LinkResolver(catalogue, known)
    writer = ProseWriter(resolver, ProductLinker([]), Cache())
    record = catalogue.stories["month-end"]
    page = str(writer.write(record, record.body, lambda _: True).on_page("../../"))
    assert re.findall(r'href="\.\./\.\./([^"]+)"', page) == [
        "peers/ledger/",
        "peers/ledger/",
        "feed.xml",
        "api/stories.json",
    ]
    assert [each.code for each in resolver.problems] == ["link-broken"]


def test_a_number_that_is_no_character_is_named(project: Project) -> None:
    project.write("content/stories/month-end.md", story(CONSENT, body="One &#7; two."))
    found = [p for p in project.plan().problems if p.code == "text-unsafe"]
    assert [p.path for p in found] == ["content/stories/month-end.md"]
