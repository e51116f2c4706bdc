"""Numbers, and yes and no, as people write them. What could be two numbers is neither."""

from __future__ import annotations

import re
from typing import Literal

_BLANKS = re.compile(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?:\D|$))")
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)*")
_YES = frozenset({"true", "yes", "y", "1", "x"})
_NO = frozenset({"false", "no", "n", "0"})


def read_number(text: str, decimal: Literal["point", "comma"] | None) -> int | float:
    """The number that ``text`` writes, ``decimal`` being what stands before its fraction. Raises
    ValueError, with what to do, where it writes none or may write two.
    """
    compact = _BLANKS.sub("", text.strip()).replace("−", "-")
    if not _NUMBER.fullmatch(compact):
        raise ValueError(f"{text!r} is not a number")
    signs = set(re.findall(r"[.,]", compact))
    if not signs:
        return int(compact)
    fraction = {"point": ".", "comma": ","}.get(decimal or "") or _fraction(text, compact)
    digits = compact.replace("," if fraction == "." else ".", "")
    if digits.count(fraction) > 1:
        raise ValueError(f"{text!r} is not a number")
    return float(digits.replace(fraction, ".")) if fraction in digits else int(digits)


def _fraction(text: str, compact: str) -> str:
    """What stands before the fraction, where the number itself shows it."""
    last = compact[max(compact.rfind("."), compact.rfind(","))]
    other = "," if last == "." else "."
    if other in compact:
        return last
    if compact.count(last) > 1:
        return other
    if re.search(r"^[-+]?[1-9]\d{0,2}[.,]\d{3}$", compact):
        raise ValueError(
            f"{text!r} may be read as more than one number; write `decimal: point` or "
            "`decimal: comma`"
        )
    return last


def read_truth(text: str) -> bool:
    """Yes or no. Raises ValueError for anything else."""
    word = text.strip().casefold()
    if word in _YES | _NO:
        return word in _YES
    raise ValueError(f"{text!r} is neither yes nor no; fold it to one of them by `terms`")
