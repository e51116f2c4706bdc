"""Work on many items, spread over processes: as many as there are processors.

Workers are forked, so they have everything the work needs without a copy. A worker is not needed
for a result: what it could not finish, because it was killed or because the work failed, is done in
process, and an error is raised there.
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

#: How many items a worker does before it reports.
_CHUNK = 32
#: With fewer items than this, starting a worker takes longer than it saves.
_FEWEST = 8 * _CHUNK
#: The processor time that a container may use in a period, both in microseconds, or ``max``:
#: https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files
_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def processors() -> int:
    """How many processes can run at once: the processors that this one may use, or the share of
    them that its container has.
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
    """What ``work`` returns for each of ``items``, in their order: in process where they are few,
    or where no process can be forked safely, else in ``jobs`` processes, by default one for each of
    the `processors`. Results cross a pipe, so they are pickled.

    Raises what ``work`` raises. It must neither write anything, nor use a connection that was
    opened before.
    """
    return spread_batches(partial(map, work), items, jobs)


def spread_batches(
    work: Callable[[Sequence[Item]], Iterable[Result]],
    items: Sequence[Item],
    jobs: int | None = None,
    *,
    workers: int | None = None,
) -> Iterator[Result]:
    """As `spread`, for ``work`` that takes several items at once, and gives a result for each. At
    most ``workers`` of the ``jobs`` processes are begun, where each takes much memory.
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
    """Whether no other thread of ours may hold a lock that a worker would wait for. Threads of
    libraries wait for work when nobody calls them. The system libraries of macOS stand no fork.
    """
    return sys.platform == "linux" and threading.active_count() == 1


@contextlib.contextmanager
def _workers(
    work: Callable[[Sequence[Item]], Iterable[Result]],
    chunks: Sequence[Sequence[Item]],
    jobs: int,
) -> Iterator[dict[int, Connection[Any, Any]]]:
    """Workers that do every ``jobs``-th of ``chunks`` each: the ends of their pipes, by the first
    chunk of each.
    """
    from multiprocessing import get_context  # noqa: PLC0415 — most commands need none of it

    context = get_context("fork")
    processes: list[ForkProcess] = []
    connections: dict[int, Connection[Any, Any]] = {}
    try:
        for first in range(min(jobs, len(chunks))):
            connections[first], sender = context.Pipe(duplex=False)
            share = range(first, len(chunks), jobs)
            process = context.Process(target=_serve, args=(work, chunks, share, sender))
            process.daemon = True  # it ends with this process
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
) -> None:
    """Send the numbers of the ``share`` of ``chunks``, each with its results, up to the first that
    fails.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits is told as well
    gc.freeze()  # a collection would copy every page it looks at
    with contextlib.suppress(Exception):
        for number in share:
            sender.send((number, list(work(chunks[number]))))


def _receive(
    number: int,
    place: int,
    connections: dict[int, Connection[Any, Any]],
    done: dict[int, list[Result]],
) -> None:
    """Put chunks into ``done`` until the one with ``number`` is there, or the worker at ``place``
    that does it has ended.
    """
    from multiprocessing.connection import wait  # noqa: PLC0415 — as above

    while number not in done and place in connections:
        ready = wait([*connections.values()])
        for key, connection in [*connections.items()]:
            if connection in ready:
                try:
                    other, results = connection.recv()
                    done[other] = results
                except (EOFError, OSError):
                    del connections[key]
