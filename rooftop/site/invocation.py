"""What comes in from outside a build: the day, what to show, and whom to tell about progress."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Invocation:
    """How this process was asked to build. ``today`` is a UTC day; ``progress`` hears of every
    page: done, of how many.
    """

    today: datetime.date | None = None
    drafts: bool = False
    base_url: str | None = None
    progress: Callable[[int, int], None] | None = None


#: One process builds for one caller: `mkdocs` leaves it as it is, `rooftop` fills it in before it
#: calls MkDocs.
invocation = Invocation()


def moment() -> datetime.datetime:
    """The last second of the day asked for, else `now`; UTC."""
    return (
        datetime.datetime.combine(invocation.today, datetime.time(23, 59, 59), datetime.UTC)
        if invocation.today
        else now()
    )


def today() -> datetime.date:
    """The day of `moment`, UTC."""
    return moment().date()


def now() -> datetime.datetime:
    """The moment SOURCE_DATE_EPOCH (reproducible-builds.org) names, else the current one; UTC."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return datetime.datetime.now(datetime.UTC)
