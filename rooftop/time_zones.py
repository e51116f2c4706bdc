"""Time zones by the names of the IANA database."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones


def time_zone(name: str) -> str:
    """``name``, which is one. Raises ValueError."""
    if name not in _names():
        raise ValueError("must be a time zone such as Europe/Lisbon")
    return name


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Listing them reads hundreds of files."""
    return frozenset(available_timezones())
