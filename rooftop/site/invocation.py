"""The options of a build: the day, what to show, and where to report progress."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rooftop.problems import problem
from rooftop.site.errors import SettingsError

if TYPE_CHECKING:
    from rooftop.plan import LeftOut, Plan
    from rooftop.site.output_folder import OutputFolder
    from rooftop.site.preview import Preview

#: The moment of a build, in seconds since 1970 (reproducible-builds.org/specs/source-date-epoch).
EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True)
class Invocation:
    """The options of a build; a plain ``mkdocs build`` has none.

    ``today`` is a UTC day. ``base_url`` replaces ``site_url``. ``progress`` is called after every
    page, with the number of finished pages and of all pages. ``left_out`` are records that an
    earlier attempt found unfit. ``plan`` is built instead of what is read, to be looked at: it is
    neither indexed nor cached. Builds for a ``preview`` render only what is requested. A build that
    ``sweeps`` removes unused entries from the cache. The files of the site are written to
    ``output``. ``jobs`` is the number of worker processes, by default one for each processor.
    """

    today: datetime.date | None = None
    drafts: bool = False
    base_url: str | None = None
    progress: Callable[[int, int], None] | None = None
    left_out: LeftOut = field(default_factory=dict)
    plan: Plan | None = None
    preview: Preview | None = None
    sweeps: bool = True
    output: OutputFolder | None = None
    jobs: int | None = None


_DEFAULT = Invocation()
_invocation: ContextVar[Invocation] = ContextVar("rooftop_invocation", default=_DEFAULT)


def current_invocation() -> Invocation:
    """The innermost one that `invoked` put in force, or the default."""
    return _invocation.get()


@contextmanager
def invoked(invocation: Invocation) -> Iterator[None]:
    """Put ``invocation`` in force within the block, and for no other thread or task."""
    token = _invocation.set(invocation)
    try:
        yield
    finally:
        _invocation.reset(token)


def moment() -> datetime.datetime:
    """The last second of the day asked for, else `now`; UTC. Raises `SettingsError`."""
    day = current_invocation().today
    if day is None:
        return now()
    return datetime.datetime.combine(day, datetime.time(23, 59, 59), datetime.UTC)


def today() -> datetime.date:
    """The day of `moment`, UTC. Raises `SettingsError`."""
    return moment().date()


def now() -> datetime.datetime:
    """The moment that SOURCE_DATE_EPOCH names, else the current one; UTC.

    Raises `SettingsError` when the variable is not a number of seconds, or one after the year 9999.
    """
    epoch = os.environ.get(EPOCH)
    if not epoch:
        return datetime.datetime.now(datetime.UTC)
    try:
        if not re.fullmatch(r"[0-9]+", epoch):
            raise ValueError
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        text = f"{EPOCH} must be a whole number of seconds since 1970, not {epoch!r}"
        hint = "Set it to what `date +%s` prints, or unset it."
        wrong = problem("environment", (0, 0), "setting-invalid", text, hint)
        raise SettingsError([wrong]) from None
