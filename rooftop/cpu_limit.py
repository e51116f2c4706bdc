"""A bound on the work one contribution may cause."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: After how many more seconds the work is stopped again: an exception is lost where Python cannot
#: raise it, such as in the callback of a library written in C.
_AGAIN = 0.05


class CpuLimitError(Exception):
    """What was to be done took more computing than it was given."""


@contextmanager
def cpu_limit_of(cpu_seconds: float) -> Iterator[None]:
    """Stop the work inside after ``cpu_seconds`` of this process' computing (not of the clock).
    Raises `CpuLimitError`.

    Works where signals do: in the main thread, not on Windows; elsewhere the limits on what is read
    stand alone.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(*_: Any) -> None:
        raise CpuLimitError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
