"""The clauses of a text: the pieces of it that are recognised elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rooftop.withheld_text.marks import without_addresses, without_marks

#: Shorter passages turn up by chance.
MIN_LENGTH = 24
#: Separators of clauses. Every alternative begins with a space, so that only spaces are tried.
_CLAUSE = re.compile(r"\s(?:(?<=[.!?…,;:]\s)\s*|\s{0,3}[–—]\s|(?<=\n)\n+|(?<=\n)(?=[-*>#|]))")
#: Where lines begin, and between the cells of tables.
_LINE_MARKS = re.compile(r"[>#|]")


def passages_of(*texts: str) -> Iterator[str]:
    """The clauses of ``texts``, Markdown or not, as readers see them; clauses with a visible
    address also without it.
    """
    for text in texts:
        for clause in _CLAUSE.split(without_marks(text)):
            if len(clause) >= MIN_LENGTH:
                forms = dict.fromkeys((clause, without_addresses(clause)))
                plain = (" ".join(_LINE_MARKS.sub(" ", each).split()) for each in forms)
                yield from (p for each in plain if len(p := each.rstrip(".,;:")) >= MIN_LENGTH)
