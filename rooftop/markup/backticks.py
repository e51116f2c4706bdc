"""Code between backticks: the fence is longer than any run of them within."""

from __future__ import annotations

import re

_TICKS = re.compile("`+")


def longest_run(code: str) -> int:
    """The length of the longest run of backticks in ``code``."""
    return max(map(len, _TICKS.findall(code)), default=0)


def fenced(code: str) -> str:
    """``code`` as a fenced block (CommonMark 4.5)."""
    fence = "`" * max(3, longest_run(code) + 1)
    return f"{fence}\n{code.removesuffix(chr(10))}\n{fence}"


def spanned(code: str) -> str:
    """``code`` as a code span (CommonMark 6.1) on one line. Code hosts take nothing in one for
    markup, a mention, a reference or a command. Empty where there is nothing to show.
    """
    line = " ".join(code.split())
    if not line:
        return ""
    fence = "`" * (longest_run(line) + 1)
    blank = " " if line[0] == "`" or line[-1] == "`" else ""
    return f"{fence}{blank}{line}{blank}{fence}"
