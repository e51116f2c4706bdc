"""Stories come, go and are called otherwise: what readers kept stays right, and every story can be
reached from a feed.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from rooftop.cache import Cache
from rooftop.feeds import (
    NO_FILES,
    collect_entries,
    collect_notices,
    define_feeds,
    render_feeds,
)
from rooftop.feeds.archive import Document, documents
from rooftop.feeds.definitions import FeedDefinition
from rooftop.feeds.entries import Entry, entry_of
from rooftop.feeds.items import Item
from rooftop.site.fingerprints import Fingerprints
from tests.project import CONSENT, Project, story

ATOM = "{http://www.w3.org/2005/Atom}"
FH = "{http://purl.org/syndication/history/1.0}"


def stamped(number: int, **fields: str) -> str:
    moment = f"2026-05-{number // 24 + 1:02}T{number % 24:02}:30:07Z"
    facts = {"title": f"Story {number}", "published": moment, "permalink": f"stories/s{number}/"}
    return story(CONSENT, **facts | fields)


def write_many(project: Project) -> Project:
    """A community with 120 stories that went out one after the other."""
    (project.root / "content/stories/month-end.md").unlink()
    for number in range(120):
        project.write(f"content/stories/s{number}.md", stamped(number))
    project.build()
    return project


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Such a community, built: to be read."""
    return write_many(Project.small(tmp_path_factory.mktemp("long") / "community"))


def file_of(project: Project, url: str) -> Path:
    return project.site / urlsplit(url).path.lstrip("/")


def chain(project: Project, name: str, relation: str = "prev-archive") -> list[Path]:
    """The feed and the files with its older entries, as a reader follows them (RFC 5005)."""
    files = [project.site / name]
    while older := links(files[-1], relation):
        files.append(file_of(project, older[0]))
    return files


def links(file: Path, relation: str) -> list[str]:
    root = etree.parse(file).getroot()
    found: list[str] = root.xpath("//*[local-name()='link'][@rel=$rel]/@href", rel=relation)
    return found


def titles(file: Path) -> list[str]:
    return [entry.title for entry in feedparser.parse(file.read_bytes()).entries]


EVERYTHING = {f"Story {number}" for number in range(120)}


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_every_story_is_reached_from_the_feed(long: Project, name: str) -> None:
    files = chain(long, name)
    assert titles(files[0]) == [f"Story {number}" for number in range(119, 99, -1)]
    assert [titles(file)[-1] for file in files[1:]] == ["Story 50", "Story 0"]
    assert {title for file in files for title in titles(file)} == EVERYTHING
    feed = long.site / "atom.xml"
    for file in files[1:]:
        root = etree.parse(file).getroot()
        assert root.find(f".//{FH}archive") is not None
        assert file_of(long, links(file, "current")[0]) == feed
        assert file_of(long, links(file, "self")[0]) == file
        assert root.findtext(f"{ATOM}id") == etree.parse(feed).getroot().findtext(f"{ATOM}id")
    assert file_of(long, links(files[-1], "next-archive")[0]) == files[-2]
    assert etree.parse(files[0]).getroot().find(f".//{FH}archive") is None


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_every_story_is_reached_from_the_feed_of_a_product(long: Project, name: str) -> None:
    feed, older = chain(long, f"products/ledger/{name}", "next")
    assert titles(feed) == [f"Story {number}" for number in range(119, 114, -1)]
    assert titles(older) == [f"Story {number}" for number in range(114, -1, -1)]
    assert links(older, "first") == links(older, "previous")
    assert file_of(long, links(older, "first")[0]) == long.site / "products/ledger/atom.xml"
    root = etree.parse(older).getroot()
    assert root.find(f".//{FH}archive") is None  # it changes with every new story
    for entry in root.findall(f"{ATOM}entry"):
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.text is None
        assert content.get("src") == entry.find(f"{ATOM}link").get("href")
        assert (file_of(long, content.get("src")) / "index.html").is_file()
        assert entry.findtext(f"{ATOM}summary")


def test_archives_hold_the_whole_text_once(long: Project) -> None:
    archives = [path for path in long.contents() if "archive/" in path]
    assert sorted(path for path in archives if not path.endswith("/atom.xml")) == []
    assert sorted(path for path in archives if path.startswith("archive/")) == [
        "archive/1/atom.xml",
        "archive/2/atom.xml",
    ]
    for file in chain(long, "atom.xml")[1:]:
        assert all(e.content[0].value for e in feedparser.parse(file.read_bytes()).entries)


def test_json_feeds_say_where_older_stories_are(long: Project) -> None:
    for folder, relation in (("", "prev-archive"), ("products/ledger/", "next")):
        feed = json.loads((long.site / folder / "feed.json").read_text())
        assert [feed["_rooftop"]["older"]] == links(long.site / folder / "atom.xml", relation)
        assert "next_url" not in feed  # JSON Feed wants JSON there
    of_person = json.loads((long.site / "advocates/ana-ribeiro/feed.json").read_text())
    assert "_rooftop" in of_person
    assert len(of_person["items"]) == 2


def test_all_forms_of_a_feed_hold_the_same_stories(long: Project) -> None:
    for folder in ("", "products/ledger/", "languages/en/", "thanks/"):
        seen = [titles(long.site / folder / name) for name in ("feed.xml", "atom.xml")]
        data = json.loads((long.site / folder / "feed.json").read_text())
        assert seen[0] == seen[1] == [item["title"] for item in data["items"]]


def test_archives_never_change_their_numbers_whatever_comes_or_goes(project: Project) -> None:
    long = write_many(project)
    archives = {path: data for path, data in long.contents().items() if path.startswith("archive/")}
    assert sorted(archives) == ["archive/1/atom.xml", "archive/2/atom.xml"]
    long.write("content/stories/new.md", stamped(121, title="A new one", permalink="stories/new/"))
    long.build()
    for path, data in archives.items():
        assert (long.site / path).read_bytes() == data, path
    assert titles(long.site / "feed.xml")[0] == "A new one"

    (long.root / "content/stories/s7.md").rename(long.root / "content/stories/seven.md")
    long.write("content/stories/seven.md", stamped(7, permalink="stories/s7/", aliases="[s7]"))
    long.write(
        "content/stories/s8.md", stamped(8, title="Story 8, corrected", updated="2026-06-01")
    )
    for number in (9, 110):
        text = stamped(number).replace("status: given", "status: withdrawn", 1)
        long.write(f"content/stories/s{number}.md", text)
    long.build()
    again = feedparser.parse((long.site / "archive/1/atom.xml").read_bytes()).entries
    before = feedparser.parse(archives["archive/1/atom.xml"]).entries
    assert [entry.id for entry in again] == [entry.id for entry in before]
    assert [entry.published for entry in again] == [entry.published for entry in before]
    changed = {entry.id.rstrip("/").rpartition("/")[2]: entry for entry in again}
    assert changed["s7"].link.endswith("/stories/seven/")
    assert changed["s8"].title == "Story 8, corrected"
    assert changed["s9"].title == "No longer shared"
    assert (long.site / "archive/2/atom.xml").read_bytes() == archives["archive/2/atom.xml"]
    newest = titles(long.site / "feed.xml")
    assert (
        newest.count("No longer shared") == 2
    )  # one of them stands in an archive: readers of the feed learn of it too
    assert newest.index("Story 111") + 1 == newest.index("No longer shared")


def test_a_block_is_archived_once_it_is_full(project: Project) -> None:
    (project.root / "content/stories/month-end.md").unlink()
    for number in range(49):
        project.write(f"content/stories/s{number}.md", stamped(number))
    project.build()
    assert not (project.site / "archive").exists()
    assert len(titles(project.site / "feed.xml")) == 49  # nobody may miss what is in no archive
    for number in (49, 50):
        project.write(f"content/stories/s{number}.md", stamped(number))
    project.build()
    assert [path.name for path in sorted((project.site / "archive").iterdir())] == ["1"]
    assert titles(project.site / "feed.xml") == [f"Story {number}" for number in range(50, 40, -1)]


def test_what_is_too_long_for_a_feed_is_reached_through_archives(project: Project) -> None:
    body = "\n\n".join("So many words that a reader stops. " * 20 for _ in range(60))
    for number in range(40):
        project.write(f"content/stories/s{number}.md", stamped(number, body=body))
    project.build()
    files = chain(project, "feed.xml")
    assert len(files) > 1
    assert files[0].stat().st_size <= 250_000
    assert (project.site / "feed.json").stat().st_size <= 250_000
    assert all(file.stat().st_size <= 1_000_000 for file in files)
    assert {title for file in files for title in titles(file)} >= {
        f"Story {number}" for number in range(40)
    }


def entry(number: int) -> Entry:
    when = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(days=number)
    return entry_of(Item(f"id-{number}", "", "", "", "", when, when, "en"))


def files_of(folder: str, number: int, large: int = 1) -> list[Document]:
    """The files of a feed with so many stories, of which the older are ``large`` bytes each."""
    entries = [entry(each) for each in reversed(range(number))]
    blocks = {item.id: place // 50 + 1 for place, item in enumerate(reversed(entries))}
    definition = FeedDefinition(folder, folder, "", "", tuple(entries))
    return list(documents(definition, blocks, lambda _: 1, lambda _: large))


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("", ["", "archive/2/", "archive/2-2/", "archive/1/", "archive/1-2/"]),
        (
            "topics/a/",
            ["topics/a/", "topics/a/archive/", *(f"topics/a/archive/{n}/" for n in (2, 3))],
        ),
    ],
)
def test_older_stories_that_are_too_large_for_one_file_go_on_in_the_next(
    folder: str, expected: list[str]
) -> None:
    files = files_of(folder, 100, large=30_000)
    assert [file.folder for file in files] == expected
    assert [file.older for file in files] == [*expected[1:], None]
    newer = [file.newer for file in files[1:]]
    assert newer == ([None] if not folder else [folder]) + expected[1:-1]
    held = [item.id for file in files[1:] for item in file.entries]
    assert held == [f"id-{n}" for n in reversed(range(100 if not folder else 90))]
    assert all(len(file.entries) <= 33 for file in files[1:])


@pytest.mark.parametrize("number", [0, 1, 9, 10, 11, 49, 50, 51, 60, 99, 100, 101, 149])
def test_feed_and_archives_together_hold_every_story_and_no_archive_grows(number: int) -> None:
    feed, *archives = files_of("", number)
    held = [item.id for file in (feed, *archives) for item in file.entries]
    assert set(held) == {f"id-{each}" for each in range(number)}
    assert [len(file.entries) for file in archives] in ([], [50] * (number // 50))
    assert len(feed.entries) >= min(number, 10)


def drawn_feeds(project: Project, cache: Cache) -> dict[str, tuple[str, bytes]]:
    """The digest of what every file of a feed is made from, and its bytes, by its address."""
    published = project.plan().published
    stories = collect_entries(published, Fingerprints().of)
    definitions = define_feeds(published, stories, collect_notices(published))
    rendered = render_feeds(published, definitions, NO_FILES, None, cache)
    return {path: (each.made_from, data) for each in rendered for path, data in each.draw()}


def test_what_an_earlier_build_drew_is_not_composed_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        project.write(f"content/stories/s{number}.md", stamped(number))
    cache = Cache(project.root / "kept")
    first = drawn_feeds(project, cache)
    monkeypatch.setattr("rooftop.feeds.entries.compose", lambda *_: pytest.fail("composed"))
    assert drawn_feeds(project, cache) == first


def test_other_words_leave_what_only_refers_to_them(project: Project) -> None:
    for number in range(8):
        project.write(f"content/stories/s{number}.md", stamped(number))
    before = drawn_feeds(project, Cache())
    project.write("content/stories/s0.md", stamped(0, body="Other words."))
    after = drawn_feeds(project, Cache())
    changed = {path for path, made in after.items() if before[path] != made}
    assert "products/ledger/archive/atom.xml" in after.keys() - changed
    assert "archive/1/atom.xml" not in after or "archive/1/atom.xml" in changed
    assert "feed.xml" in changed
