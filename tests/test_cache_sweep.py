"""Once a build has swept it, the cache has nothing of what is shown no more."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from rooftop.cache import FILE, Cache
from rooftop.cache.packing import unpack
from rooftop.cli.serving import _build_behind
from rooftop.site.invocation import current_invocation
from tests.project import CONSENT, Project, advocate, story

STORY, PERSON = "content/stories/month-end.md", "content/advocates/ana-ribeiro.md"
REFUSED = CONSENT.replace("status: given", "status: refused", 1)
WORDS = b"I went home before seven"


def holding(project: Project, *texts: bytes) -> set[str]:
    """The kinds of entries that anybody can read, and that say one of ``texts``."""
    query = "SELECT kind, data FROM entry JOIN blob USING (digest)"
    with sqlite3.connect(project.cache / FILE) as file:
        entries = [(kind, unpack(data, b"") or b"") for kind, data in file.execute(query)]
    return {kind for kind, data in entries if any(text in data for text in texts)}


def kinds(project: Project) -> set[str]:
    with sqlite3.connect(project.cache / FILE) as file:
        return {kind for (kind,) in file.execute("SELECT kind FROM entry")}


@pytest.fixture
def photographed(project: Project) -> Project:
    """The community with a photo of Ana, built."""
    picture = io.BytesIO()
    Image.effect_noise((600, 600), 90).convert("RGB").save(picture, "PNG")
    project.write("content/media/ana.png", picture.getvalue())
    project.write(PERSON, advocate(photo="ana.png", photo_alt="Ana at her desk."))
    project.build()
    assert {"media", "sized"} <= kinds(project)
    return project


def test_a_photo_whose_consent_was_withdrawn_is_gone(photographed: Project) -> None:
    consent = CONSENT.replace("photo, ", "")
    text = advocate(consent, photo="ana.png", photo_alt="Ana at her desk.")
    photographed.write(PERSON, text)
    photographed.write(STORY, story(consent))
    photographed.build()
    assert not {"media", "sized"} & kinds(photographed)


def test_a_photo_that_was_replaced_is_gone(photographed: Project) -> None:
    picture = io.BytesIO()
    Image.effect_noise((600, 640), 90).convert("RGB").save(picture, "PNG")
    photographed.write("content/media/ana.png", picture.getvalue())
    count = "SELECT COUNT(*) FROM entry WHERE kind = 'sized'"
    with sqlite3.connect(photographed.cache / FILE) as file:
        sizes = file.execute(count).fetchone()
    photographed.build()
    with sqlite3.connect(photographed.cache / FILE) as file:
        assert file.execute(count).fetchone() == sizes


def test_words_that_a_channel_carries_no_more_are_gone_from_what_was_kept_for_it(
    project: Project,
) -> None:
    project.build()
    assert "feed" in holding(project, WORDS)
    assert "channels: [site, feeds]" in CONSENT
    project.write(STORY, story(CONSENT.replace("channels: [site, feeds]", "channels: [site]")))
    project.build()
    assert "feed" not in holding(project, WORDS)


def test_what_was_deleted_is_gone(project: Project) -> None:
    project.build()
    assert holding(project, WORDS, b"Ana Ribeiro")
    for path in (STORY, PERSON):
        (project.root / path).unlink()
    project.build()
    assert holding(project, WORDS, b"Ana Ribeiro") == set()


def test_an_edit_that_hides_nobody_leaves_what_a_branch_may_use_again(project: Project) -> None:
    project.build()
    before = kinds(project)
    project.write(STORY, story(title="Another title"))
    project.build()
    project.build()
    assert holding(project, WORDS, b"The month-end") >= {"page"}
    assert before <= kinds(project)


def test_nothing_stays_of_an_attempt_that_failed(project: Project) -> None:
    bad = story(title="A bad one", body="This sentence stands in the record that fails.")
    project.write("content/stories/bad.md", bad.replace("2026-05-04", "2026-05-05"))
    fault = "{{ 1 // (0 if story.slug == 'bad' else 1) }}"
    start = '{% extends "rooftop/story.html" %}{% block content %}'
    project.write("overrides/story.html", f"{start}{fault}{{{{ super() }}}}{{% endblock %}}")
    for number in range(2):
        project.write("content/about.md", f"---\ntitle: About\n---\n\nText {number}.\n")
        done = project.run("rooftop", "build", process=True)
        assert done.returncode == 0, done.stderr
        assert holding(project, b"record that fails", b"A bad one") == set()


def shown(project: Project) -> None:
    project.write(PERSON, advocate())
    project.write(STORY, story())


def refused(project: Project) -> None:
    project.write(PERSON, advocate(REFUSED))
    project.write(STORY, story(REFUSED))


def preview_whole(project: Project) -> None:
    """What a preview builds behind the pages that somebody looks at; it sweeps nothing."""
    chosen = replace(current_invocation(), sweeps=False, jobs=1)
    file, folder = project.root / "mkdocs.yml", project.root.parent / "whole"
    faults = _build_behind(file, chosen, "http://127.0.0.1:8000/", folder)
    assert not faults.failures


def build_in_vain(project: Project) -> None:
    hook = project.write("fail.py", "def on_post_build(config): raise RuntimeError('no')\n")
    settings = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", settings.replace("hooks:\n", "hooks:\n  - fail.py\n", 1))
    assert project.run("rooftop", "build").returncode == 1
    project.write("mkdocs.yml", settings)
    hook.unlink()


@pytest.mark.parametrize("build", [preview_whole, build_in_vain])
def test_what_a_build_wrote_that_did_not_sweep_is_gone_after_the_next_that_does(
    project: Project, monkeypatch: pytest.MonkeyPatch, build: Callable[[Project], None]
) -> None:
    monkeypatch.setattr("rooftop.cache.store._AT_ONCE", 20_000)  # as a large site writes early
    monkeypatch.setenv("SOURCE_DATE_EPOCH", project.environment()["SOURCE_DATE_EPOCH"])
    refused(project)
    project.build()
    shown(project)
    build(project)
    assert holding(project, WORDS)
    refused(project)
    project.write("content/about.md", "---\ntitle: About\n---\n\nAnother text.\n")
    project.build()
    assert holding(project, WORDS, b"Ana Ribeiro") == set()


def test_what_a_build_writes_while_another_sweeps_goes_with_the_next_sweep(tmp_path: Path) -> None:
    one, other = Cache(tmp_path), Cache(tmp_path)
    one.put(b"1", "one")
    one.write()
    other.put(b"2", "other")
    other.write()
    one.sweep("nothing")
    other.put(b"3", "other", 3)
    other.write()
    last = Cache(tmp_path)
    last.get("one")
    last.sweep("nothing")
    with sqlite3.connect(tmp_path / FILE) as file:
        assert file.execute("SELECT kind FROM entry").fetchall() == [("one",)]


@pytest.mark.parametrize("fault", ["it is locked", "the disk is full"])
def test_a_file_that_cannot_be_swept_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr("rooftop.cache.file._PATIENCE", 0.1)
    first = Cache(tmp_path)
    first.put(b"withheld words", "page", name="a")
    first.put(b"2", "page", 2)
    assert first.sweep("nobody")
    second = Cache(tmp_path)
    assert second.get("page", 2) == b"2"
    with sqlite3.connect(tmp_path / FILE, isolation_level=None) as other:
        if fault == "it is locked":
            other.execute("BEGIN IMMEDIATE")
        else:
            second.put(bytes(range(256)) * 4000, "b")
            second._file.rows("PRAGMA max_page_count = 1")
        assert second.sweep("somebody")
    assert not any(b"withheld words" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_file_that_can_be_neither_swept_nor_removed_is_said(tmp_path: Path) -> None:
    folder = tmp_path / FILE
    folder.mkdir()
    (folder / "somebody").write_text("put a folder there")
    assert not Cache(tmp_path).sweep("nobody")
