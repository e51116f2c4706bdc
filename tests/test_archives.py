"""Stories come, go and are called otherwise: what readers kept stays right, and every story can be
reached from a feed.
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

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


def chain(project: Project, name: str) -> list[Path]:
    """The feed and its archives, as a reader follows them (RFC 5005, section 4)."""
    files = [project.site / name]
    while True:
        root = etree.parse(files[-1]).getroot()
        older = root.xpath("//*[local-name()='link'][@rel='prev-archive']/@href")
        if not older:
            return files
        files.append(file_of(project, older[0]))


def titles(file: Path) -> list[str]:
    return [entry.title for entry in feedparser.parse(file.read_bytes()).entries]


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "products/ledger/feed.xml"])
def test_every_story_is_reached_from_the_feed(long: Project, name: str) -> None:
    files = chain(long, name)
    assert titles(files[0]) == [f"Story {number}" for number in range(119, 69, -1)]
    assert [titles(file)[-1] for file in files[1:]] == ["Story 50", "Story 0"]
    assert {title for file in files for title in titles(file)} == {
        f"Story {number}" for number in range(120)
    }
    for file in files[1:]:
        root = etree.parse(file).getroot()
        assert root.find(f".//{FH}archive") is not None
        assert (
            file_of(long, root.xpath("//*[local-name()='link'][@rel='current']/@href")[0])
            == files[0]
        )
        assert file_of(long, root.xpath("//*[local-name()='link'][@rel='self']/@href")[0]) == file
    assert (
        len(
            {root.findtext(f"{ATOM}id") for root in (etree.parse(file).getroot() for file in files)}
        )
        == 1
    )
    newer = (
        etree.parse(files[-1])
        .getroot()
        .xpath("//*[local-name()='link'][@rel='next-archive']/@href")
    )
    assert file_of(long, newer[0]) == files[-2]
    assert etree.parse(files[0]).getroot().find(f".//{FH}archive") is None


def test_json_feeds_lead_on_to_older_stories(long: Project) -> None:
    found, url = [], "https://x/feed.json"
    while url:
        data = file_of(long, url).read_bytes()
        assert len(data) <= 250_000
        page = json.loads(data)
        found += [item["title"] for item in page["items"]]
        url = page.get("next_url")
    assert set(found) == {f"Story {number}" for number in range(120)}


def test_archives_never_change_their_numbers_whatever_comes_or_goes(project: Project) -> None:
    long = write_many(project)
    archives = {
        path: data
        for path, data in long.contents().items()
        if "archive/" in path and path.endswith(".xml")
    }
    assert {path for path in archives if path.startswith("archive/")} == {
        f"archive/{block}/{name}" for block in (1, 2) for name in ("feed.xml", "atom.xml")
    }
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
    long.write("content/stories/s9.md", stamped(9).replace("status: given", "status: withdrawn", 1))
    long.write(
        "content/stories/s110.md", stamped(110).replace("status: given", "status: withdrawn", 1)
    )
    long.build()
    again = feedparser.parse((long.site / "archive/1/feed.xml").read_bytes()).entries
    before = feedparser.parse(archives["archive/1/feed.xml"]).entries
    assert [entry.id for entry in again] == [entry.id for entry in before]
    assert [entry.published for entry in again] == [entry.published for entry in before]
    changed = {entry.id.rstrip("/").rpartition("/")[2]: entry for entry in again}
    assert changed["s7"].link.endswith("/stories/seven/")
    assert changed["s8"].title == "Story 8, corrected"
    assert changed["s9"].title == "No longer shared"
    assert (long.site / "archive/2/feed.xml").read_bytes() == archives["archive/2/feed.xml"]
    newest = titles(long.site / "feed.xml")
    assert (
        newest.count("No longer shared") == 2
    )  # one of them stands in an archive: readers of the feed learn of it too
    assert newest.index("Story 111") + 1 == newest.index("No longer shared")


def test_a_block_is_archived_once_it_is_full(project: Project) -> None:
    (project.root / "content/stories/month-end.md").unlink()
    for number in range(50):
        project.write(f"content/stories/s{number}.md", stamped(number))
    project.build()
    assert not (project.site / "archive").exists()
    project.write("content/stories/s50.md", stamped(50))
    project.build()
    assert [path.name for path in sorted((project.site / "archive").iterdir())] == ["1"]


def test_what_is_too_long_for_a_feed_is_reached_through_archives(project: Project) -> None:
    body = "\n\n".join("So many words that a reader stops. " * 20 for _ in range(60))
    for number in range(40):
        project.write(f"content/stories/s{number}.md", stamped(number, body=body))
    project.build()
    files = chain(project, "feed.xml")
    assert len(files) > 1
    assert all(file.stat().st_size <= 1_000_000 for file in files)
    assert {title for file in files for title in titles(file)} >= {
        f"Story {number}" for number in range(40)
    }
