"""What was made before is not made again, and nothing depends on it."""

from __future__ import annotations

import shutil

import pytest

from rooftop.cache import Cache
from tests.project import CONSENT, Project, cut, story


def test_a_cache_gives_back_what_was_kept_for_the_same_and_nothing_else(project: Project) -> None:
    cache = Cache(project.root / "cache")
    assert cache.get("a", 1) is None
    assert cache.put(b"made", "a", 1) == b"made"
    assert Cache(project.root / "cache").get("a", 1) == b"made"
    assert Cache(project.root / "cache").get("a", 2) is None
    assert Cache().get("a", 1) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 40])
def test_what_was_damaged_is_made_again(project: Project, damage: bytes) -> None:
    Cache(project.root / "cache").put(b"made", "a")
    next((project.root / "cache").iterdir()).write_bytes(damage)
    assert Cache(project.root / "cache").get("a") is None


def test_what_a_build_did_not_ask_for_is_swept_away(project: Project) -> None:
    old = Cache(project.root / "cache")
    old.put(b"1", "a")
    old.put(b"2", "b")
    new = Cache(project.root / "cache")
    new.get("a")
    new.sweep()
    assert len(list((project.root / "cache").iterdir())) == 1


def test_a_build_is_the_same_with_and_without_it_and_whatever_stands_in_it(
    project: Project,
) -> None:
    folder = project.root / ".cache" / "rooftop"
    project.build()
    cold = project.contents()
    project.build()
    assert project.contents() == cold
    fonts = set(cut().values())  # cutting them takes longer than all else, and is done below
    for file in folder.iterdir():
        if not any(file.read_bytes().endswith(font) for font in fonts):
            file.write_bytes(b"nothing that was ever made")
    project.build()
    assert project.contents() == cold
    shutil.rmtree(folder)
    folder.write_text("not a folder")
    project.build()
    assert project.contents() == cold


def test_only_what_changed_is_made_again(project: Project) -> None:
    """Files of the cache are written once: their times tell what was made anew."""
    for number in range(1, 6):
        fields = {"title": f"Story {number}", "topics": "[audit]", "date": f"2026-04-0{number}"}
        project.write(f"content/stories/s{number}.md", story(CONSENT, **fields))
    folder = project.root / ".cache" / "rooftop"
    project.build()
    before = {file.name for file in folder.iterdir()}
    quote = "{text: Other words., by: ana-ribeiro}"
    other = story(CONSENT, title="Another", topics="[month-end]", date="2026-06-01", quote=quote)
    project.write("content/stories/other.md", other)
    project.build()
    after = {file.name for file in folder.iterdir()}
    # one picture; the feeds of the community, the person, the product, the topic, the industry and
    # the language
    assert len(after - before) == 7
    assert (
        len(before - after) == 6
    )  # these feeds as they were; all others and all other pictures were kept
