"""What git remembers of a file."""

from __future__ import annotations

import difflib
import re
import subprocess
from pathlib import Path

from rooftop.catalogue import Catalogue
from rooftop.consent import consent_of, digest
from rooftop.frontmatter import split
from rooftop.records import Record, parse

#: How many versions of a file are looked at.
MAX_VERSIONS = 200


def approved_text(
    file: Path, root: Path, record: Record, person: str, catalogue: Catalogue
) -> str | None:
    """The newest version of ``file`` whose words are those the digest now beside them was made of,
    or None.
    """
    wanted = consent_of(record, person)
    commits = _git(root, "log", f"-{MAX_VERSIONS}", "--format=%H", "--", str(file)).split()
    name = _git(root, "ls-files", "--full-name", "--", str(file)).strip()
    for commit in commits:
        text = _git(root, "show", f"{commit}:{name}")
        document, _ = split(text, record.origin.path)
        then = parse(type(record), document, record.slug)[0] if document else None
        agreed = consent_of(then, person) if then else None
        if (
            then
            and agreed
            and wanted
            and digest(then, person, agreed, catalogue, like=wanted.approved or "")
            == wanted.approved
        ):
            return text
    return None


def readable_diff(then: str, now: str, path: str) -> str:
    """The two texts word by word: a changed word in a long paragraph is one line, not the whole
    paragraph.
    """
    before, after = (re.findall(r"\S+|\n{2,}", text) for text in (then, now))
    lines = [f"{path}: approved → now"]
    for operation, start, end, other_start, other_end in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if operation != "equal":
            context = " ".join(before[max(0, start - 4) : start]).strip()
            lines.append(
                f"  … {context} [-{' '.join(before[start:end])}-] "
                f"{{+{' '.join(after[other_start:other_end])}+}}"
            )
    return "\n".join(lines)


def _git(root: Path, *arguments: str) -> str:
    """What git says, or nothing: a folder without git has no history."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
