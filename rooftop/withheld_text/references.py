"""References into a company's own systems."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"(?=.*[A-Za-z])(?=.*\d)[\w./-]{6,}")


def is_reference(text: str) -> bool:
    """Whether ``text`` is told from a word, a day or a number: it has letters and digits."""
    return _REFERENCE.fullmatch(text) is not None
