"""Files as git stores them: nothing is checked out, so no filter, hook or link of theirs acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rooftop import git

#: Modes of entries in a tree (git-fast-import(1)).
FILE, PROGRAM, LINK, SUBMODULE = "100644", "100755", "120000", "160000"
#: The exit code of git-merge-tree(1) where both sides changed the same lines.
_CONFLICTS = 1


@dataclass(frozen=True)
class Entry:
    """One entry of a tree: its mode, the object it names, and the bytes of that, 0 for a
    submodule.
    """

    mode: str
    object: str
    size: int


Tree = Mapping[str, Entry]


@dataclass(frozen=True)
class Merge:
    """The tree that a merge leaves, and the paths whose conflicts somebody has to resolve."""

    tree: str
    conflicts: frozenset[str]


@dataclass(frozen=True)
class Repository:
    """The repository that holds the folder ``root``. Every method raises `GitError`."""

    root: Path

    def prefix(self) -> str:
        """The path of ``root`` in the repository, empty or ending in a slash."""
        return self._ask("rev-parse", "--show-prefix").decode().rstrip("\n")

    def commit(self, revision: str) -> str:
        """The id of the commit that ``revision`` names."""
        options = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        try:
            return self._ask("rev-parse", *options).decode().strip()
        except git.GitError:
            raise git.GitError(f"there is no commit {revision}") from None

    def merge(self, base: str, head: str) -> Merge:
        """What merging the commit ``head`` into the commit ``base`` leaves. It changes no branch
        and no file.
        """
        options = ("--write-tree", "--name-only", "--no-messages", "-z")
        tree, *names = _fields(
            git.output(self.root, "merge-tree", *options, base, head, accepted=(0, _CONFLICTS))
        )
        return Merge(tree, frozenset(filter(None, names)))

    def tree(self, name: str) -> Tree:
        """Every file of the tree or commit ``name``, by its path."""
        listed = _fields(self._ask("ls-tree", "-r", "-l", "-z", "--full-tree", name))
        return dict(map(_entry, filter(None, listed)))

    def renames(self, before: str, after: str) -> dict[str, str]:
        """What git takes for renamed files between two trees: the old path by the new one."""
        options = ("-r", "-z", "-M", "--diff-filter=R", "--name-status")
        fields = _fields(self._ask("diff-tree", *options, before, after))
        return {new: old for _, old, new in zip(*[iter(filter(None, fields))] * 3, strict=True)}

    def texts(self, entries: Iterable[Entry]) -> dict[str, bytes]:
        """What the objects of ``entries`` hold, by their ids."""
        wanted = sorted({entry.object for entry in entries})
        given = "".join(f"{each}\n" for each in wanted).encode()
        data = git.output(self.root, "cat-file", "--batch", given=given)
        texts: dict[str, bytes] = {}
        for name in wanted:
            header, _, data = data.partition(b"\n")
            if not header.startswith(name.encode()) or header.endswith(b" missing"):
                raise git.GitError(f"the object {name} is missing")
            size = int(header.rpartition(b" ")[2])
            texts[name], data = data[:size], data[size + 1 :]
        return texts

    def _ask(self, *arguments: str) -> bytes:
        return git.output(self.root, *arguments)


def _fields(data: bytes) -> list[str]:
    """Fields that end in NUL. A path that is not UTF-8 keeps its bytes as surrogates (PEP 383)."""
    return data.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _entry(line: str) -> tuple[str, Entry]:
    facts, _, path = line.partition("\t")
    mode, _, name, size = facts.split()
    return path, Entry(mode, name, int(size) if size.isdigit() else 0)
