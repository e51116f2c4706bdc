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
