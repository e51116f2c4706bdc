"""Commands as people call them: in this process, where a process of its own would add nothing.

Starting Python and importing the library costs a hundred times what ``rooftop check`` costs.
"""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from mkdocs.__main__ import cli as mkdocs_cli

from rooftop.cli import main as rooftop_main

BIN = Path(sys.executable).parent
_MOST_SECONDS = 300
_ENTRIES: Mapping[str, Callable[[], object]] = {"rooftop": rooftop_main, "mkdocs": mkdocs_cli}

Done = subprocess.CompletedProcess[str]


def run_process(
    command: Sequence[str], folder: Path, variables: Mapping[str, str], answers: str = ""
) -> Done:
    """Run a program of the environment in ``folder``, and in a process of its own."""
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=folder,
        env=dict(variables),
        input=answers,
        capture_output=True,
        text=True,
        timeout=_MOST_SECONDS,
        check=False,
    )


def run_here(
    command: Sequence[str], folder: Path, variables: Mapping[str, str], answers: str = ""
) -> Done:
    """Run ``rooftop`` or ``mkdocs`` by its entry point, as its script does, and undo what a process
    would take with it at its end.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with ExitStack() as stack:
        stack.enter_context(_surroundings(folder, variables))
        stack.enter_context(_logging())
        stack.enter_context(mock.patch.object(sys, "argv", [str(BIN / command[0]), *command[1:]]))
        stack.enter_context(mock.patch.object(sys, "stdin", _typed(answers)))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        code = _exit_code(_ENTRIES[command[0]])
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(list(command), code, *said)


def _typed(answers: str) -> io.TextIOWrapper:
    """Standard input: a terminal where somebody types ``answers``, else one that is at its end."""
    stdin = io.TextIOWrapper(io.BytesIO(answers.encode()), "utf-8")
    stdin.isatty = lambda: bool(answers)  # type: ignore[method-assign]
    return stdin


def runs_here(command: str) -> bool:
    """Whether `run_here` knows ``command``."""
    return command in _ENTRIES


def _exit_code(entry: Callable[[], object]) -> int:
    """What the interpreter would exit with."""
    try:
        entry()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    return 0


@contextmanager
def _surroundings(folder: Path, variables: Mapping[str, str]) -> Iterator[None]:
    """The current folder and the environment of a process, time zone included."""
    before = Path.cwd()
    with mock.patch.dict(os.environ, variables, clear=True):
        os.chdir(folder)
        time.tzset()
        try:
            yield
        finally:
            os.chdir(before)
    time.tzset()


@contextmanager
def _logging() -> Iterator[None]:
    """Handlers and levels that a command sets are set for that command."""
    loggers = [logging.getLogger(name) for name in (None, "mkdocs", "mkdocs.rooftop")]
    before = [(each.level, each.propagate, each.handlers[:]) for each in loggers]
    try:
        yield
    finally:
        for each, (level, propagate, handlers) in zip(loggers, before, strict=True):
            each.setLevel(level)
            each.propagate, each.handlers = propagate, handlers
