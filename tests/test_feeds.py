"""Feeds as readers read them, and as their specifications ask."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from PIL import Image

from tests.project import CONSENT, Project, advocate, story

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("feed.xml", "atom.xml")


@pytest.mark.parametrize("name", FEEDS)
def test_a_reader_sees_every_story_with_its_facts(demo: Project, name: str) -> None:
    feed = feedparser.parse((demo.site / name).read_bytes())
    assert not feed.bozo
    plan = demo.plan()
    shown = [entry.title for entry in feed.entries if entry.title != "No longer shared"]
    assert shown == [plan.published.stories[view.slug].title for view in plan.published.feed]
    first = feed.entries[0]
    assert first.link == "https://voices.harbourlight.example/stories/torch-and-tea/"
    assert first.id == "https://voices.harbourlight.example/stories/torch-and-tea/"
    assert datetime(*first.published_parsed[:6], tzinfo=UTC) == datetime(
        2026, 11, 13, 9, 50, 14, tzinfo=UTC
    )
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
    for item in feed["items"]:
        assert item["content_html"]
        assert item["date_published"].endswith("Z")
        assert item["authors"]


def test_rss_has_what_aggregators_look_for(demo: Project) -> None:
    channel = etree.parse(demo.site / "feed.xml").getroot()[0]
    assert channel[0].tag == f"{ATOM}link"
    assert (channel[0].get("rel"), channel[0].get("href")) == (
        "self",
        "https://voices.harbourlight.example/feed.xml",
    )
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
        word = {"en": "Disclosure: ", "de": "Offenlegung: "}[item["language"]]
        assert (word in item["content_html"]) != ("deleted" in item["_rooftop"])


def test_only_what_may_go_out_in_feeds(project: Project) -> None:
    project.write(
        "content/stories/quiet.md",
        story(CONSENT.replace("[site, feeds]", "[site]"), title="Only here"),
    )
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


def test_markup_in_titles_and_words_stays_text(project: Project) -> None:
    title = 'A < b & "quoted" &lt;b> ]]> title'
    shown = "A < b & “quoted” &lt;b> ]]> title"
    project.write(
        "content/stories/month-end.md",
        story(CONSENT, title=f"'{title}'", summary="'&lt;script>alert(1)&lt;/script>'"),
    )
    project.build()
    for name in FEEDS:
        entry = feedparser.parse((project.site / name).read_bytes(), sanitize_html=False).entries[0]
        root = etree.parse(project.site / name).getroot()
        found = root.findtext(".//item/title") or root.findtext(f".//{ATOM}entry/{ATOM}title")
        assert found == shown
        assert "<script" not in entry.content[0].value
    page = project.page("stories/month-end")
    assert page.xpath("//article//h1")[0].text_content() == shown
    assert not page.xpath("//article//script")


def test_every_page_tells_where_the_feeds_are(demo: Project) -> None:
    own = ["application/rss+xml", "application/atom+xml", "application/feed+json"]
    for address, times in (
        ("", 1),
        ("stories/boring-fridays", 1),
        ("products/ledger", 2),
        ("advocates/ana-ribeiro", 2),
        ("stories/ferry-forecast", 1),  # which was there, and is no more
    ):
        links = demo.page(address).xpath("//link[@rel='alternate'][@type]")
        links = [link for link in links if link.get("type") in own]
        assert [link.get("type") for link in links] == own * times
        for link in links:
            assert (demo.site / address / link.get("href")).resolve().is_file()
    lost = (demo.site / "404.html").read_text()
    assert [kind for kind in own if f'<link rel="alternate" type="{kind}"' in lost] == own
    titles = demo.page("products/ledger").xpath("//link[contains(@rel, 'alternate')]/@title")
    assert "Harbourlight Voices – Ledger" in titles


def test_people_products_topics_industries_and_languages_have_feeds_of_their_own(
    demo: Project,
) -> None:
    plan = demo.plan()
    whole = {
        item["id"]: item for item in json.loads((demo.site / "feed.json").read_text())["items"]
    }
    for folder, told in (
        ("products/ledger", lambda story: "ledger" in story.products),
        ("topics/month-end", lambda story: "month-end" in story.topics),
        ("industries/logistics", lambda story: "logistics" in story.industries),
        ("languages/de", lambda story: story.language == "de"),
        (
            "advocates/ana-ribeiro",
            lambda story: any(teller.slug == "ana-ribeiro" for teller in story.tellers),
        ),
    ):
        expected = [story.title for story in plan.published.feed if told(story)]
        assert expected, folder
        newest = 2 if folder.startswith("advocates/") else 5
        older = demo.site / folder / "archive/atom.xml"
        assert older.exists() == (len(expected) > newest)
        further = feedparser.parse(older.read_bytes()).entries if older.exists() else []
        assert [entry.title for entry in further] == expected[newest:]
        for name in FEEDS:
            feed = feedparser.parse((demo.site / folder / name).read_bytes())
            assert not feed.bozo
            assert [
                entry.title for entry in feed.entries if entry.title != "No longer shared"
            ] == expected[:newest]
            own = [link.href for link in feed.feed.links if link.rel == "self"]
            assert own == [f"https://voices.harbourlight.example/{folder}/{name}"]
        items = json.loads((demo.site / folder / "feed.json").read_text())
        assert [
            item["title"] for item in items["items"] if "deleted" not in item["_rooftop"]
        ] == expected[:newest]
        assert all(
            whole.setdefault(item["id"], item) == item for item in items["items"]
        )  # one story is one item, wherever it stands
    assert json.loads((demo.site / "languages/de/feed.json").read_text())["language"] == "de"


def _page_beside(feed: Path) -> str:
    page = feed.with_name("index.html")
    return page.read_text() if page.is_file() else ""


def test_the_list_of_feeds_leads_to_every_one(demo: Project) -> None:
    outlines = etree.parse(demo.site / "feeds.opml").findall(".//outline[@type='rss']")
    root = "https://voices.harbourlight.example/"
    listed = {outline.get("xmlUrl").removeprefix(root) for outline in outlines}
    built = {file.relative_to(demo.site).as_posix() for file in demo.site.rglob("feed.xml")}
    former = {each for each in built if "http-equiv" in _page_beside(demo.site / each)}
    assert former == {"products/compass/feed.xml"}
    assert listed == {address for address in built - former if "archive/" not in address}
    page = demo.page("feeds")
    assert {f"../{address}" for address in listed} <= set(page.xpath("//main//a/@href"))
    for outline in outlines:
        assert (demo.site / outline.get("htmlUrl").removeprefix(root) / "index.html").is_file()


STAMP = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/month-end/"}
WITHDRAWN = CONSENT.replace("status: given", "status: withdrawn\nwithdrawn: 2026-09-01", 1)
SCOPES = (
    "",
    "products/ledger/",
    "languages/en/",
    "industries/logistics/",
    "advocates/ana-ribeiro/",
)


def test_a_feed_that_loses_its_last_story_stays_empty_and_valid(project: Project) -> None:
    project.write("content/stories/month-end.md", story(CONSENT, **STAMP))
    project.build()
    assert (
        len(feedparser.parse((project.site / "topics/month-end/feed.xml").read_bytes()).entries)
        == 1
    )
    withheld = CONSENT.replace("[site, feeds]", "[site]")  # never meant for feeds: no notice either
    project.write("content/stories/month-end.md", story(withheld, **STAMP))
    project.write(
        "content/stories/other.md",
        story(WITHDRAWN, **STAMP | {"permalink": "stories/other/"}, topics="[audit]"),
    )
    project.build()
    for name in FEEDS:
        feed = feedparser.parse((project.site / "topics/audit" / name).read_bytes())
        assert not feed.bozo
        assert feed.feed.title
    feed = json.loads((project.site / "feed.json").read_text())
    assert [item["title"] for item in feed["items"]] == ["No longer shared"]


def test_what_is_taken_back_leaves_a_notice_in_its_place_in_every_feed(project: Project) -> None:
    project.write("content/stories/month-end.md", story(CONSENT, **STAMP))
    project.build()
    before = json.loads((project.site / "feed.json").read_text())["items"][0]
    project.write("content/stories/month-end.md", story(WITHDRAWN, **STAMP))
    project.build()
    for folder in SCOPES:
        for name in FEEDS:
            feed = feedparser.parse((project.site / folder / name).read_bytes())
            assert not feed.bozo
            assert [(entry.id, entry.title) for entry in feed.entries] == [
                (before["id"], "No longer shared")
            ]
            assert datetime(*feed.entries[0].published_parsed[:6]) == datetime(2026, 5, 6, 9, 30, 7)
        item = json.loads((project.site / folder / "feed.json").read_text())["items"][0]
        assert (item["id"], item["date_modified"]) == (before["id"], "2026-09-01T00:00:00Z")
        assert item["_rooftop"]["deleted"] == "2026-09-01T00:00:01Z"  # newer than the notice
        assert item["authors"] == [
            {"name": "Harbourlight Voices", "url": "https://voices.harbourlight.example/"}
        ]
        gone = etree.parse(project.site / folder / "atom.xml").find(
            ".//{http://purl.org/atompub/tombstones/1.0}deleted-entry"
        )
        assert dict(gone.attrib) == {"ref": before["id"], "when": "2026-09-01T00:00:01Z"}
    assert project.holds("Nine days became three") == []


def test_a_notice_never_says_a_withheld_name(project: Project) -> None:
    project.write(
        "content/stories/ana-ribeiro-at-month-end.md",
        story(WITHDRAWN, **STAMP | {"permalink": "stories/ana-ribeiro-at-month-end/"}),
    )
    project.write("content/advocates/ana-ribeiro.md", advocate(WITHDRAWN))
    (project.root / "content/stories/month-end.md").unlink()
    project.build()
    assert json.loads((project.site / "feed.json").read_text())["items"] == []


def test_each_item_has_one_picture_with_its_true_length_its_size_and_its_words(
    demo: Project,
) -> None:
    items = etree.parse(demo.site / "feed.xml").findall(".//item")
    media = "{http://search.yahoo.com/mrss/}"
    shown = [item for item in items if item.findtext("title") != "No longer shared"]
    assert len(shown) > 30
    for item in shown:
        enclosures = item.findall("enclosure")
        assert len(enclosures) == 1
        file = demo.site / enclosures[0].get("url").removeprefix(
            "https://voices.harbourlight.example/"
        )
        assert int(enclosures[0].get("length")) == file.stat().st_size
        with Image.open(file) as picture:
            assert picture.format == "PNG"
            content = item.find(f"{media}content")
            assert (int(content.get("width")), int(content.get("height"))) == picture.size
            assert picture.width >= 1200
            assert picture.height >= 630
        assert len(content.findtext(f"{media}description")) > 20
    json_items = json.loads((demo.site / "feed.json").read_text())["items"]
    film = next(item for item in json_items if item["id"].endswith("dispatchers-liked-mondays/"))
    assert [each["mime_type"] for each in film["attachments"]][:2] == ["image/png", "video/webm"]
    assert film["_rooftop"]["about"].startswith("https://")


def test_channels_tell_readers_what_they_need(project: Project) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    project.write(
        "mkdocs.yml",
        settings.replace("    social:", "    hub: https://hub.example/\n    social:", 1),
    )
    project.build()
    channel = etree.parse(project.site / "feed.xml").getroot()[0]
    links = [(link.get("rel"), link.get("href")) for link in channel.findall(f"{ATOM}link")]
    assert links == [
        ("self", "https://voices.harbourlight.example/feed.xml"),
        ("hub", "https://hub.example/"),
    ]
    assert channel.findtext("ttl") == "60"
    icon = project.site / channel.findtext("image/url").removeprefix(
        "https://voices.harbourlight.example/"
    )
    with Image.open(icon) as picture:
        assert picture.size == (512, 512)
    assert ("hub", "https://hub.example/") in [
        (link.get("rel"), link.get("href"))
        for link in etree.parse(project.site / "atom.xml").findall(f"{ATOM}link")
    ]
    feed = json.loads((project.site / "feed.json").read_text())
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    styles = (project.site / "feed.xml").read_text().split("?>")[1]
    assert 'type="text/css"' in styles
    assert (project.site / "assets/rooftop/feed.css").is_file()


def test_nobody_who_is_withheld_has_a_feed(project: Project) -> None:
    stamped = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/month-end/"}
    withdrawn = CONSENT.replace("status: given", "status: withdrawn", 1)
    project.write("content/stories/month-end.md", story(withdrawn, **stamped))
    project.write("content/advocates/ana-ribeiro.md", advocate(withdrawn))
    project.build()
    assert project.holds("ana-ribeiro") == []
    assert project.holds("Ana Ribeiro") == []


def test_feeds_stay_small_by_showing_fewer_stories_never_fewer_words(project: Project) -> None:
    body = "\n\n".join("So many words that a reader stops. " * 20 for _ in range(60))
    for number in range(40):
        project.write(
            f"content/stories/long-{number}.md", story(CONSENT, title=f"Long {number}", body=body)
        )
    project.build()
    for folder in ("", "products/ledger"):
        for name in ("feed.xml", "atom.xml", "feed.json"):
            assert 125_000 < (project.site / folder / name).stat().st_size <= 250_000
        feed = feedparser.parse((project.site / folder / "feed.xml").read_bytes())
        assert 3 <= len(feed.entries) < 10
        assert all(entry.content[0].value.count("reader stops") == 1_200 for entry in feed.entries)


def test_a_community_without_stories_has_valid_empty_feeds(project: Project) -> None:
    (project.root / "content/stories/month-end.md").unlink()
    project.build()
    for name in FEEDS:
        assert feedparser.parse((project.site / name).read_bytes()).entries == []
        assert not feedparser.parse((project.site / name).read_bytes()).bozo


SHARED = CONSENT.replace("[site, feeds]", "[site, feeds, social, embeds, press]")
EVENT = (
    "---\ntitle: Evening\nkind: meetup\nstarts: 2026-12-01T19:00\ntimezone: Europe/Lisbon\n"
    "place: Porto\n---\n\nCome.\n"
)


def every_id(project: Project) -> dict[str, list[str]]:
    """The ids that programs know each entry by, in every file that has some."""
    found: dict[str, list[str]] = {}
    for path, data in project.contents().items():
        if path.endswith(".xml") and "sitemap" not in path:
            root = etree.fromstring(data)
            named = [e for e in root.iter() if etree.QName(e).localname in ("guid", "id")]
            found[path] = [e.text for e in named] + root.xpath("//@ref")
        elif path.endswith(".json") and ("feed" in path or path == "api/stories.json"):
            content = json.loads(data)
            entries = content.get("items") or content.get("stories") or ()
            found[path] = [entry["id"] for entry in entries]
        elif path.endswith(".ics"):
            found[path] = re.findall(r"^UID:(\S+)", data.decode().replace("\r\n ", ""), re.M)
    return found


def test_no_id_changes_with_the_domain(project: Project) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    without = re.sub(r"    feed_ids: .*\n", "", settings)
    project.write("mkdocs.yml", without)
    project.write("content/stories/month-end.md", story(SHARED))
    project.write(
        "content/stories/gone.md", story(WITHDRAWN, **STAMP | {"permalink": "stories/gone/"})
    )
    project.write("content/advocates/ana-ribeiro.md", advocate(SHARED, joined="2020-09-01"))
    project.write("content/events/evening.md", EVENT)
    assert project.run("rooftop", "stamp").returncode == 0
    stamped = (project.root / "mkdocs.yml").read_text()
    assert "    feed_ids: https://voices.harbourlight.example/\n" in stamped
    project.run("rooftop", "stamp")
    assert (project.root / "mkdocs.yml").read_text() == stamped
    project.build()
    before = every_id(project)
    assert {"news/feed.json", "feeds/social/mastodon.xml", "api/stories.json"} < set(before)
    assert len([path for path, ids in before.items() if ids]) > 20
    moved = stamped.replace("site_url: https://voices.harbourlight", "site_url: https://new")
    project.write("mkdocs.yml", moved)
    project.build()
    assert every_id(project) == before
    item = json.loads((project.site / "feed.json").read_text())["items"][0]
    assert item["url"].startswith("https://new.example/")
    project.write("mkdocs.yml", without)
    project.build()
    assert every_id(project) == before


def test_what_ids_begin_with_is_written_only_when_somebody_may_know_one(project: Project) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", re.sub(r"    feed_ids: .*\n", "", settings))
    before = (project.root / "mkdocs.yml").read_bytes()
    assert project.run("rooftop", "stamp", "--dry-run").returncode == 0
    (project.root / "content/stories/month-end.md").unlink()
    assert project.run("rooftop", "stamp").returncode == 0
    assert (project.root / "mkdocs.yml").read_bytes() == before


def test_each_piece_of_news_links_to_a_place_of_its_own(project: Project) -> None:
    project.write("content/stories/month-end.md", story(SHARED, **STAMP))
    project.write("content/advocates/ana-ribeiro.md", advocate(SHARED, joined="2020-09-01"))
    older = SHARED.replace("given: 2026-05-02", "given: 2021-05-02\nexpires: 2028-05-02", 1)
    project.write("content/advocates/bo.md", advocate(older, name="Bo Lund", joined="2020-09-01"))
    project.build()
    items = json.loads((project.site / "news/feed.json").read_text())["items"]
    links = [item["url"] for item in items]
    assert len(links) == len(set(links)) == 8
    page = project.page("thanks")
    for item in items:
        address, _, place = item["url"].partition("#")
        assert address == "https://voices.harbourlight.example/thanks/"
        assert item["title"] in page.get_element_by_id(place).text_content()
    for name in FEEDS:
        entries = feedparser.parse((project.site / "news" / name).read_bytes()).entries
        assert [(entry.id, entry.link) for entry in entries] == [
            (item["id"], item["url"]) for item in items
        ]
    assert items[0]["id"].startswith("https://voices.harbourlight.example/advocates/")
