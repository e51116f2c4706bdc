"""The letters of a record, which decide whether to search it for look-alike names and hosts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rooftop.records import Record
from rooftop.text import beyond_ascii, looks_latin

#: What every host has, and few texts; and what those have that are not plain ASCII.
_DOTTED, _LETTER = re.compile(r"\.[\w-]{2}"), re.compile(r"\w")


class Letters(NamedTuple):
    """Whether a record has ``others`` than Latin letters, and whether it has letters that are not
    ASCII and may be ``in_hosts``.
    """

    others: bool
    in_hosts: bool


def letters_of(record: Record, words: Iterable[str]) -> Letters:
    """The letters of ``record``; ``words`` are those of its Markdown."""
    whole = "\n".join([record.model_dump_json(), *words])
    if whole.isascii() and "xn--" not in whole:
        return Letters(others=False, in_hosts=False)
    letters = beyond_ascii(whole)
    is_written_otherwise = bool(_LETTER.search(letters)) or "xn--" in whole
    return Letters(
        others=not looks_latin(letters),
        in_hosts=is_written_otherwise and bool(_DOTTED.search(whole)),
    )
