"""The command ``rooftop``. Exit codes: 0 all well, 1 problems were found, 2 it was called in a
wrong way, 130 interrupted.
"""

import os
import sys


def main() -> None:
    """Run the command line. An interrupt ends it quietly, and a mistake of ours is said in a
    line.
    """
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
