"""Which way a language is written."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError


@lru_cache(maxsize=256)
def runs_left(language: str) -> bool:
    """Whether ``language`` (BCP 47) is written from right to left; one that nobody knows is not."""
    try:
        return bool(Locale.parse(language, sep="-").text_direction == "rtl")
    except (ValueError, UnknownLocaleError):
        return False
