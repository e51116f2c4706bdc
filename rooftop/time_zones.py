"""Time zones by the names of the IANA database."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones


def time_zone(name: str) -> str:
    """``name``, which is one. Raises ValueError."""
    if name not in _names():
        raise ValueError("must be a time zone such as Europe/Lisbon")
    return name


def local_time(moment: datetime, zone: str) -> datetime:
    """``moment``, which has no zone, in ``zone``. Raises ValueError where clocks skip it."""
    local = moment.replace(tzinfo=ZoneInfo(zone))
    if local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) != moment:
        raise ValueError(
            f"{moment:%Y-%m-%dT%H:%M} does not exist in {zone}: clocks are put forward over it"
        )
    return local


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Listing them reads hundreds of files."""
    return frozenset(available_timezones())
