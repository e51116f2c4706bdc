"""The catalogue: what each file of the content folder becomes, and what is said of those that
become nothing.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rooftop import catalogue as catalogue_module
from rooftop.addresses import RESERVED
from rooftop.media import files
from tests.project import PRODUCT, REPOSITORY, Project, advocate, story

EVENT = "---\ntitle: x\nkind: talk\nstarts: 2026-09-03T17:00\ntimezone: Europe/Lisbon\nplace: Porto\n---\n"
FILES = {"stories": story(), "advocates": advocate(), "products": PRODUCT, "events": EVENT}


def said_of(project: Project, path: str) -> list[tuple[str, str]]:
    """Code and message of every problem of the file ``path``."""
    return [(each.code, each.message) for each in project.plan().problems if each.path == path]


@pytest.mark.parametrize("folder", FILES)
def test_names_that_the_site_uses_itself_are_refused(project: Project, folder: str) -> None:
    for name in RESERVED[folder]:
        project.write(f"content/{folder}/{name}.md", FILES[folder])
    for name in RESERVED[folder]:
        path = f"content/{folder}/{name}.md"
        assert said_of(project, path) == [("file-name", f"the site itself uses the name {name!r}")]


@pytest.mark.parametrize("folder", FILES)
@pytest.mark.parametrize("name", ["page", "share", "feed", "index"])
def test_no_old_name_is_one_that_the_site_uses_itself(
    project: Project, folder: str, name: str
) -> None:
    text = FILES[folder].replace("---\n", f"---\naliases: [{name}]\n", 1)
    project.write(f"content/{folder}/x.md", text)
    expected = ("slug-taken", f"{name!r} is a name of the site itself already")
    assert expected in said_of(project, f"content/{folder}/x.md")


def test_no_address_for_all_time_is_one_that_the_site_uses_itself(project: Project) -> None:
    project.write("content/stories/month-end.md", story(permalink="stories/page/"))
    (found,) = said_of(project, "content/stories/month-end.md")
    assert found == ("value-invalid", "permalink names 'page', which the site uses itself")


def test_no_page_takes_a_folder_of_the_site(project: Project) -> None:
    for name in RESERVED[""]:
        project.write(f"content/{name}.md", "---\ntitle: x\n---\n\nText.\n")
        assert said_of(project, f"content/{name}.md"), name
    assert not said_of(project, "content/index.md")


PICTURE = (REPOSITORY / "content" / "media" / "norte-cargo.png").read_bytes()
LEFT_BEHIND = [
    ".DS_Store", "._x.md", "Thumbs.db", "desktop.ini", ".directory", ".x.md.swp", ".x.md.swo", "x.md~",
    "#x.md#", ".~lock.x.md#", "x.md.orig", "__MACOSX/x.md", ".goutputstream-AB12CD",
]  # fmt: skip


@pytest.mark.parametrize("folder", ["", "stories/", "advocates/", "media/", "media/deep/"])
def test_what_systems_and_editors_leave_behind_is_nobodys_contribution(
    project: Project, folder: str
) -> None:
    before = project.plan().problems
    for name in LEFT_BEHIND:
        project.write(f"content/{folder}{name}", b"\x00\x01 not text")
    (project.root / f"content/{folder}.#x.md").symlink_to("ana@host.1234:1700000000")
    assert project.plan().problems == before


def test_other_hidden_files_and_copies_are_told(project: Project) -> None:
    for name in (".htaccess", ".hidden.md", "x.md.bak"):
        project.write(f"content/stories/{name}", "text")
        assert said_of(project, f"content/stories/{name}")


PHOTO = {"photo": "ana.png", "photo_alt": "Ana"}


def test_a_picture_that_was_refused_is_told_so_with_the_reason(project: Project) -> None:
    project.write("content/media/ana.png", b"no picture at all")
    shutil.copy(REPOSITORY / "content/media/ana-ribeiro.webp", project.root / "content/media")
    project.write("content/advocates/ana-ribeiro.md", advocate(**PHOTO))
    ((code, message),) = said_of(project, "content/advocates/ana-ribeiro.md")
    assert code == "media-missing"
    assert message == "content/media/ana.png exists but was refused: it cannot be read as a picture"


def test_no_portrait_is_proposed_for_a_picture_that_is_missing(project: Project) -> None:
    for name in ("anna.png", "tomas-medeiros.png", "checklist.png"):
        project.write(f"content/media/{name}", PICTURE)
    project.write(
        "content/advocates/anna.md", advocate(name="Anna", photo="anna.png", photo_alt="Anna")
    )
    project.write("content/advocates/tomas-medeiros.md", "---\nname: Tomás\nrolle: x\n---\n")
    project.write("content/advocates/ana-ribeiro.md", advocate(**PHOTO))
    media = (
        "[{kind: image, src: tomas-medeiro.png, alt: x}, {kind: image, src: cheklist.png, alt: x}]"
    )
    project.write("content/stories/month-end.md", story(media=media))
    missing = [each for each in project.plan().problems if each.code == "media-missing"]
    hints = {each.message.rpartition("/")[2]: each.hint for each in missing}
    assert hints["ana.png"] != "Did you mean 'anna.png'?"
    assert "tomas" not in hints["tomas-medeiro.png"]
    assert hints["cheklist.png"] == "Did you mean 'checklist.png'?"
    project.write("content/media/ana-ribeiro.png", PICTURE)
    project.write(
        "content/advocates/ana-ribeiro.md", advocate(photo="ana-riber.png", photo_alt="x")
    )
    (own,) = [each for each in project.plan().problems if "ana-riber.png" in each.message]
    assert own.hint == "Did you mean 'ana-ribeiro.png'?"


def test_each_file_is_of_the_kind_that_is_shown_in_its_place(project: Project) -> None:
    for name in ("mondays.webm", "mondays.vtt", "alarms.ogg", "checklist.webp"):
        shutil.copy(REPOSITORY / "content/media" / name, project.write(f"content/media/{name}", ""))
    media = (
        "[{kind: image, src: mondays.webm, alt: x}, {kind: video, src: checklist.webp, alt: x, "
        "captions: alarms.ogg}, {kind: audio, src: mondays.vtt, alt: x, transcript: y}]"
    )
    project.write("content/stories/month-end.md", story(media=media))
    project.write(
        "content/advocates/ana-ribeiro.md", advocate(photo="alarms.ogg", photo_alt="A sound")
    )
    messages = [each.message for each in project.plan().problems if each.code == "media-missing"]
    assert sorted(messages) == [
        "content/media/alarms.ogg is a recording; here must be a picture",
        "content/media/alarms.ogg is a recording; here must be captions",
        "content/media/checklist.webp is a picture; here must be a film",
        "content/media/mondays.vtt is captions; here must be a recording",
        "content/media/mondays.webm is a film; here must be a picture",
    ]


def test_a_picture_of_the_drafts_is_none_for_what_is_published(project: Project) -> None:
    project.write("drafts/media/ana.png", PICTURE)
    project.write("content/advocates/ana-ribeiro.md", advocate(**PHOTO))
    ((_, message),) = said_of(project, "content/advocates/ana-ribeiro.md")
    assert message == "there is no content/media/ana.png, only a draft of it"
    project.write("drafts/advocates/bo.md", advocate(name="Bo", **PHOTO))
    assert not said_of(project, "drafts/advocates/bo.md")


def test_a_file_that_cannot_be_read_costs_itself_alone(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("no such luck")

    def fail_for_x(file: Path) -> str | None:
        return str(1 // 0) if file.name == "x.png" else None

    project.write("content/media/x.png", PICTURE)
    shutil.copy(REPOSITORY / "content/media/mondays.vtt", project.root / "content/media")
    monkeypatch.setattr(files, "why_not_opened", fail_for_x)
    monkeypatch.setattr(catalogue_module.record, "read_markdown", fail)
    plan = project.plan()
    codes = {(each.path, each.code) for each in plan.problems}
    assert ("content/media/x.png", "file-unreadable") in codes
    assert ("content/stories/month-end.md", "file-unreadable") in codes
    assert set(plan.catalogue.media) == {"mondays.vtt"}


@pytest.mark.parametrize(
    ("text", "people", "companies"),
    [
        ("---\nname: Tomás Medeiros\nrolle: x\n---\n", {"Tomás Medeiros"}, set()),
        ("---\nname: >-\n  Tomás\n  Medeiros\nrolle: x\n---\n", {"Tomás Medeiros"}, set()),
        ('---\nname: "Tomás" Medeiros\n---\n', {"Tomás"}, set()),
        ("---\nname: We are #1\n---\n", {"We are"}, set()),
        ("name: Tomás Medeiros\n", {"Tomás Medeiros"}, set()),
        ("---\nname: {given: Tomás, family: Medeiros}\nx: y\n---\n", {"Tomás Medeiros"}, set()),
        ("---\nname: {family: 李, given: 伟}\nx: y\n---\n", {"李伟"}, set()),
        (
            "---\nname:\n  family: Nagy\n  given: Éva\n  x: [\n---\n",
            {"Nagy Éva", "Éva Nagy"},
            set(),
        ),
        ("---\npseudonym: Tom\ngithub: tom-m\nx: [\n---\n", {"Tom", "tom-m"}, set()),
        ("---\ncompany: {name: Norte Cargo}\nx: [\n---\n", set(), {"Norte Cargo"}),
        ("---\ncompany:\n  url: x\n  name: Norte Cargo\nx: [\n---\n", set(), {"Norte Cargo"}),
        ("---\ncompany: norte-cargo\nx: [\n---\n", set(), {"norte-cargo"}),
        ("---\nname: [\n---\n", set(), set()),
        ("---\nname: 5\nx: &y\n---\n", {"5"}, set()),
        ("", set(), set()),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_whom_an_unreadable_file_names_is_known(
    project: Project, text: str, people: set[str], companies: set[str], encoding: str
) -> None:
    project.write("content/advocates/tomas-medeiros.md", text.encode(encoding))
    (unreadable,) = project.plan().catalogue.unreadable
    assert unreadable.path == "content/advocates/tomas-medeiros.md"
    assert people | {"tomas-medeiros"} <= set(unreadable.people)
    assert companies <= set(unreadable.companies)
    assert all(any(map(str.isalnum, name)) for name in unreadable.people)


def test_letters_of_western_europe_are_made_out(project: Project) -> None:
    project.write("content/advocates/x.md", "---\nname: Tomás Medeiros\n---\n".encode("latin-1"))
    (unreadable,) = project.plan().catalogue.unreadable
    assert "Tomás Medeiros" in unreadable.people


@pytest.mark.parametrize(
    ("picture", "said", "hint"),
    [
        ("broken.png", "exists but was refused: it cannot be read as a picture", "Fix that file"),
        ("film.webm", "is a film; here must be a picture", "another"),
        ("anna-1.png", "there is no content/media/anna-1.png", "Known values: checklist.png."),
        ("cheklist.png", "there is no content/media/cheklist.png", "Did you mean 'checklist.png'?"),
    ],
)
def test_pictures_in_prose_are_told_as_those_of_fields_are(
    project: Project, picture: str, said: str, hint: str
) -> None:
    project.write("content/media/broken.png", b"no picture at all")
    project.write("content/media/anna.png", PICTURE)
    project.write("content/media/checklist.png", PICTURE)
    shutil.copy(REPOSITORY / "content/media/mondays.webm", project.root / "content/media/film.webm")
    project.write(
        "content/advocates/anna.md", advocate(name="Anna", photo="anna.png", photo_alt="Anna")
    )
    project.write("content/stories/anna.md", story(body=f"![x](../media/{picture})", title="A"))
    (found,) = [each for each in project.plan().problems if each.path == "content/stories/anna.md"]
    assert found.code == "media-missing"
    assert said in found.message
    assert hint in found.hint
    assert "anna.png" not in found.hint
