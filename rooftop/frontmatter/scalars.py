"""What a plain value of YAML means: text, a number, true, false, nothing, a day or a moment."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

MAX_DIGITS = 18

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")
#: What YAML 1.1 would silently turn into a boolean or another number, and people do not mean; ``=``
#: is its default key (yaml.org/type/value).
_AMBIGUOUS = re.compile(
    r"(?i:yes|no|on|off)|True|TRUE|False|FALSE|Null|NULL|[-+]?0[0-9_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|0b[01_]+"
    r"|[-+]?\d[\d_]*(:[0-5]?\d)+(\.\d*)?|[-+]?[0-9][0-9]*_[0-9_]*|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"
    r"|[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d+)|="
)
_WORD = re.compile(r"[A-Za-z][^\n]{3,}")
_KEYWORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}


class ScalarError(ValueError):
    """A plain value that cannot be read as its author meant it; ``code`` and ``hint`` are those of
    the problem.
    """

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def resolve(text: str) -> Any:
    """The value of the plain scalar ``text``. Raises `ScalarError`."""
    if _WORD.fullmatch(text) and text.lower() not in ("true", "false", "null"):
        return text  # most values: nothing else begins with a letter and is this long
    if text in _KEYWORDS:
        return _KEYWORDS[text]
    if _INTEGER.fullmatch(text) or _FLOAT.fullmatch(text):
        return _number(text)
    if _DATE.fullmatch(text) or _MOMENT.fullmatch(text):
        return _day_or_moment(text)
    if _AMBIGUOUS.fullmatch(text):
        hint = f'Write "{text}" for text, true or false for yes and no, digits alone for a number.'
        raise ScalarError("yaml-ambiguous", f"YAML could read {text} as something else", hint)
    return text


@lru_cache(maxsize=1024)  # most files have the same fields
def is_plain_name(text: str) -> bool:
    """Whether every reader of YAML takes ``text``, unquoted, for the name of a field.

    ``on`` and its kin are names of ours; only YAML 1.1 takes them for something else.
    """
    if text.lower() in ("yes", "no", "on", "off"):
        return True
    try:
        return isinstance(resolve(text), str)
    except ScalarError:
        return False


def _number(text: str) -> int | float:
    if len(text) > MAX_DIGITS:
        hint = f"Use at most {MAX_DIGITS} digits, or quote it as text."
        raise ScalarError("value-invalid", "the number is too long", hint)
    number = float(text) if "." in text else int(text)
    if str(number) != text:
        what = f"YAML reads the number {text} as {number}"
        hint = f'Write {number}; or "{text}", in quotes, where the field takes text.'
        raise ScalarError("yaml-ambiguous", what, hint)
    return number


def _day_or_moment(text: str) -> date | datetime:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text.upper())
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        what = f"{text} is no day of the calendar"
        raise ScalarError("value-invalid", what, "Dates are YYYY-MM-DD.") from None
