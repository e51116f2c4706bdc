"""A site is built in the spare of the one before: what did not change is neither made nor touched,
and what somebody changed in the published site is not carried along.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from rooftop.site.output_folder import OutputFolder
from rooftop.site.publish import in_place_of
from rooftop.site.spare import Spare

FILES = {"a.txt": "a", "deep/b.txt": "b", "deep/er/c.txt": "c"}


def publish(
    site: Path, files: Mapping[str, str] = FILES, *, others: Iterable[str] = ()
) -> list[str]:
    """Publish each of ``files`` as a batch of its own, and by other means the ``others``; the
    batches that had to be made.
    """
    made = []

    def make(name: str) -> list[tuple[str, bytes]]:
        made.append(name)
        return [(name, files[name].encode())]

    output = OutputFolder(Spare(site))
    with in_place_of(site, output) as beside:
        output.open(beside, is_alone=True)
        for name, text in files.items():
            output.make(name, text, lambda name=name: make(name))  # type: ignore[misc]
        output.discard(*others)
        for name in others:
            (beside / name).write_text("theirs")
        output.prune()
    return made


def contents(folder: Path) -> dict[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


def identities(folder: Path) -> dict[str, tuple[int, int]]:
    facts = {name: (folder / name).stat() for name in contents(folder)}
    return {name: (each.st_ino, each.st_mtime_ns) for name, each in facts.items()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was published three times, so that it has a spare."""
    for _ in range(3):
        publish(tmp_path / "site")
    return tmp_path / "site"


def tree(site: Path) -> Path:
    return site.parent / ".site.spare/tree"


def test_what_did_not_change_is_not_made_and_stays_the_same_file(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert publish(site) == list(FILES)
    first = identities(site)
    for _ in range(3):
        assert publish(site) == []
        assert identities(site) == first
    assert publish(site, FILES | {"a.txt": "A"}) == ["a.txt"]
    second = identities(site)
    assert contents(site) == FILES | {"a.txt": "A"}
    assert {name for name in FILES if first[name] != second[name]} == {"a.txt"}


def test_the_spare_holds_what_is_published_and_nothing_else(site: Path) -> None:
    assert contents(tree(site)) == FILES
    publish(site, {"a.txt": "A", "new/d.txt": "d"})
    assert contents(site) == contents(tree(site)) == {"a.txt": "A", "new/d.txt": "d"}
    assert not (tree(site) / "deep").exists()  # a name tells something too
    assert not (site / "deep").exists()
    assert identities(site) == identities(tree(site))
    assert (site.parent / ".site.spare/.gitignore").read_text() == "*\n"


def edit_in_place(file: Path) -> None:
    """Change the bytes, and neither size nor time."""
    facts = file.stat()
    file.write_text("X")
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def put_another(file: Path) -> None:
    file.unlink()
    file.write_text("X")


def put_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/etc/hostname")


def forbid(file: Path) -> None:
    file.chmod(0o600)


@pytest.mark.parametrize("change", [edit_in_place, put_another, put_link, forbid, Path.unlink])
@pytest.mark.parametrize("builds", [1, 2, 3])
def test_what_somebody_changed_is_replaced(tmp_path: Path, change: object, builds: int) -> None:
    site = tmp_path / "site"
    for _ in range(builds):
        publish(site)
    change(site / "deep/b.txt")  # type: ignore[operator]
    for _ in range(2):
        publish(site)
        assert contents(site) == FILES
        assert not (site / "deep/b.txt").is_symlink()
        assert (site / "deep/b.txt").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("builds", [1, 2, 3])
def test_a_copy_by_hard_link_changes_nothing(tmp_path: Path, builds: int) -> None:
    site = tmp_path / "site"
    for _ in range(builds):
        publish(site)
    for name in FILES:
        (tmp_path / name.replace("/", "-")).hardlink_to(site / name)
    before = identities(site)
    assert publish(site) == []
    assert identities(site) == before


def test_what_somebody_added_goes(site: Path) -> None:
    (site / "deep/added.txt").write_text("added")
    (site / "empty/folder").mkdir(parents=True)
    for _ in range(3):
        publish(site)
        assert contents(site) == FILES
        assert not (site / "empty").exists()


def test_the_published_file_is_never_written_to(site: Path) -> None:
    """Whoever fails while building has changed nothing that is published."""
    output = OutputFolder(Spare(site))
    with pytest.raises(RuntimeError), in_place_of(site, output) as beside:  # noqa: PT012 — the edits count
        output.open(beside, is_alone=True)
        output.write("a.txt", b"edited")
        output.discard("deep/b.txt")
        (beside / "deep/b.txt").write_text("theirs")
        raise RuntimeError
    assert contents(site) == FILES
    assert publish(site) in ([], list(FILES))
    assert contents(site) == FILES


@pytest.mark.parametrize("damage", [b"", b"{}", b"0\n[1,{},{}]", None])
def test_a_broken_manifest_is_ignored(site: Path, damage: bytes | None) -> None:
    file = site.parent / ".site.spare/manifest"
    before = identities(site)
    file.write_bytes(file.read_bytes()[:-9] if damage is None else damage)
    assert publish(site) == list(FILES)
    assert contents(site) == FILES
    assert identities(site) == before
    assert publish(site) == []


def test_without_a_site_the_spare_is_enough(site: Path) -> None:
    site.rename(site.with_name("moved"))
    publish(site)
    assert contents(site) == FILES


def test_a_build_that_is_not_alone_uses_nothing_and_shares_what_is_the_same(site: Path) -> None:
    before = identities(site)
    output = OutputFolder(Spare(site))
    with in_place_of(site, output) as beside:
        output.open(beside, is_alone=False)
        assert not output.keep("a.txt", "a")
        output.write_all({name: text.encode() for name, text in FILES.items()})
        assert output.digests == {}
    assert identities(site) == before


def test_what_others_wrote_is_written_again_and_stays_the_same_file(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for _ in range(3):
        publish(site, others=["theirs.txt"])
        assert contents(site) == FILES | {"theirs.txt": "theirs"}
        before = identities(site)
        publish(site, others=["theirs.txt"])
        assert identities(site) == before
        assert not (tree(site) / "theirs.txt").exists()


def test_where_no_link_can_be_made_there_is_no_spare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    for _ in range(3):
        publish(tmp_path / "site")
        assert contents(tmp_path / "site") == FILES
    assert not tree(tmp_path / "site").exists()
