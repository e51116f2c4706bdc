"""The clauses of a text: the pieces of it that are recognised elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Shorter passages turn up by chance.
MIN_LENGTH = 24
#: What stands between two clauses. Every alternative begins with the blank, so that only blanks are
#: looked at.
_CLAUSE = re.compile(r"\s(?:(?<=[.!?…,;:]\s)\s*|\s*[–—]\s+|(?<=\n)\n+|(?<=\n)(?=[-*>#|]))")
_MARKS = re.compile(r"[*_`~>#|\[\]]|\]\([^)]*\)")


def passages_of(*texts: str) -> Iterator[str]:
    """The clauses of ``texts``, Markdown or not, as readers see them."""
    for text in texts:
        for clause in _CLAUSE.split(text):
            plain = " ".join(_MARKS.sub(" ", clause).split()).rstrip(".,;:")
            if len(plain) >= MIN_LENGTH:
                yield plain
