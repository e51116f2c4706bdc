"""Feeds as readers read them, and as their specifications ask."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import feedparser
import pytest
from lxml import etree

from tests.project import CONSENT, Project, story

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("feed.xml", "atom.xml")


@pytest.mark.parametrize("name", FEEDS)
def test_a_reader_sees_every_story_with_its_facts(demo: Project, name: str) -> None:
    feed = feedparser.parse((demo.site / name).read_bytes())
    assert not feed.bozo
    plan = demo.plan()
    assert [entry.title for entry in feed.entries] == [plan.stories[view.slug].title for view in plan.feed]
    first = feed.entries[0]
    assert first.link == "https://voices.harbourlight.example/stories/torch-and-tea/"
    assert first.id == "https://voices.harbourlight.example/stories/torch-and-tea/"
    assert datetime(*first.published_parsed[:6], tzinfo=UTC) == datetime(2026, 11, 13, 9, 50, 14, tzinfo=UTC)
    assert "Priya Raman" in str(first.get("authors", first.get("author")))
    assert "We threw away eleven kilos of flatbread a day." in first.content[0].value
    assert first.summary.startswith("A shopkeeper and a baker")


def test_the_json_feed_holds_the_same(demo: Project) -> None:
    feed = json.loads((demo.site / "feed.json").read_text())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://voices.harbourlight.example/feed.json"
    rss = feedparser.parse((demo.site / "feed.xml").read_bytes())
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in rss.entries]
    assert {item["language"] for item in feed["items"]} == {"en", "de"}
    assert all(
        item["authors"] and item["content_html"] and item["date_published"].endswith("Z") for item in feed["items"]
    )


def test_rss_has_what_aggregators_look_for(demo: Project) -> None:
    channel = etree.parse(demo.site / "feed.xml").getroot()[0]
    assert channel[0].tag == f"{ATOM}link"
    assert (channel[0].get("rel"), channel[0].get("href")) == ("self", "https://voices.harbourlight.example/feed.xml")
    assert channel.findtext("link") == "https://voices.harbourlight.example/"
    assert channel.findtext("lastBuildDate") == "Fri, 13 Nov 2026 09:50:14 +0000"
    assert all(item.find("guid").get("isPermaLink") == "false" for item in channel.findall("item"))
    dates = [item.findtext("pubDate") for item in channel.findall("item")]
    assert len(set(dates)) == len(dates)


def test_every_address_in_an_item_is_absolute_and_nothing_runs(demo: Project) -> None:
    for item in json.loads((demo.site / "feed.json").read_text())["items"]:
        addresses = re.findall(r'(?:href|src)="([^"]*)"', item["content_html"])
        assert all(address.startswith("https://") for address in addresses), addresses
        assert "<script" not in item["content_html"]
        assert "Disclosure: " in item["content_html"]


def test_only_what_may_go_out_in_feeds(project: Project) -> None:
    project.write("content/stories/quiet.md", story(CONSENT.replace("[site, feeds]", "[site]"), title="Only here"))
    project.build()
    assert "Only here" in project.page("stories/quiet").text_content()
    for name in ("feed.xml", "atom.xml", "feed.json"):
        assert "Only here" not in (project.site / name).read_text()
        assert "The month-end" in (project.site / name).read_text()


def test_an_item_keeps_its_id_through_a_rename(project: Project) -> None:
    stamped = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/old-name/"}
    project.write("content/stories/month-end.md", story(CONSENT, **stamped, aliases="[old-name]"))
    project.build()
    item = json.loads((project.site / "feed.json").read_text())["items"][0]
    assert item["id"].endswith("/stories/old-name/")
    assert item["url"].endswith("/stories/month-end/")
    assert item["date_published"] == "2026-05-06T09:30:07Z"
    assert (project.site / "stories/old-name/index.html").is_file()


def test_a_story_that_was_never_stamped_counts_as_published_at_noon(project: Project) -> None:
    project.build()
    item = json.loads((project.site / "feed.json").read_text())["items"][0]
    assert item["date_published"] == "2026-05-04T12:00:00Z"


def test_feeds_hold_the_newest_as_many_as_set(project: Project) -> None:
    for number in range(1, 8):
        project.write(
            f"content/stories/s{number}.md", story(CONSENT, date=f"2026-06-0{number}", title=f"Story {number}")
        )
    settings = (project.root / "mkdocs.yml").read_text().replace("feed_items: 50", "feed_items: 3")
    project.write("mkdocs.yml", settings)
    project.build()
    feed = feedparser.parse((project.site / "feed.xml").read_bytes())
    assert [entry.title for entry in feed.entries] == ["Story 7", "Story 6", "Story 5"]


def test_markup_in_titles_and_words_stays_text(project: Project) -> None:
    title = 'A < b & "quoted" &lt;b> ]]> title'
    project.write(
        "content/stories/month-end.md", story(CONSENT, title=f"'{title}'", summary="'&lt;script>alert(1)&lt;/script>'")
    )
    project.build()
    for name in FEEDS:
        entry = feedparser.parse((project.site / name).read_bytes(), sanitize_html=False).entries[0]
        root = etree.parse(project.site / name).getroot()
        found = root.findtext(".//item/title") or root.findtext(f".//{ATOM}entry/{ATOM}title")
        assert found == title
        assert "<script" not in entry.content[0].value
    page = project.page("stories/month-end")
    assert page.xpath("//article//h1")[0].text_content() == title
    assert not page.xpath("//article//script")


def test_every_page_tells_where_the_feeds_are(demo: Project) -> None:
    for address in ("", "stories/boring-fridays", "products/ledger"):
        found = demo.page(address).xpath("//link[@rel='alternate'][@type]")
        assert [link.get("type") for link in found] == [
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
        ]
        assert all(link.get("title") for link in found)
        assert all((demo.site / address / link.get("href")).resolve().is_file() for link in found)


def test_a_community_without_stories_has_valid_empty_feeds(project: Project) -> None:
    (project.root / "content/stories/month-end.md").unlink()
    project.build()
    for name in FEEDS:
        assert feedparser.parse((project.site / name).read_bytes()).entries == []
        assert not feedparser.parse((project.site / name).read_bytes()).bozo
