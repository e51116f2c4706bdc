"""A new site takes the place of the old one: what did not change stays the same file, and the build
says how large the site is.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from rooftop.site import publish
from rooftop.site.manifest import facts_below
from rooftop.site.publish import in_place_of
from rooftop.site.size import HOSTS, Size, host_of, in_units, measure, near_limits
from rooftop.starter import Answers, with_defaults
from rooftop.starter.answering import write_answers
from tests.project import CONSENT, Project, story

OLD = 1_500_000_000_000_000_000


def put(folder: Path, **files: str) -> None:
    """Write each of ``files``, by name, as long ago as `OLD`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
        os.utime(folder / name, ns=(OLD, OLD))


def test_what_did_not_change_is_the_same_file_with_its_time(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, same="same", edited="before", gone="gone")
    put(site / "folder", same="deep")
    before = {name: (site / name).stat() for name in ("same", "folder/same", "edited")}
    with in_place_of(site) as beside:
        put(beside, same="same", edited="behind", new="new")
        put(beside / "folder", same="deep")
        os.utime(beside / "edited")
        os.utime(beside / "same")
    for name in ("same", "folder/same"):
        after = (site / name).stat()
        assert (after.st_ino, after.st_mtime_ns) == (before[name].st_ino, OLD), name
        assert after.st_nlink == 1  # the old site is gone
    assert (site / "edited").read_text() == "behind"  # as long as before
    assert (site / "edited").stat().st_mtime_ns > OLD
    assert (site / "edited").stat().st_ino != before["edited"].st_ino
    assert sorted(path.name for path in site.iterdir()) == ["edited", "folder", "new", "same"]


def test_folders_of_killed_builds_are_removed_whatever_their_number(tmp_path: Path) -> None:
    site = tmp_path / "[site]"
    running, own = (tmp_path / f".[site].building-{each}" for each in (os.getppid(), os.getpid()))
    for folder in (running, own, tmp_path / ".[site].building-4194305"):
        put(folder, page="half")
    with in_place_of(site) as beside:
        assert beside == own
        assert not list(beside.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == [running.name, site.name]


def test_where_no_link_can_be_made_the_time_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(publish.os, "link", refuse)
    put(tmp_path / "site", same="same")
    with in_place_of(tmp_path / "site") as beside:
        put(beside, same="same")
        os.utime(beside / "same")
    file = tmp_path / "site/same"
    assert (file.read_text(), file.stat().st_mtime_ns) == ("same", OLD)


def test_nothing_is_shared_before_the_site_is_finished(tmp_path: Path) -> None:
    """A plugin that edits files in place, and then fails, must not reach what is published."""
    site = tmp_path / "site"
    put(site, page="page")
    with pytest.raises(RuntimeError), in_place_of(site) as beside:  # noqa: PT012 — the edit counts
        put(beside, page="page")
        assert (beside / "page").stat().st_ino != (site / "page").stat().st_ino
        with (beside / "page").open("a") as file:
            file.write(" edited")
        raise RuntimeError
    assert (site / "page").read_text() == "page"


def test_links_and_what_may_be_read_by_others_are_not_shared(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(tmp_path, outside="words")
    put(site, private="words")
    (site / "private").chmod(0o600)
    (site / "link").symlink_to(tmp_path / "outside")
    (site / "linked").symlink_to(tmp_path)
    with in_place_of(site) as beside:
        put(beside, link="words", private="words")
        put(beside / "linked", outside="words")
    assert not (site / "link").is_symlink()
    outside = (tmp_path / "outside").stat().st_ino
    assert (site / "link").stat().st_ino != outside
    assert (site / "linked/outside").stat().st_ino != outside
    assert stat.S_IMODE((site / "private").stat().st_mode) == 0o644


def test_a_second_build_leaves_every_file_that_did_not_change(project: Project) -> None:
    def files() -> dict[str, tuple[int, int]]:
        paths = (path for path in project.site.rglob("*") if path.is_file())
        return {
            path.relative_to(project.site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in paths
        }

    project.write("content/stories/other.md", story(CONSENT, title="Another story"))
    project.build()
    first, contents = files(), project.contents()
    project.build()
    assert files() == first
    project.write("content/stories/other.md", story(CONSENT, title="Another title"))
    project.build()
    second, edited = files(), project.contents()
    changed = {path for path in edited if edited[path] != contents.get(path)}
    assert "stories/other/index.html" in changed
    assert {path for path in second if second[path] != first.get(path)} == changed


def test_a_build_says_how_large_the_site_is(project: Project) -> None:
    said = project.build()
    files = [path for path in project.site.rglob("*") if path.is_file()]
    total = sum(path.stat().st_size for path in files)
    assert f"Size: {len(files):,} files, {in_units(total)}.\n" in said


def test_a_build_warns_near_the_limits_of_the_host(project: Project) -> None:
    assert host_of(project.root) is None
    project.write(".rooftop/answers.yml", "no: answers\n")
    assert host_of(project.root) is None
    given = {"company": "Acme", "host": "netlify", "email": "stories@acme.example"}
    answers = Answers(**with_defaults(given))
    project.write(".rooftop/answers.yml", write_answers(answers))
    assert host_of(project.root) is HOSTS["netlify"]
    few = Size(files=15_999, total=10**9, entries=20_000, crowded=900, largest=1)
    assert list(near_limits(few, HOSTS["cloudflare-pages"])) == []
    assert list(near_limits(few, HOSTS["github-pages"])) == [
        "Near a limit of GitHub Pages: 1.0 GB of 1.0 GB."
    ]
    many = Size(files=20_001, total=1, entries=170_000, crowded=54_000, largest=26 << 20)
    assert list(near_limits(many, HOSTS["cloudflare-pages"])) == [
        "Beyond a limit of Cloudflare Pages (free): 20,001 of 20,000 files.",
        "Beyond a limit of Cloudflare Pages (free): a file of 27.3 MB of 26.2 MB.",
    ]
    assert list(near_limits(many, HOSTS["gitlab-pages"])) == [
        "Near a limit of GitLab Pages: 170,000 of 200,000 files and folders."
    ]
    assert list(near_limits(many, HOSTS["netlify"])) == [
        "Near a limit of Netlify: 54,000 of 54,000 files in one folder."
    ]


def test_what_hosts_count_is_measured(tmp_path: Path) -> None:
    put(tmp_path / "site", a="1", b="22")
    put(tmp_path / "site/folder", c="333")
    assert measure(facts_below(tmp_path / "site")) == Size(3, 6, entries=4, crowded=2, largest=3)


def test_no_file_of_the_theme_is_shipped_that_nothing_refers_to(demo: Project) -> None:
    """What pages, style sheets, scripts and feeds name, and what embedding pages are told to."""
    contents = demo.contents()
    text = b"".join(
        data
        for path, data in contents.items()
        if path.endswith((".html", ".css", ".js", ".xml", ".json"))
    )
    assets = [path for path in contents if path.startswith("assets/")]
    assert [path for path in assets if path.rpartition("/")[2].encode() not in text] == []
    assert not [path for path in assets if "stylesheets/" in path or "javascripts/" in path]
