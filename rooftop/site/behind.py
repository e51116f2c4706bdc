"""Work in a background process, which does not slow down what people wait for meanwhile."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

_Result = TypeVar("_Result")
#: How much less of the processor the work gets than what people wait for (POSIX `nice`).
_NICENESS = 10
_CONTEXT = multiprocessing.get_context("spawn")  # a fork would copy the locks of other threads


class Behind:
    """Runs one piece of work at a time."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None

    def begin(self, work: Callable[[], _Result], done: Callable[[_Result | None], None]) -> None:
        """Start ``work``, which must be picklable. A thread passes its result to ``done``, or None
        if it was stopped or ended without a result.
        """
        receiver, sender = _CONTEXT.Pipe(duplex=False)
        self._process = _CONTEXT.Process(target=_run, args=(work, sender), daemon=True)
        self._process.start()
        sender.close()
        threading.Thread(target=_wait, args=(receiver, done), daemon=True).start()

    def stop(self) -> None:
        """Stop the current work."""
        if self._process:
            self._process.terminate()
            self._process.join()
            self._process = None


def _wait(receiver: Connection, done: Callable[[_Result | None], None]) -> None:
    result = None
    with contextlib.suppress(EOFError, OSError), receiver:
        result = receiver.recv()
    done(result)


def _run(work: Callable[[], _Result], sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command, which ends this
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    sender.send(work())


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)
