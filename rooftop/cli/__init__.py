"""The command ``rooftop``. Exit codes: 0 all well, 1 problems were found, 2 it was called in a wrong way."""

from rooftop.cli.main import main

__all__ = ["main"]
