"""The command ``rooftop``. Exit codes: 0 all well, 1 problems were found, 2 it was called in a
wrong way, 130 interrupted.
"""

import atexit
import gc
import os
import sys

#: How many more objects there must be before Python looks for cycles among the youngest, and how
#: many such looks before it looks at older ones. A command makes millions of records, nodes and
#: strings that it needs to its end, and few cycles: looking for them as often as Python does by
#: default takes a tenth of a build's time, and gives back next to no memory.
_PATIENCE = (50_000, 20, 100)


def main() -> None:
    """Run the command line. An interrupt ends it quietly, and a mistake of ours is said in a
    line.
    """
    gc.set_threshold(*_PATIENCE)
    atexit.register(gc.freeze)  # else Python looks for cycles among all it is about to give back
    try:
        from rooftop.cli.main import commands  # noqa: PLC0415 — loading takes a second, in which people press Ctrl-C too

        commands.main(standalone_mode=True)
    except KeyboardInterrupt:
        sys.exit(130)
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
