"""Feeds as programs of others read them, over a real connection: what each sees of every item."""

from __future__ import annotations

import datetime
import functools
import json
import sqlite3
import subprocess
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from rooftop.feeds import FORMATS
from tests.project import REPOSITORY, Project
from tests.web import serve

READERS = REPOSITORY / "tests" / "readers"
needs_node = pytest.mark.needs("node", "npm packages")
needs_newsboat = pytest.mark.needs("newsboat")
XML = ("feed.xml", "atom.xml")
FOLDERS = ("", "products/ledger/", "languages/de/", "thanks/", "news/")


@pytest.fixture(scope="module")
def address(demo: Project) -> Iterator[str]:
    with serve(demo.site) as address:
        yield address


def expected(demo: Project, folder: str = "") -> list[dict[str, Any]]:
    """What must be seen, from the feed for programs."""
    items: list[dict[str, Any]] = json.loads((demo.site / folder / "feed.json").read_text())[
        "items"
    ]
    return items


def moment(text: str) -> datetime.datetime:
    if text[:1].isdigit():
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return parsedate_to_datetime(text)


def assert_seen(
    seen: list[dict[str, Any]], wanted: list[dict[str, Any]], *, pictures: bool = True
) -> None:
    """Each of ``wanted``, in its order, with title, date, author, picture and text."""
    assert [item["id"] for item in seen] == [item["id"] for item in wanted]
    for item, truth in zip(seen, wanted, strict=True):
        assert item["title"] == truth["title"]
        assert moment(item["date"]) == moment(truth["date_published"])
        assert item["text"] == truth["content_html"]
        if "authors" in truth and "news" not in str(truth["url"]):
            assert item["author"] == truth["authors"][0]["name"]
        if "image" in truth and pictures:
            assert item["picture"] == truth["image"]
            assert int(item["length"]) == truth["attachments"][0]["size_in_bytes"]


@functools.lru_cache(maxsize=2)
def read(reader: str, address: str, names: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """What a reader sees of every item, by the path of the feed: the feeds of these ``names`` in
    every folder.
    """
    paths = [folder + name for folder in FOLDERS for name in names]
    done = subprocess.run(
        ["node", READERS / "read.mjs", reader, *(address + path for path in paths)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(paths, json.loads(done.stdout), strict=True))


@needs_node
@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", FORMATS)
def test_feedsmith_sees_every_item_whole(
    demo: Project, address: str, folder: str, name: str
) -> None:
    seen = read("feedsmith", address, tuple(FORMATS))[folder + name]
    assert_seen(seen, expected(demo, folder))
    assert {item["format"] for item in seen} == {
        {"feed.xml": "rss", "atom.xml": "atom", "feed.json": "json"}[name]
    }
    if name != "feed.json":
        assert all(item.get("alt") for item in seen if item.get("picture"))


@needs_node
@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", XML)
def test_rss_parser_sees_every_item_whole(
    demo: Project, address: str, folder: str, name: str
) -> None:
    """It looks for pictures in RSS only."""
    assert_seen(
        read("rss-parser", address, XML)[folder + name],
        expected(demo, folder),
        pictures=name == "feed.xml",
    )


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_feedparser_sees_every_item_whole(
    demo: Project, address: str, folder: str, name: str
) -> None:
    feed = feedparser.parse(
        f"{address}{folder}{name}", sanitize_html=False, resolve_relative_uris=False
    )
    assert not feed.bozo
    seen = [
        {
            "id": entry.id,
            "title": entry.title,
            "date": datetime.datetime(*entry.published_parsed[:6], tzinfo=datetime.UTC).isoformat(),
            "author": (entry.get("authors") or [{}])[0].get("name") or entry.get("author"),
            "text": entry.content[0].value,
            "picture": entry.enclosures[0].href if entry.enclosures else None,
            "length": entry.enclosures[0].length if entry.enclosures else None,
        }
        for entry in feed.entries
    ]
    wanted = expected(demo, folder)
    for item, truth in zip(
        seen, wanted, strict=True
    ):  # several people who tell one story are one string to it in RSS
        item["author"] = (
            str(item["author"]).split(",")[0]
            if len(truth.get("authors", ())) > 1
            else item["author"]
        )
    assert_seen(seen, wanted)


@needs_newsboat
@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_newsboat_keeps_every_item_in_its_cache(
    demo: Project, address: str, tmp_path: Path, name: str
) -> None:
    """Of enclosures it keeps podcasts only, so pictures are not looked for here."""
    for file in ("config", "urls", "cache.db"):
        (tmp_path / file).write_text(f"{address}{name}\n" if file == "urls" else "")
    (tmp_path / "cache.db").unlink()
    subprocess.run(
        [
            "newsboat",
            "-C",
            tmp_path / "config",
            "-u",
            tmp_path / "urls",
            "-c",
            tmp_path / "cache.db",
            "-x",
            "reload",
        ],
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "TERM": "dumb", "LANG": "C.UTF-8"},
        capture_output=True,
        timeout=120,
        check=True,
    )
    with sqlite3.connect(tmp_path / "cache.db") as cache:
        rows = cache.execute(
            "select guid, title, author, pubDate, content, url from rss_item"
        ).fetchall()
    kept = {row[0]: row for row in rows}
    wanted = expected(demo)
    assert len(kept) == len(wanted)
    for item in wanted:
        _, title, author, date, content, url = kept[item["id"]]
        assert title == item["title"]
        assert date == moment(item["date_published"]).timestamp()
        assert url == item["url"]
        assert item["content_html"].split("</p>")[0] in content
        if "authors" in item:
            assert any(
                each["name"] in author for each in item["authors"]
            )  # of several it keeps one
