"""The branch on which the files of a form wait: one commit on the tip of the base branch, written
without checking anything out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rooftop import git
from rooftop.intake.events import Issue

#: Who commits what others filed.
COMMITTER = "Rooftop <rooftop@users.noreply.github.com>"
_EMAIL = COMMITTER.partition("<")[2].rstrip(">")


@dataclass(frozen=True)
class Branch:
    """The branch ``name`` in the repository that holds the folder ``content``. Every method raises
    `rooftop.git.GitError`.
    """

    content: Path
    base: str
    name: str

    def files(self) -> dict[str, str]:
        """What the branch changes, by path below the content; nothing where there is no branch."""
        if not self._exists():
            return {}
        start = self._ask("merge-base", self.base, self._ref).strip()
        listed = self._ask("diff", "--name-only", "--relative", "-z", start, self._ref)
        names = [name for name in listed.split("\0") if name]
        prefix = self._prefix()
        return {name: self._ask("show", f"{self._ref}:{prefix}{name}") for name in names}

    def is_changed_by_hand(self) -> bool:
        """Whether anybody but this program committed to it."""
        if not self._exists():
            return False
        committers = self._ask("log", "--format=%ce", f"{self.base}..{self._ref}").split()
        return any(each != _EMAIL for each in committers)

    def write(self, files: Mapping[str, str], issue: Issue, message: str) -> None:
        """Make it one commit upon the base: ``files`` by their paths below the content, by the
        author of ``issue``, at the time of its last change.
        """
        moment = f"{int(issue.updated.timestamp())} +0000"
        commit = self._ask("rev-parse", "--verify", f"{self.base}^{{commit}}").strip()
        subject = message.encode()
        stream = f"commit {self._ref}\n".encode()
        stream += f"author {issue.login} <{issue.email}> {moment}\n".encode()
        stream += f"committer {COMMITTER} {moment}\n".encode()
        stream += b"data %d\n%s\nfrom %s\n" % (len(subject), subject, commit.encode())
        prefix = self._prefix()
        for path, text in sorted(files.items()):
            data = text.encode()
            stream += b"M 100644 inline %s\n" % _quoted(prefix + path)
            stream += b"data %d\n%s\n" % (len(data), data)
        git.output(self.content, "fast-import", "--quiet", "--force", given=stream)

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.name}"

    def _exists(self) -> bool:
        return bool(git.ask(self.content, "rev-parse", "--verify", "--quiet", self._ref))

    def _prefix(self) -> str:
        return self._ask("rev-parse", "--show-prefix").rstrip("\n")

    def _ask(self, *arguments: str) -> str:
        return git.output(self.content, *arguments).decode("utf-8", "replace")


def _quoted(path: str) -> bytes:
    """A path as git-fast-import(1) reads it, whatever signs it has."""
    return b'"' + re.sub(rb'["\\\n]', lambda match: b"\\%03o" % match[0][0], path.encode()) + b'"'
