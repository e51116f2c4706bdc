"""Pictures beside the records are copied into the drafts, and nothing else is."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from rooftop.importing import Imported, import_records
from rooftop.importing.mapping import Mapping
from rooftop.media.kinds import MAX_BYTES
from tests.project import Project
from tests.test_import_formats import draft, picture

RULES: dict[str, Any] = {
    "format": "csv",
    "advocate": {
        "name": "name",
        "company.name": "firm",
        "company.logo": "logo",
        "photo": "photo",
    },
}


def take(tmp_path: Path, rows: list[tuple[str, str, str]], **changes: Any) -> Imported:
    """Import people by name, photo and logo."""
    table = tmp_path / "source" / "people.csv"
    table.parent.mkdir(exist_ok=True)
    with table.open("w", newline="") as file:
        csv.writer(file).writerows(
            [("name", "photo", "logo", "firm"), *((*row, "Norte") for row in rows)]
        )
    mapping = Mapping.model_validate({**RULES, **changes})
    return import_records(table, mapping, tmp_path / "drafts", tmp_path / "content")


def test_pictures_are_copied_with_their_rights_still_to_be_cleared(tmp_path: Path) -> None:
    picture(tmp_path / "source" / "img" / "ana photo.png", "navy")
    picture(tmp_path / "source" / "logo.png", "teal")
    rows = [("Ana Silva", "img/ana%20photo.png", "/logo.png"), ("Bo Lind", "", "logo.png?v=2")]
    done = take(tmp_path, rows)
    assert not done.problems
    meta = draft(tmp_path, "advocates/ana-silva.md")
    assert (meta["photo"], meta["photo_alt"]) == ("ana-silva.png", "Ana Silva")
    assert meta["company"] == {"name": "Norte", "logo": "norte-logo.png", "logo_alt": "Norte"}
    assert draft(tmp_path, "advocates/bo-lind.md")["company"]["logo"] == "norte-logo.png"
    media = tmp_path / "drafts" / "media"
    assert sorted(file.name for file in media.iterdir()) == ["ana-silva.png", "norte-logo.png"]
    rights = list(csv.reader((tmp_path / "drafts" / "media-rights.csv").open()))
    assert rights[0][:3] == ["file", "copied from", "shown by"]
    assert sorted(row[:3] for row in rights[1:]) == [
        ["media/ana-silva.png", "img/ana%20photo.png", "advocates/ana-silva.md"],
        ["media/norte-logo.png", "/logo.png", "advocates/ana-silva.md"],
        ["media/norte-logo.png", "logo.png?v=2", "advocates/bo-lind.md"],
    ]
    assert all("to be cleared" in row[3] for row in rights[1:])
    before = {file: file.read_bytes() for file in (tmp_path / "drafts").rglob("*.*")}
    take(tmp_path, rows)
    assert {file: file.read_bytes() for file in (tmp_path / "drafts").rglob("*.*")} == before


def test_two_pictures_of_one_name_are_two_files(tmp_path: Path) -> None:
    picture(tmp_path / "drafts" / "media" / "ana-silva.png", "red")
    picture(tmp_path / "source" / "a.png", "navy")
    take(tmp_path, [("Ana Silva", "a.png", "")])
    assert draft(tmp_path, "advocates/ana-silva.md")["photo"] == "ana-silva-2.png"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../secret.png", "is no file in the folder of the source"),
        ("../../etc/passwd", "is no file in the folder of the source"),
        ("/etc/passwd", "is no file in the folder of the source"),
        ("file:///etc/hostname", "is on the web"),
        ("https://cdn.example/ana.png", "is on the web"),
        ("data:image/png;base64,AAAA", "is no file beside the records"),
        ("link.png", "is no file in the folder of the source"),
        ("linked/secret.png", "is no file in the folder of the source"),
        ("hard.png", "is a link or a device"),
        ("text.png", "cannot be read as a picture"),
        ("logo.svg", "is of a kind that is not published"),
        ("huge.png", "is larger than 8 MiB"),
        ("people.csv", "is of a kind that is not published"),
        ("a\x00b.png", ""),
        ("a/" * 500 + "b.png", "is no file in the folder of the source"),
        ("http://[", "has an address that cannot be read"),
    ],
)
def test_a_picture_that_may_not_be_copied_costs_itself_alone(
    tmp_path: Path, path: str, reason: str
) -> None:
    source = tmp_path / "source"
    picture(tmp_path / "secret.png")
    picture(tmp_path / "outside" / "secret.png")
    source.mkdir()
    (source / "link.png").symlink_to(tmp_path / "secret.png")
    (source / "linked").symlink_to(tmp_path / "outside")
    os.link(tmp_path / "outside" / "secret.png", source / "hard.png")
    (source / "text.png").write_text("no picture")
    (source / "logo.svg").write_text("<svg/>")
    (source / "huge.png").write_bytes(bytes(MAX_BYTES["image"] + 1))
    done = take(tmp_path, [("Ana Silva", path, "")])
    assert done.written == ["advocates/ana-silva.md"]
    meta = draft(tmp_path, "advocates/ana-silva.md")
    assert "photo" not in meta
    assert any(reason in each.message for each in done.problems)
    assert not (tmp_path / "drafts" / "media").exists()
    assert not (tmp_path / "drafts" / "media-rights.csv").exists()


def test_the_mapping_may_name_a_folder_with_pictures(tmp_path: Path) -> None:
    picture(tmp_path / "static" / "img" / "ana.png")
    done = take(tmp_path, [("Ana Silva", "/img/ana.png", "")], media="../static")
    assert not done.problems
    assert draft(tmp_path, "advocates/ana-silva.md")["photo"] == "ana-silva.png"


def test_a_story_shows_a_picture_by_one_rule(tmp_path: Path) -> None:
    picture(tmp_path / "source" / "chart.png")
    story = {"title": "name", "summary": "name", "media.0.src": "photo"}
    take(tmp_path, [("Three days", "chart.png", "")], advocate={}, story=story, ignore=["firm"])
    media = draft(tmp_path, "stories/three-days.md")["media"]
    assert media == [{"src": "three-days-media-0.png", "kind": "image", "alt": "Three days"}]


def test_a_trial_copies_nothing_and_check_takes_the_list_of_rights(project: Project) -> None:
    picture(project.root / "source" / "a.png")
    project.write("source/people.csv", "name,photo\nAna Silva,a.png\n")
    project.write("mapping.yml", "format: csv\nadvocate: {name: name, photo: photo}\n")
    arguments = ("rooftop", "import", "source", "--mapping", "mapping.yml")
    assert project.run(*arguments, "--dry-run").returncode == 0
    assert not (project.root / "drafts").exists()
    done = project.run(*arguments)
    assert done.returncode == 0, done.stderr
    with Image.open(project.root / "drafts" / "media" / "ana-silva.png") as copy:
        assert copy.size == (40, 30)
    checked = project.check()
    assert checked.returncode == 0
    assert "media-rights.csv" not in checked.stdout + checked.stderr
