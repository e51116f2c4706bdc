"""What git remembers of a file."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from rooftop import git
from rooftop.catalogue import Catalogue
from rooftop.consent import consent_of, digest
from rooftop.frontmatter import split
from rooftop.records import Record, parse


def approved_text(
    file: Path, root: Path, record: Record, person: str, catalogue: Catalogue
) -> str | None:
    """The newest version of ``file`` whose words are those the digest now beside them was made of,
    or None.
    """
    wanted = consent_of(record, person)
    for text in git.versions(root, file):
        document, _ = split(text, record.origin.path)
        then = parse(type(record), document, record.slug)[0] if document else None
        agreed = consent_of(then, person) if then else None
        if then is None or agreed is None or wanted is None or wanted.approved is None:
            continue
        if digest(then, person, agreed, catalogue, like=wanted.approved) == wanted.approved:
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
