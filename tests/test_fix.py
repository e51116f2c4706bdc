"""`rooftop check --fix`: what is clear is mended, comments and layout stay, approved words too."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.project import REPOSITORY, Project, advocate, story

PERSON, TELLS, PRODUCT = (
    "content/advocates/ana-ribeiro.md",
    "content/stories/month-end.md",
    "content/products/ledger.md",
)
EVENT = "---\n%s\nplace: Porto\ntimezone: UTC\ntitle: Tea\nkind: talk\n---\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.small(tmp_path)


def fixed(project: Project, path: str, text: str) -> str:
    """What `rooftop check --fix` makes of a file with ``text``."""
    file = project.write(path, text)
    project.check("--fix")
    return file.read_text()


@pytest.mark.parametrize(
    ("name", "written", "mended"),
    [
        ("title", "Close #1 and #2", "'Close #1 and #2'"),
        ("title", "It's done: at last", "'It''s done: at last'"),
        ("title", '"Fast" is what they said', "'\"Fast\" is what they said'"),
        ("title", "“Fast”: that is the word", "'“Fast”: that is the word'"),
        ("title", "@home in the books", "'@home in the books'"),
        ("title", "2026", "'2026'"),
        ("summary", "no", "'no'"),
        ("date", "4 May 2026", "2026-05-04"),
        ("date", '"2026-05-04"', "2026-05-04"),
        ("date", "2026-5-4", "2026-05-04"),
        ("date", "24.12.2025", "2025-12-24"),
        ("kind", "case-studi", "case-study"),
        ("kind", "Quote", "quote"),
        ("lead", "no", "false"),
        ("advocates", "ana-ribeiro", "[ana-ribeiro]"),
        ("advocates", "[ana-riberio]", "[ana-ribeiro]"),
        ("advocates", "[Ana Ribeiro]", "[ana-ribeiro]"),
        ("products", "[ledgr]", "[ledger]"),
        ("topics", "[monthend]", "[month-end]"),
        ("topics", "[Month end, audit]", "[month-end, audit]"),
        ("stages", "[decison]", "[decision]"),
    ],
)
def test_a_value_with_one_meaning_is_mended_and_nothing_else(
    project: Project, name: str, written: str, mended: str
) -> None:
    before = story(**{name: written}).replace("summary:", "# A comment: stays.\nsummary:", 1)
    wanted = before.replace(f"{name}: {written}\n", f"{name}: {mended}\n")
    after = fixed(project, TELLS, before)
    assert sorted(after.split("\n")) == sorted(wanted.split("\n"))  # a field may move
    assert project.check().returncode == 0


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("date", "03/04/2026"),  # March or April
        ("date", "Maytime"),
        ("title", "Close # a remark"),  # a comment, or not
        ("kind", "picture"),
        ("products", "[boxts]"),
        ("products", "[lantern]"),
        ("disclosure", "{relationship: customer, incentive: a, b, conditional: false}"),
    ],
)
def test_what_may_mean_two_things_is_left_as_it_is(
    project: Project, name: str, written: str
) -> None:
    project.write("content/products/boats.md", "---\nname: Boats\n---\n")
    project.write("content/products/boots.md", "---\nname: Boots\n---\n")
    assert written in fixed(project, TELLS, story(**{name: written}))
    assert project.check().returncode == 1


def test_a_misspelt_field_gets_its_name_unless_it_is_there(project: Project) -> None:
    text = story().replace("summary:", "sumary:").replace("stages:", "stage:")
    assert fixed(project, TELLS, text) == story()
    both = story().replace("summary:", "sumary: Another.\nsummary:")
    assert "sumary: Another." in fixed(project, TELLS, both)


def test_blanks_that_yaml_refuses_become_plain_ones(project: Project) -> None:
    text = story().replace("title: ", "title:\t").replace("summary: ", "summary:\u00a0")
    text = text.replace("date: 2026-05-04", "date: 2026-05-04   ")
    assert fixed(project, TELLS, text) == story()


def test_lines_end_as_they_did(project: Project) -> None:
    text = story(kind="Quote").replace("\n", "\r\n")
    file = project.write(TELLS, text)
    project.check("--fix")
    assert file.read_bytes().count(b"\r\n") == text.count("\r\n")
    assert b"kind: quote\r\n" in file.read_bytes()


def test_fields_get_the_order_of_the_handbook_and_keep_their_comments(project: Project) -> None:
    text = "---\n# When.\nends: 2027-03-03T18:00\nstarts: 2027-03-03T17:00\n# Where\nplace: Porto\n"
    text += "timezone: UTC\n# Last.\ntitle: Tea\nkind: talk\n# The end.\n---\n"
    assert fixed(project, "content/events/tea.md", text) == (
        "---\n# Last.\ntitle: Tea\nkind: talk\nstarts: 2027-03-03T17:00\n# When.\n"
        "ends: 2027-03-03T18:00\ntimezone: UTC\n# Where\nplace: Porto\n# The end.\n---\n"
    )


def test_a_time_is_read_where_a_field_has_one(project: Project) -> None:
    after = fixed(project, "content/events/tea.md", EVENT % "starts: 3 March 2027 17:00")
    assert "starts: 2027-03-03T17:00\n" in after


def test_media_get_names_that_can_be_addresses_wherever_they_are_named(project: Project) -> None:
    picture = (REPOSITORY / "content/media/priya-raman.webp").read_bytes()
    project.write("content/media/Ana Ribeiro (1).WEBP", picture)
    project.write(PERSON, advocate(photo="Ana Ribeiro (1).WEBP", photo_alt="Ana."))
    assert project.check("--fix").returncode == 0
    assert "photo: ana-ribeiro-1.webp" in (project.root / PERSON).read_text()
    assert [file.name for file in (project.root / "content/media").iterdir()] == [
        "ana-ribeiro-1.webp"
    ]


def test_a_picture_that_is_too_large_is_made_smaller(project: Project) -> None:
    out = io.BytesIO()
    Image.new("RGB", (12_400, 40), "teal").save(out, "PNG")
    project.write("content/media/wide.png", out.getvalue())
    assert project.check().returncode == 1
    done = project.check("--fix")
    assert "content/media/wide.png: made smaller" in done.stderr
    assert done.returncode == 0


def test_an_approved_word_is_never_changed(tmp_path: Path) -> None:
    project = Project.demo(tmp_path)
    before = project.contents(project.root / "content")
    project.check("--fix")
    after = project.contents(project.root / "content")
    assert [path for path in after if after[path] != before.get(path)] == [
        "stories/compass-to-chartroom.md"  # a product's former name, which nobody approves
    ]
    assert project.check().returncode == 0
    file = project.root / "content/stories/first-close.md"
    changed = file.read_text().replace("title: My first close, with a stopwatch", "title: Close #1")
    file.write_text(changed)
    done = project.check("--fix")
    assert file.read_text() == changed
    assert "Left alone: content/stories/first-close.md" in done.stderr
    mistyped = file.read_text().replace(
        "title: Close #1", "title: My first close, with a stopwatch"
    )
    file.write_text(mistyped.replace("date: 2025-05-08", 'date: "2025-05-08"'))
    assert project.check("--fix").returncode == 0  # mending it restores what was approved
    assert file.read_text() == mistyped


def test_what_a_link_leads_to_is_not_changed(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text(story(kind="Quote"))
    (project.root / "content/stories/linked.md").symlink_to(outside)
    project.check("--fix")
    assert outside.read_text() == story(kind="Quote")


def test_nothing_is_left_to_do_the_second_time(project: Project) -> None:
    project.write(TELLS, story(title="Close #1", kind="Quote", date="4 May 2026"))
    assert "Fixed: content/stories/month-end.md" in project.check("--fix").stderr
    once = project.contents(project.root)
    assert "Fixed" not in project.check("--fix").stderr
    assert project.contents(project.root) == once
