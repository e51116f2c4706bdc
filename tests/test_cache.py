"""What was made before is not made again, and nothing depends on it."""

from __future__ import annotations

import gc
import importlib
import random
import shutil
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from rooftop.cache import FILE, Blocks, Cache, Memory, ProcessCache, Verdicts, dump, load
from rooftop.cycles import without_collections
from rooftop.problems import Problem, problem
from tests.project import CONSENT, Project, story


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def rows(folder: Path, query: str = "SELECT kind FROM entry") -> list[str]:
    with sqlite3.connect(folder / FILE) as file:
        return sorted(row[0] for row in file.execute(query))


def keep(folder: Path, data: bytes, *made_from: object, **options: Any) -> None:
    cache = Cache(folder)
    cache.put(data, *made_from, **options)
    cache.write()


def test_a_cache_gives_back_what_was_kept_for_the_same_and_nothing_else(folder: Path) -> None:
    cache = Cache(folder)
    assert cache.get("a", 1) is None
    assert cache.put(b"made", "a", 1) == b"made"
    assert cache.get("a", 1) == b"made"
    cache.write()
    assert Cache(folder).get("a", 1) == b"made"
    assert Cache(folder).get("a", 2) is None
    assert Cache(folder).get("a", 1, made_by="another template") is None
    assert Cache(folder).get("a", 1, fits=lambda data: data == b"other") is None
    assert Cache().get("a", 1) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 40, b"SQLite format 3\0" + b"x" * 9000])
def test_what_was_damaged_is_made_again(folder: Path, damage: bytes) -> None:
    keep(folder, b"made", "a")
    (folder / FILE).write_bytes(damage)
    cache = Cache(folder)
    assert cache.get("a") is None
    cache.put(b"made", "a")
    cache.write()
    assert Cache(folder).get("a") == b"made"


def test_an_entry_that_was_altered_is_made_again(folder: Path) -> None:
    keep(folder, b"made", "a")
    with sqlite3.connect(folder / FILE) as file:
        file.execute("UPDATE blob SET data = ?", (b"\0other",))
    assert Cache(folder).get("a") is None


def test_two_builds_at_once_use_one_cache(folder: Path) -> None:
    Cache(folder).sweep()
    one, other = Cache(folder), Cache(folder)
    for number in range(20):
        one.put(b"1", "one", number)
        other.put(b"2", "other", number)
    one.sweep()
    other.sweep()
    assert Cache(folder).get("one", 19) == b"1"
    assert Cache(folder).get("other", 19) == b"2"


def test_a_cache_that_cannot_be_written_is_no_failure(folder: Path) -> None:
    folder.write_text("not a folder")
    cache = Cache(folder)
    assert cache.put(b"made", "a") == b"made"
    cache.sweep()
    assert cache.get("a") is None


def test_a_full_disk_is_no_failure(folder: Path) -> None:
    cache = Cache(folder)
    cache.put(b"made", "a")
    cache.write()
    cache._file.rows("PRAGMA max_page_count = 1")  # it has more already
    assert cache.put(bytes(range(256)) * 4000, "b") == bytes(range(256)) * 4000
    cache.write()
    assert cache.get("a") == b"made"
    assert cache.get("b") is None


def test_a_reader_adds_nothing(folder: Path) -> None:
    assert Cache(folder, is_read_only=True).put(b"made", "a") == b"made"
    assert not folder.exists()


def test_a_process_remembers_what_its_last_build_asked_for_and_writes_nothing(folder: Path) -> None:
    keep(folder, b"kept", "number", 1)
    memory, entries = Memory(), rows(folder)
    first, second, third = (ProcessCache(folder, memory) for _ in range(3))
    assert first.get("number", 1) == b"kept"
    assert first.get("number", 2) is None
    first.put(b"made", "number", 2)
    (folder / FILE).unlink()
    memory.begin()
    assert second.has("number", 1)
    assert second.get("number", 1) == b"kept"
    assert second.get("number", 1, fits=lambda data: data != b"kept") is None
    memory.begin()
    assert third.get("number", 1) == b"kept"
    assert third.get("number", 2) is None
    assert not (folder / FILE).exists()
    assert entries == ["number"]


def test_what_no_recent_build_asked_for_is_swept_away(folder: Path) -> None:
    old = Cache(folder)
    old.put(b"1", "a")
    old.put(b"2", "b")
    old.sweep()
    for _ in range(9):
        assert rows(folder) == ["a", "b"]
        new = Cache(folder)
        new.get("a")
        new.sweep()
    assert rows(folder) == ["a"]
    assert len(rows(folder, "SELECT digest FROM blob")) == 1


def test_a_cache_never_holds_more_than_twice_what_the_last_build_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rooftop.cache.store._SPARE_BYTES", 0)  # small caches may hold more
    size = 20_000
    for build in range(12):
        cache = Cache(folder)
        for name in ("the same", f"edited {build}"):
            if cache.get(name) is None:
                cache.put(random.Random(name).randbytes(size), name)
        cache.sweep()
        held = sum(map(int, rows(folder, "SELECT length(data) FROM blob")))
        assert 2 * size <= held < 4 * size + 1_000, build
    assert (folder / FILE).stat().st_size < 8 * size


def test_once_something_else_is_withheld_only_what_was_asked_for_stays(folder: Path) -> None:
    first = Cache(folder)
    first.put(b"what somebody withdrew" * 9, "a")
    first.put(b"2", "b")
    first.sweep("nothing")
    second = Cache(folder)
    second.get("b")
    second.sweep("somebody")
    assert rows(folder) == ["b"]
    assert {file.name for file in folder.iterdir()} <= {FILE, f"{FILE}-wal", f"{FILE}-shm"}
    assert not any(b"withdrew" in file.read_bytes() for file in folder.iterdir())


def test_what_was_made_from_a_withheld_record_goes_at_the_sweep(folder: Path) -> None:
    cache = Cache(folder)
    cache.put(b"1", "reading", 1, name="content/stories/a.md")
    cache.put(b"2", "reading", 2, name="content/stories/b.md")
    cache.sweep(without={"content/stories/a.md"})
    assert rows(folder, "SELECT name FROM entry") == ["content/stories/b.md"]


def test_a_failed_build_takes_back_what_it_put_in(folder: Path) -> None:
    keep(folder, b"1", "a")
    failed = Cache(folder)
    failed.put(b"2", "b")
    failed.take_back()
    assert rows(folder) == ["a"]


def test_what_has_a_secret_can_be_read_only_with_it(folder: Path) -> None:
    words = b"what only the file may tell " * 9
    keep(folder, words, "reading", secret=b"the file")
    assert Cache(folder).get("reading", secret=b"the file") == words
    assert Cache(folder).get("reading", secret=b"another") != words
    assert not any(b"only the file" in file.read_bytes() for file in folder.iterdir())


def test_why_something_is_made_again_is_told(folder: Path) -> None:
    keep(folder, b"1", "page", 1, made_by="one", name="about/")
    cache = Cache(folder)
    cache.get("page", 2, made_by="one", name="about/")
    cache.get("page", 1, made_by="two", name="about/")
    cache.get("page", 3, made_by="one", name="stories/")
    assert [miss.why for miss in cache.misses] == [
        "its inputs changed",
        "code, templates or settings changed",
        "new",
    ]


def test_reading_an_object_runs_no_code_that_somebody_put_there() -> None:
    found = problem("a.md", (1, 1), "yaml-syntax", "wrong")
    assert load(dump([found])) == [found]
    assert isinstance(load(dump(found)), Problem)
    for foreign in (print, Path, Cache, partial(print)):
        with pytest.raises(Exception, match="not kept in a cache"):
            load(dump(foreign))
    with pytest.raises(Exception, match="not kept in a cache"):
        load(b"cos\nsystem\n(S'true'\ntR.")


def test_a_class_that_a_module_of_ours_only_imports_is_not_read() -> None:
    assert hasattr(importlib.import_module("rooftop.catalogue.kept"), "Cache")
    with pytest.raises(Exception, match="not kept in a cache"):
        load(b"crooftop.catalogue.kept\nCache\n.")


def test_a_class_of_ours_that_does_more_than_hold_values_is_not_read() -> None:
    with pytest.raises(Exception, match="not kept in a cache"):
        load(b"crooftop.catalogue.kept\n_Made\n.")


def test_a_text_is_searched_again_for_another_list_or_when_it_is_another_text(
    tmp_path: Path,
) -> None:
    cache = Cache(tmp_path)
    first = Verdicts(cache, "mention", "list")
    assert not first.is_clean("stories/one", b"words")
    first.note("stories/one", is_clean=True)
    assert not first.is_clean("stories/two", b"a secret")
    first.note("stories/two", is_clean=False)
    first.keep()
    again = Verdicts(cache, "mention", "list")
    assert again.is_clean("stories/one", b"words")
    assert not again.is_clean("stories/one", b"other words")
    assert not again.is_clean("stories/two", b"a secret")
    other = Verdicts(cache, "mention", "longer list")
    assert not other.is_clean("stories/one", b"words")
    other.note("stories/one", is_clean=True)
    other.keep()
    assert cache.get("mention", "list") != cache.get("mention", "longer list")


def test_what_many_records_have_is_kept_together_and_only_as_long_as_it_is_asked_for(
    folder: Path,
) -> None:
    def lengths(*texts: str) -> int:
        """How many of ``texts`` are measured anew."""
        cache, measured = Cache(folder), list[str]()

        def measure(text: str) -> int:
            measured.append(text)
            return len(text)

        blocks = Blocks(cache, "length")
        for name, text in enumerate(texts):
            length = blocks.get(f"{name % 9}", text.encode(), int, partial(measure, text))
            assert length == len(text)
        blocks.keep()
        cache.sweep("secrets")
        return len(measured)

    texts = [f"text {'x' * number}" for number in range(999)]
    assert (lengths(*texts), lengths(*texts)) == (999, 0)
    with sqlite3.connect(folder / FILE) as file:
        assert file.execute("SELECT COUNT(*) FROM entry").fetchone()[0] <= 9
    assert lengths(*texts[:9]) == 0
    assert lengths(*texts) == 990


def test_a_value_of_another_kind_is_made_again(folder: Path) -> None:
    cache = Cache(folder)
    for cls, value in ((int, 7), (str, "seven"), (str, "seven")):
        blocks = Blocks(cache, "number")
        assert blocks.get("one", b"7", cls, lambda value=value: value) == value
        blocks.keep()
    assert cache.hits["number"] == 1
    cache.put(b"no block", "number block", 0)
    assert Blocks(cache, "number").get("one", b"7", int, lambda: 7) == 7


def test_a_build_is_the_same_with_and_without_it_and_whatever_stands_in_it(
    project: Project,
) -> None:
    project.build()
    first = project.contents()
    project.build()
    assert project.contents() == first
    with sqlite3.connect(project.cache / FILE) as file:
        file.execute("UPDATE blob SET data = ? WHERE digest IN (SELECT digest FROM entry WHERE kind != 'font')", (b"\0nothing",))  # fmt: skip
    project.build()
    assert project.contents() == first
    shutil.rmtree(project.cache)
    project.cache.write_text("not a folder")
    project.build()
    assert project.contents() == first


def found_and_made(said: str) -> dict[str, tuple[int, int]]:
    """What ``rooftop build --explain`` counts, by kind."""
    lines = [line.partition(": ") for line in said.splitlines() if line.endswith(" made")]
    numbers = {kind: counts.split() for kind, _, counts in lines}
    return {kind: (int(found), int(made)) for kind, (found, _, made, _) in numbers.items()}


def test_only_what_changed_is_made_again(project: Project) -> None:
    for number in range(1, 6):
        fields = {"title": f"Story {number}", "topics": "[audit]", "date": f"2026-04-0{number}"}
        project.write(f"content/stories/s{number}.md", story(CONSENT, **fields))
    first = found_and_made(project.build("--explain"))
    shutil.rmtree(project.site)
    again = found_and_made(project.build("--explain"))
    assert {kind: found for kind, (found, _) in again.items()} == {
        kind: sum(counts) for kind, counts in first.items()
    }
    assert {made for _, made in again.values()} == {0}
    text = story(CONSENT, title="Story 3", topics="[audit]", date="2026-04-03", summary="Other.")
    project.write("content/stories/s3.md", text)
    said = project.build("--explain")
    edited = found_and_made(said)
    assert edited["reading"] == (again["reading"][0] - 1, 1)
    assert edited["card"][1] == 0
    searched = [
        line.split()[1] for line in said.splitlines() if line.startswith("  verdict stories/s")
    ]
    assert "stories/s3:" in searched
    assert {"stories/s1:", "stories/s2:"}.isdisjoint(searched)
    made = {line.split()[1].rstrip(":") for line in said.splitlines() if line.startswith("  page")}
    assert {"stories/s3/", "topics/audit/", "stories/"} <= made
    assert not {"about/", "events/"} & made
    assert edited["page"][1] == len(made) < again["page"][0]
    # the community, the person, the product, the topic, the industry, the language
    assert edited["feed"][1] == 6


def test_the_collector_pauses_and_goes_on() -> None:
    assert gc.isenabled()
    with without_collections():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.unfreeze()
