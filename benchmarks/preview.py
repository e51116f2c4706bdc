"""Measures a preview: the time from saving a story to the page that says so."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from benchmarks import corpus
from benchmarks.figures import table
from benchmarks.generators import ROOFTOP
from benchmarks.runs import BenchError

#: How many saves are measured.
SAVES = 10
_PAGE = "stories/story-0/"
#: What MkDocs' script in each page waits for, as two numbers.
_WAITS = re.compile(r"livereload\((\d+), (\d+)\);")
_SECONDS = 600


@dataclass(frozen=True)
class Saves:
    """What saves in a preview of ``stories`` cost: wall seconds until the page has come, of each;
    CPU seconds of the preview's own process for one.
    """

    stories: int
    walls: tuple[float, ...]
    cpu: float


def measure_saves(stories: int) -> Saves:
    """Save a story of a made-up community, time and again, each time once the whole site is built,
    and ask for it as the script in the page does. Raises `BenchError`.
    """
    with tempfile.TemporaryDirectory(prefix="rooftop-bench-") as folder:
        content, project = Path(folder, "content"), Path(folder, "project")
        corpus.make(stories, content)
        ROOFTOP.prepare(content, project)
        subprocess.run([_command(), "build"], cwd=project, capture_output=True, check=True)
        with _previewed(project) as (server, place):
            walls, before = [], _cpu_of(server)
            for number in range(SAVES):
                walls.append(_save(project / ROOFTOP.edited, number, place))
                _get(place, "sitemap.xml")  # which only the whole site has
            return Saves(stories, tuple(walls), (_cpu_of(server) - before) / SAVES)


def describe_saves(saves: Iterable[Saves]) -> str:
    """A table of the wall seconds, and of the CPU seconds for one save."""
    rows = [[f"{each.stories:,}", *(f"{value:.2f}" for value in _figures(each))] for each in saves]
    return table(["stories", "shortest", "median", "longest", "CPU"], rows)


def _figures(saves: Saves) -> tuple[float, ...]:
    walls = saves.walls
    return min(walls), statistics.median(walls), max(walls), saves.cpu


def _save(story: Path, number: int, place: str) -> float:
    """Seconds from writing to ``story`` until the page that says so has come."""
    epoch, request = _WAITS.search(_get(place, _PAGE)).groups()  # type: ignore[union-attr]
    corpus.edit(story, number)
    began, words = time.monotonic(), f"for time {number}."
    while time.monotonic() < began + _SECONDS:
        epoch = _get(place, f"livereload/{epoch}/{request}")
        if words in _get(place, _PAGE):
            return time.monotonic() - began
    raise BenchError(f"{story.name} was saved, and its page never changed.")


@contextlib.contextmanager
def _previewed(project: Path) -> Iterator[tuple[int, str]]:
    """The process of a preview of ``project``, and its host with the port, once all is built."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [_command(), "serve", "--dev-addr", place]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            for _ in range(_SECONDS):
                with contextlib.suppress(OSError):
                    _get(place, "sitemap.xml")
                    break
                time.sleep(1)
            else:
                raise BenchError("`rooftop serve` showed nothing.")
            yield server.pid, place
        finally:
            server.terminate()


def _get(place: str, path: str) -> str:
    """What there is at ``path`` of the preview at ``place``, a host with its port."""
    with contextlib.closing(HTTPConnection(place, timeout=_SECONDS)) as preview:
        preview.request("GET", f"/{path}")
        return preview.getresponse().read().decode()


def _cpu_of(process: int) -> float:
    """CPU seconds of ``process`` so far, without those of other processes that it started."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def _command() -> str:
    return str(Path(sys.executable).with_name("rooftop"))
