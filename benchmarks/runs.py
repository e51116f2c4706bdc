"""Runs the generators in turn, in the phases of a site's life, and measures each run."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus, measuring
from benchmarks.generators import ROOFTOP, Generator
from rooftop.cache import FILE

#: From nothing; from the pictures of an earlier build alone; once more; with one story edited.
PHASES = ("cold", "pictures", "unchanged", "edited")
_STORE = f".cache/rooftop/{FILE}"
#: Leaves pictures in the store: those that were drawn, and those made of what people sent.
_FORGET = "DELETE FROM entry WHERE kind NOT IN ('card', 'icon', 'media', 'sized')"
_FEED = re.compile(rb"<rss[\s>]|<feed[\s>]|jsonfeed\.org/version")
_ARCHIVE = re.compile(rb"<fh:archive")
#: How many bytes of a file tell what it is.
_HEAD = 2048
_VARIABLES = {"NO_MKDOCS_2_WARNING": "1", "ASTRO_TELEMETRY_DISABLED": "1"}


class BenchError(Exception):
    """A generator failed, or a phase can't be measured; the message says which and why."""


@dataclass(frozen=True)
class Sample:
    """What one build cost: CPU and wall seconds, and the peak of its memory in bytes."""

    generator: str
    phase: str
    run: int
    cpu: float
    wall: float
    peak: int


@dataclass(frozen=True)
class Output:
    """What a generator wrote: bytes, files, and feeds, each format counted, archives not."""

    generator: str
    size: int
    files: int
    feeds: int


@dataclass(frozen=True)
class Place:
    """The folders of a measurement: the community, the projects, and what is installed."""

    content: Path
    work: Path
    environments: Path


class Project:
    """A community as the project of one generator."""

    def __init__(self, generator: Generator, content: Path, folder: Path) -> None:
        self.generator, self.folder = generator, folder
        self.site = folder / "site"
        folder.mkdir(parents=True)
        generator.prepare(content, folder)
        self._own = {path.name for path in folder.iterdir()}

    def begin(self, phase: str, run: int) -> None:
        """Make the project what ``phase`` begins with."""
        if phase == "edited":
            corpus.edit(self.folder / self.generator.edited, run)
        elif phase == "pictures":
            self._forget_all_but_pictures()
        elif phase == "cold":
            self._forget()

    def _forget(self, kept: str = "") -> None:
        for path in self.folder.iterdir():
            if path.name not in self._own and path.name != kept:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _forget_all_but_pictures(self) -> None:
        self._forget(kept=".cache")
        with contextlib.closing(sqlite3.connect(self.folder / _STORE)) as store:
            store.execute(_FORGET)
            store.commit()
            (kept,) = store.execute("SELECT COUNT(*) FROM entry").fetchone()
        if not kept:
            raise BenchError(f"there is no picture in {_STORE}, so that phase can't be measured")

    def build(self, environments: Path) -> tuple[float, float, int]:
        """Build it; gives CPU and wall seconds, and the peak of its memory in bytes."""
        command = [sys.executable, measuring.__file__, *self.generator.command_in(environments)]
        variables = {**os.environ, **_VARIABLES}
        done = subprocess.run(
            command, cwd=self.folder, env=variables, capture_output=True, text=True, check=False
        )
        if done.returncode or not self.site.is_dir():
            raise BenchError(f"{self.generator.name} failed:\n{done.stderr}")
        measured = json.loads(done.stdout)
        return measured["cpu"], measured["wall"], measured["peak"]

    def output(self) -> Output:
        """What was built."""
        files = [file for file in self.site.rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files)
        return Output(self.generator.name, size, len(files), sum(map(_is_feed, files)))


def _head(file: Path) -> bytes:
    with file.open("rb") as content:
        return content.read(_HEAD)


def _is_feed(file: Path) -> bool:
    if file.suffix not in (".xml", ".json", ".rss", ".atom"):
        return False
    head = _head(file)
    is_archive = "archive" in file.parent.parts or _ARCHIVE.search(head)
    return bool(_FEED.search(head)) and not is_archive


def measure(
    generators: Sequence[Generator],
    phases: Sequence[str],
    runs: int,
    place: Place,
    tell: Callable[[Sample], None],
) -> tuple[list[Sample], list[Output]]:
    """Build the community of ``place`` in each of ``phases``, ``runs`` times; the generators take
    turns. ``tell`` hears of each build.
    """
    projects = [Project(each, place.content, place.work / each.slug) for each in generators]
    samples = []
    for run in range(1, runs + 1):
        for phase in phases:
            for project in projects:
                if phase == "pictures" and project.generator is not ROOFTOP:
                    continue  # no other draws any
                project.begin(phase, run)
                sample = Sample(
                    project.generator.name, phase, run, *project.build(place.environments)
                )
                tell(sample)
                samples.append(sample)
    return samples, [project.output() for project in projects]
