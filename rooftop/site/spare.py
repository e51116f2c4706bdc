"""A second folder of the files of a published site, by hard link: the next one is built in it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Collection
from pathlib import Path

from rooftop.site.manifest import Facts, Manifest, facts_of, load_manifest


class Spare:
    """The spare of the site that is published at ``site``, in a folder beside it, with the manifest
    of both. It may be deleted at any time. Git ignores it.
    """

    def __init__(self, site: Path) -> None:
        self._site, self._folder = site, site.with_name(f".{site.name}.spare")
        self._tree, self._manifest = self._folder / "tree", self._folder / "manifest"

    def move_to(self, folder: Path) -> Manifest:
        """Move the spare, or the files of the site if there is no spare, to the empty ``folder``.
        Returns the manifest of the files there; files that were changed since are removed.
        """
        earlier = load_manifest(self._manifest)
        if earlier is None:
            shutil.rmtree(self._folder, ignore_errors=True)
            return Manifest()
        try:
            self._tree.rename(folder)
        except OSError:
            _link_all(earlier, self._site, folder)
        else:
            _remove_changed(earlier, folder)
        return earlier

    def settle(self, former: Path, manifest: Manifest, same: Collection[str] | None) -> None:
        """Make a spare of ``former``, whose place the site with the ``manifest`` took. It has the
        files at the paths in ``same`` already, and is removed where that is None.
        """
        is_spare = same is not None and self._complete(former, manifest, same)
        if not is_spare:
            shutil.rmtree(former, ignore_errors=True)
        for path in manifest.digests:
            if not (is_spare and same and path in same):
                _note(manifest, self._site, path)
        with contextlib.suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
            shutil.rmtree(self._tree, ignore_errors=True)
            if is_spare:
                former.rename(self._tree)
            manifest.save(self._manifest)

    def _complete(self, former: Path, manifest: Manifest, same: Collection[str]) -> bool:
        """Take out of ``former`` what is not published any more, and put in what is new there.
        False where that cannot be done.
        """
        try:
            _reduce(former, "", lambda path, _: path in same)
            for path in manifest.digests.keys() - same:
                _link(self._site, former, path)
        except OSError:
            return False
        return True


def _link(source: Path, target: Path, path: str) -> None:
    """Give the file at ``path`` in ``source`` a second name in ``target``. Raises OSError."""
    (target / path).parent.mkdir(parents=True, exist_ok=True)
    (target / path).hardlink_to(source / path)


def _link_all(manifest: Manifest, site: Path, folder: Path) -> None:
    """Link those files of the ``site`` in ``folder`` that are as the ``manifest`` has them. The
    manifest forgets which files the others are.
    """
    known, manifest.facts = manifest.facts, {}
    for path, facts in known.items():
        with contextlib.suppress(OSError):
            if _facts_if_same(site / path, facts, manifest.digests[path]):
                _link(site, folder, path)
                _note(manifest, folder, path)


def _remove_changed(manifest: Manifest, folder: Path) -> None:
    """Remove everything from ``folder`` that is not as the ``manifest`` has it, which forgets which
    files these are.
    """
    known, manifest.facts = manifest.facts, {}

    def is_known(path: str, entry: os.DirEntry[str]) -> bool:
        if (facts := known.get(path)) is None:
            return False
        if (facts := _facts_if_same(entry, facts, manifest.digests[path])) is None:
            return False
        manifest.facts[path] = facts
        return True

    _reduce(folder, "", is_known)


def _facts_if_same(file: Path | os.DirEntry[str], known: Facts, digest: str) -> Facts | None:
    """The facts of ``file`` if it is the one with the ``known`` facts, else None. It is read where
    all but the time of its last change of any kind is as known: a copy by hard link changes that.
    """
    facts = facts_of(file.stat(follow_symlinks=False))
    if facts == known:
        return known
    if facts[:-1] != known[:-1]:
        return None
    is_same = hashlib.sha256(Path(file).read_bytes()).hexdigest() == digest
    return facts if is_same else None


def _reduce(folder: Path | str, path: str, keeps: Callable[[str, os.DirEntry[str]], bool]) -> bool:
    """Remove from ``folder``, which is at ``path``, every file that ``keeps`` does not keep, and
    folders in which nothing stays. False for such a one.
    """
    is_used = False
    with os.scandir(folder) as scanned:
        entries = list(scanned)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            is_used |= _reduce(entry.path, f"{path}{entry.name}/", keeps)
        elif keeps(path + entry.name, entry):
            is_used = True
        else:
            Path(entry.path).unlink()
    if path and not is_used:
        Path(folder).rmdir()
    return is_used


def _note(manifest: Manifest, folder: Path, path: str) -> None:
    """Note which file stands at ``path`` in ``folder``."""
    manifest.facts.pop(path, None)
    with contextlib.suppress(OSError):
        facts = facts_of((folder / path).lstat())
        if stat.S_ISREG(facts.mode):
            manifest.facts[path] = facts


def remove_empty_folders(root: Path, paths: Collection[str]) -> None:
    """Remove the folders below ``root`` in which files stood at ``paths``, if nothing else does."""
    folders = {path.rpartition("/")[0] for path in paths} - {""}
    while folders:
        folder = max(folders, key=len)  # the inner ones first
        folders.remove(folder)
        with contextlib.suppress(OSError):  # it is not empty
            (root / folder).rmdir()
            folders |= {folder.rpartition("/")[0]} - {""}
