"""Measure one command and all that it starts, in a process of its own.

usage: python measuring.py COMMAND …

Prints JSON: ``cpu`` and ``wall`` in seconds, ``peak`` in bytes. Exits with the command's code, and
prints what it said if it failed.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

_SECONDS_BETWEEN = 0.1
_SET_CHILD_SUBREAPER = 36  # of prctl(2)
#: The share that a process has of the memory it uses, in KiB.
_PROPORTIONAL = re.compile(rb"^Pss: +(\d+) kB$", re.MULTILINE)
#: In what unit the system counts resident memory.
_MAXRSS = 1 if sys.platform == "darwin" else 1024


def _adopt_orphans() -> None:
    """On Linux, become the parent of processes that outlive theirs, so that their time counts."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _resident(process: int) -> int:
    """Bytes in memory of a process and its descendants, what they share counted once; 0 where the
    system does not say.
    """
    total, folder = 0, Path("/proc") / str(process)
    with contextlib.suppress(OSError):
        share = _PROPORTIONAL.search((folder / "smaps_rollup").read_bytes())
        total = int(share[1]) * 1024 if share else 0
        for thread in (folder / "task").iterdir():
            total += sum(map(_resident, map(int, (thread / "children").read_text().split())))
    return total


def _wait_for_all() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def main(command: list[str]) -> int:
    """Run ``command`` and print what it cost; gives its exit code."""
    _adopt_orphans()
    peaks, ended = [0], threading.Event()
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=said, stderr=said)

        def watch() -> None:
            while not ended.wait(_SECONDS_BETWEEN):
                peaks.append(_resident(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        wall = time.monotonic() - began
        ended.set()
        watcher.join()
        _wait_for_all()
        if code:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace")[-4000:])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = max(*peaks, used.ru_maxrss * _MAXRSS)
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "wall": wall, "peak": peak}))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
