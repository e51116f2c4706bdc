"""A build is not made again while everything it reads, and the site, are as it left them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import REPOSITORY, Project, story

SAID = "Nothing was built, because nothing has changed since the last build."
AS_OF = ("--as-of", "2026-11-22")


def is_made(project: Project, *arguments: str) -> bool:
    """Build the site; whether anything was made."""
    return SAID not in project.build("--explain", *(arguments or AS_OF))


def git(project: Project, *arguments: str) -> None:
    author = ("-c", "user.name=Kai", "-c", "user.email=kai@voices.example")
    subprocess.run(["git", *author, *arguments], cwd=project.root, check=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.small(tmp_path_factory.mktemp("unchanged"))
    project.write("drafts/note.md", "---\ntitle: A note\n---\n")
    project.write("site-notes/todo.txt", "Call Ana.\n")
    project.build(*AS_OF)
    return project


def test_a_build_of_the_same_makes_nothing_and_says_the_same(built: Project) -> None:
    is_made(built)
    before, times = built.contents(), {file: file.stat() for file in built.files()}
    folder = built.site.stat()
    (killed := built.root / ".site.building-4194305").mkdir()
    first, second = built.build(*AS_OF), built.build(*AS_OF)
    assert not killed.exists()
    assert first == second
    assert "1 advocate" in first or "advocates" in first
    assert built.contents() == before
    assert {file: file.stat() for file in built.files()} == times
    assert (built.site.stat().st_ino, built.site.stat().st_mtime_ns) == (
        folder.st_ino,
        folder.st_mtime_ns,
    )


def edit_story(project: Project) -> None:
    project.write("content/stories/other.md", story(title="A third close"))


def replace_without_a_trace(project: Project) -> None:
    """The same size and the same time of change, as `touch` and `rsync` can set it."""
    file = project.root / "content/stories/other.md"
    times = file.stat()
    file.write_text(file.read_text().replace("Nine", "Five"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def add_record(project: Project) -> None:
    project.write("content/stories/new.md", story(title="A new close"))


def rename_record(project: Project) -> None:
    folder = project.root / "content/stories"
    (folder / "other.md").rename(folder / "another.md")


def remove_record(project: Project) -> None:
    (project.root / "content/stories/other.md").unlink()


def change_setting(project: Project) -> None:
    file = project.root / "mkdocs.yml"
    file.write_text(file.read_text().replace("stories_per_page: 12", "stories_per_page: 6"))


def add_template(project: Project) -> None:
    project.write("overrides/home.html", '{% extends "rooftop/home.html" %}\n')


def change_draft(project: Project) -> None:
    project.write("drafts/note.md", "---\ntitle: Another note\n---\n")


def alter_site(project: Project) -> None:
    (project.site / "index.html").write_text("Somebody was here.")


def remove_from_site(project: Project) -> None:
    (project.site / "feed.xml").unlink()


def add_to_site(project: Project) -> None:
    (project.site / "extra.html").write_text("Somebody was here.")


def add_link_to_site(project: Project) -> None:
    (project.site / "extra.html").symlink_to(project.root / "mkdocs.yml")


def remove_notes(project: Project) -> None:
    (project.root / "build" / "published.json").unlink()


def commit(project: Project) -> None:
    git(project, "init", "--quiet")
    git(project, "add", "content")
    git(project, "commit", "--quiet", "--message", "Content: begin")


@pytest.mark.parametrize(
    "change",
    [
        edit_story,
        replace_without_a_trace,
        add_record,
        rename_record,
        remove_record,
        change_setting,
        add_template,
        change_draft,
        alter_site,
        remove_from_site,
        add_to_site,
        add_link_to_site,
        remove_notes,
        commit,
    ],
)
def test_every_change_of_an_input_or_of_the_site_leads_to_a_build(
    built: Project, change: Callable[[Project], None]
) -> None:
    built.write("content/stories/other.md", story(title="Another close"))
    is_made(built)
    assert not is_made(built)
    change(built)
    assert is_made(built)
    assert not (built.site / "extra.html").exists()
    assert "Somebody was here." not in (built.site / "index.html").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as-of", "2026-11-23"),
        (*AS_OF, "--base-url", "https://elsewhere.example/"),
        (*AS_OF, "--site-dir", "elsewhere"),
        (*AS_OF, "--strict"),
    ],
)
def test_another_day_address_or_place_leads_to_a_build(
    built: Project, arguments: tuple[str, ...]
) -> None:
    is_made(built)
    assert is_made(built, *arguments)


def test_the_time_at_which_a_post_goes_out_leads_to_a_build(built: Project) -> None:
    """Of one day, nothing else depends on the time."""
    morning, noon = "1795510800", "1795523400"  # 2026-11-24, 07:00 and 10:30
    for moment, said in ((morning, False), (morning, True), (noon, None)):
        done = built.run("rooftop", "build", "--explain", SOURCE_DATE_EPOCH=moment)
        assert done.returncode == 0, done.stderr
        if said is not None:
            assert (SAID in done.stdout) is said


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("hooks/more.py", "def on_post_build(config):\n    pass\n"),
        ("mkdocs.yml", "\n# !ENV NAME\n"),
        ("mkdocs.yml", "\n  who: !!python/object/apply:os.getenv [NAME]\n"),
        ("mkdocs.yml", "\n  who: !<tag:yaml.org,2002:python/object/apply:os.getcwd> []\n"),
    ],
)
def test_where_it_is_not_known_what_a_build_reads_every_build_is_made(
    built: Project, path: str, text: str
) -> None:
    settings = (built.root / "mkdocs.yml").read_text()
    try:
        file = built.root / path
        file.write_text((file.read_text() if file.exists() else "") + text)
        if path.startswith("hooks"):
            (built.root / "mkdocs.yml").write_text(
                settings.replace("  - hooks/publish.py\n", f"  - hooks/publish.py\n  - {path}\n")
            )
        is_made(built)
        assert is_made(built)
    finally:
        (built.root / "mkdocs.yml").write_text(settings)


def test_a_link_out_of_the_project_is_no_input_that_is_known(built: Project) -> None:
    link = built.root / "content" / "media" / "linked.png"
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(REPOSITORY / "README.md")
    try:
        is_made(built)
        assert is_made(built)
    finally:
        link.unlink()


@pytest.mark.parametrize("folder", ["", "content/", "content/stories/", "content/media/"])
def test_no_file_of_tools_takes_a_source_out_of_the_inputs(project: Project, folder: str) -> None:
    """`python -m venv .` makes a virtual environment of the project itself."""
    project.write(f"{folder}pyvenv.cfg", "home = /usr\n")
    project.write(f"{folder}bin/python", "")
    project.build(*AS_OF)
    page = project.site / "stories/month-end/index.html"
    assert page.exists()
    project.write("content/stories/month-end.md", story("status: withdrawn\n"))
    assert is_made(project)
    assert not page.exists()


@pytest.mark.parametrize("program", ["bin/python", "Scripts/python.exe"])
def test_what_tools_keep_beside_the_sources_is_no_input(project: Project, program: str) -> None:
    for folder in ("env", "node_modules", ".tool", "hooks/__pycache__"):
        project.write(f"{folder}/other.txt", "one")
    project.write("env/pyvenv.cfg", "home = /usr\n")
    project.write(f"env/{program}", "")
    project.build(*AS_OF)
    for folder in ("env", "node_modules", ".tool", "hooks/__pycache__"):
        project.write(f"{folder}/other.txt", "two")
    assert not is_made(project)
    (project.root / "env/pyvenv.cfg").unlink()
    assert is_made(project)


@pytest.mark.parametrize("place", [".keys/signers", "../signers", "env/signers", "signers"])
def test_a_file_that_a_setting_names_is_an_input_wherever_it_is(
    project: Project, place: str
) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    mark = "extra:\n  rooftop:\n"
    project.write("mkdocs.yml", settings.replace(mark, f"{mark}    allowed_signers: {place}\n"))
    project.write("env/pyvenv.cfg", "home = /usr\n")
    project.write("env/bin/python", "")
    project.write(place, "ana-ribeiro ssh-ed25519 AAAA\n")
    project.build(*AS_OF)
    assert not is_made(project)
    project.write(place, "")
    assert is_made(project)
    (project.root / place).unlink()
    assert is_made(project)
    assert not is_made(project)


def test_the_hook_is_an_input_wherever_it_is(project: Project) -> None:
    text = (project.root / "hooks/publish.py").read_text()
    settings = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", settings.replace("hooks/publish.py", ".hooks/publish.py"))
    project.write(".hooks/publish.py", text)
    project.build(*AS_OF)
    assert not is_made(project)
    project.write(".hooks/publish.py", f"{text}# Another line.\n")
    assert is_made(project)


@pytest.mark.parametrize("folder", ["overrides/.parts", "overrides/node_modules"])
def test_templates_are_inputs_whatever_their_folder_is_called(
    project: Project, folder: str
) -> None:
    name = folder.removeprefix("overrides/")
    project.write(f"{folder}/part.html", "<p>One</p>")
    project.write(
        "overrides/page.html",
        '{% extends "rooftop/page.html" %}{% block content %}'
        f'{{% include "{name}/part.html" %}}{{% endblock %}}',
    )
    project.build(*AS_OF)
    assert not is_made(project)
    project.write(f"{folder}/part.html", "<p>Two</p>")
    assert is_made(project)
    assert "<p>Two</p>" in (project.site / "about/index.html").read_text()


def test_media_in_a_hidden_folder_is_an_input(project: Project) -> None:
    project.build(*AS_OF)
    project.write("content/media/.hidden/note.txt", "One")
    assert is_made(project)
    assert not is_made(project)


def test_sources_may_be_in_a_hidden_folder(project: Project) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    (project.root / "content").rename(project.root / ".content")
    project.write("mkdocs.yml", settings.replace("content: content", "content: .content"))
    project.build(*AS_OF)
    assert not is_made(project)
    project.write(".content/stories/month-end.md", story("status: withdrawn\n"))
    assert is_made(project)
    assert not (project.site / "stories/month-end").exists()


def test_what_is_remembered_does_not_tell_who_is_withheld(built: Project) -> None:
    built.write("content/stories/ulla-quandt.md", story(title="Ulla", advocates="[ulla-quandt]"))
    said = built.build(*AS_OF)
    assert "ulla-quandt" in said
    assert built.build(*AS_OF) == said
    assert not any(b"ulla-quandt" in file.read_bytes() for file in built.cache.iterdir())
    (built.root / "content/stories/ulla-quandt.md").unlink()


def test_a_build_that_fails_is_made_again(built: Project) -> None:
    template = built.write("overrides/story.html", "{% nonsense %}")
    try:
        for _ in range(2):
            done = built.run("rooftop", "build", *AS_OF)
            assert done.returncode == 1
            assert "nonsense" in done.stderr
    finally:
        Path(template).unlink()
