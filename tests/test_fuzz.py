"""What must hold for any input: the corpus of what fuzzing once found, and a little more each time.
`scripts/fuzz` goes on.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing import TARGETS
from tests.project import REPOSITORY

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*/*"))

#: Pieces that mean something to some reader, to be put together by chance.
PIECES = st.sampled_from(
    yaml.safe_load((Path(__file__).parent / "cases" / "hostile.yml").read_text())["pieces"]
)
TEXT = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_what_was_found_once_is_mended(file: Path) -> None:
    TARGETS[file.parent.name](file.read_bytes())


@pytest.mark.parametrize("name", ["front-matter", "markdown", "addresses", "texts", "captions"])
def test_what_must_hold_for_any_text_holds(name: str) -> None:
    @settings(
        max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(TEXT)
    def holds(text: str) -> None:
        start = "WEBVTT\n\n" if name == "captions" else ""
        TARGETS[name]((start + text).encode("utf-8", "surrogatepass"))

    holds()


@pytest.mark.parametrize("name", ["png", "jpeg", "webp", "webm", "mp3"])
def test_what_must_hold_for_any_picture_and_recording_holds(name: str) -> None:
    seeds = [file.read_bytes() for file in CORPUS if file.parent.name == name]

    @settings(
        max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(
        st.sampled_from(seeds),
        st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=12),
        st.integers(0, 400),
    )
    def holds(seed: bytes, changes: list[tuple[int, int]], cut: int) -> None:
        data = bytearray(seed)
        for place, value in changes:
            data[place % len(data)] = value
        TARGETS[name](bytes(data[: len(data) - cut]) or b"x")

    holds()


@pytest.mark.skipif(sys.platform != "linux", reason="atheris is made for Linux")
def test_the_fuzzer_runs_for_a_moment(tmp_path: Path) -> None:
    pytest.importorskip("atheris")
    options = ["-runs=40", "-max_len=2000", f"-artifact_prefix={tmp_path}/"]
    names = ("front-matter", "markdown", "addresses", "png")
    command = [sys.executable, "scripts/fuzz-target", ",".join(names), *options, str(tmp_path)]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stderr.count("Done 40 runs") == len(names)
