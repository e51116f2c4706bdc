"""Work on many items, distributed over worker processes: by default, one for each processor.

Workers are forked, so they share the memory of the main process. If a worker fails or is killed,
or its results cannot be pickled or unpickled, the main process does the rest of its work, and
raises any error itself.
"""

from __future__ import annotations

import contextlib
import gc
import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Item = TypeVar("Item")
Result = TypeVar("Result")

#: How many items a worker processes before it sends their results.
_CHUNK = 32
#: With fewer items than this, starting a worker takes longer than it saves.
_FEWEST = 8 * _CHUNK
#: The processor time that a container may use in a period, both in microseconds, or ``max``:
#: https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files
_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def processors() -> int:
    """How many processes can run at once: the number of processors that this one may use, or fewer
    if its container may use less.
    """
    if not hasattr(os, "sched_getaffinity"):
        return os.cpu_count() or 1
    usable = len(os.sched_getaffinity(0))
    with contextlib.suppress(OSError, ValueError):
        quota, period = map(int, _QUOTA.read_text(encoding="ascii").split())
        usable = min(usable, math.ceil(quota / period))
    return usable


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], jobs: int | None = None
) -> Iterator[Result]:
    """The results of ``work`` for each of ``items``, in their order. Uses ``jobs`` processes, by
    default as many as `processors`, unless the items are few or forking is unsafe. Results are
    pickled.

    Raises what ``work`` raises. ``work`` must not write anything, and must not use a connection
    that was opened before.
    """
    return spread_batches(partial(map, work), items, jobs)


def spread_batches(
    work: Callable[[Sequence[Item]], Iterable[Result]],
    items: Sequence[Item],
    jobs: int | None = None,
    *,
    workers: int | None = None,
) -> Iterator[Result]:
    """Like `spread`, for ``work`` that takes several items at once and returns a result for each.
    ``workers`` limits the number of processes below ``jobs`` if each needs much memory.
    """
    jobs = processors() if jobs is None else jobs
    chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    if jobs < 2 or len(items) < _FEWEST or not _may_fork():
        yield from chain.from_iterable(map(work, chunks))
        return
    jobs = min(jobs, workers or jobs)
    with _workers(work, chunks, jobs) as connections:
        done: dict[int, list[Result]] = {}
        for number, chunk in enumerate(chunks):
            _receive(number, number % jobs, connections, done)
            yield from done.pop(number) if number in done else work(chunk)


def _may_fork() -> bool:
    """Whether no other Python thread can hold a lock that a worker would wait for. Threads of
    libraries are idle while nobody calls them. The system libraries of macOS do not support fork.
    """
    return sys.platform == "linux" and threading.active_count() == 1


@contextlib.contextmanager
def _workers(
    work: Callable[[Sequence[Item]], Iterable[Result]],
    chunks: Sequence[Sequence[Item]],
    jobs: int,
) -> Iterator[dict[int, Connection[Any, Any]]]:
    """Start workers that each process every ``jobs``-th of ``chunks``; yields the receiving ends of
    their pipes, by the number of the first chunk of each.
    """
    from multiprocessing import get_context  # noqa: PLC0415 — most commands need none of it

    context = get_context("fork")
    processes: list[ForkProcess] = []
    connections: dict[int, Connection[Any, Any]] = {}
    try:
        for first in range(min(jobs, len(chunks))):
            connections[first], sender = context.Pipe(duplex=False)
            share = range(first, len(chunks), jobs)
            receivers = [*connections.values()]
            process = context.Process(target=_serve, args=(work, chunks, share, sender, receivers))
            process.daemon = True
            process.start()
            processes.append(process)
            sender.close()  # so that the pipe ends with the worker
        yield connections
    finally:
        for process in processes:
            process.kill()
            process.join()


def _serve(
    work: Callable[[Sequence[Item]], Iterable[Result]],
    chunks: Sequence[Sequence[Item]],
    share: range,
    sender: Connection[Any, Any],
    receivers: Sequence[Connection[Any, Any]],
) -> None:
    """Send the results for the ``share`` of ``chunks``, each with its number, until one fails, or
    the main process has ended. The ``receivers`` are those of the main process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process gets it too
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the main process may have a handler
    for receiver in receivers:  # while any process has it open, sending does not fail
        receiver.close()
    gc.freeze()  # a collection would write to, and so copy, shared memory pages
    with contextlib.suppress(Exception):
        for number in share:
            sender.send((number, list(work(chunks[number]))))


def _receive(
    number: int,
    place: int,
    connections: dict[int, Connection[Any, Any]],
    done: dict[int, list[Result]],
) -> None:
    """Add results to ``done`` until those of the chunk ``number`` are there, or its worker, at
    ``place``, has ended.
    """
    from multiprocessing.connection import wait  # noqa: PLC0415 — as above

    while number not in done and place in connections:
        ready = wait([*connections.values()])
        for key, connection in [*connections.items()]:
            if connection in ready:
                try:
                    other, results = connection.recv()
                    done[other] = results
                except Exception:  # the end of the pipe, or a result that cannot be unpickled
                    connections.pop(key).close()  # so that the worker ends
