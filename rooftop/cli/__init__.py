"""The command ``rooftop``. Exit codes: 0 all well, 1 problems were found, 2 it was called in a
wrong way, 130 interrupted, 143 terminated.
"""

import atexit
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: How many more objects there must be before Python looks for cycles among the youngest, and how
#: many such looks before it looks at older ones. A command makes millions of records, nodes and
#: strings that it needs to its end, and few cycles: looking for them as often as Python does by
#: default takes a tenth of a build's time, and gives back next to no memory.
_PATIENCE = (50_000, 20, 100)


class _Terminated(BaseException):
    """The process got SIGTERM. Nobody else raises or catches it, so all that runs is cleaned up."""


def main() -> None:
    """Run the command line. An interrupt ends it quietly, and a mistake of ours is said in a
    line.
    """
    gc.set_threshold(*_PATIENCE)
    atexit.register(gc.freeze)  # else Python collects garbage although it is about to end
    try:
        with _terminable():
            from rooftop.cli.main import commands  # noqa: PLC0415 — loading takes a second, in which people press Ctrl-C too

            commands.main(standalone_mode=True)
    except KeyboardInterrupt:
        sys.exit(130)
    except _Terminated:
        sys.exit(143)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("ROOFTOP_TRACEBACK"):
            raise
        sys.stderr.write(f"Rooftop itself failed: {type(error).__name__}: {error}\n")
        sys.stderr.write(
            "Please report it; ROOFTOP_TRACEBACK=1 shows where. Nothing was published.\n"
        )
        sys.exit(1)


@contextmanager
def _terminable() -> Iterator[None]:
    """Raise `_Terminated` on SIGTERM, unless the caller had it ignored."""
    before = signal.getsignal(signal.SIGTERM)
    if before is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminate(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # `timeout` sends it twice
    raise _Terminated
