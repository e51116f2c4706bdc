"""On a machine that lacks programs, what is not tested is said and skipped; in CI it is a failure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import PROGRAMS
from tests.project import REPOSITORY

SCRIPT = REPOSITORY / "tests" / "programs.py"
#: What is found by a program of its name; the packages of npm are found where npm puts them.
COMMANDS = [name for name in PROGRAMS if name != "npm packages"]


def run(tmp_path: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """What the script says where no program is."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path), **environment},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_table_says_what_is_missing_and_what_is_not_tested(tmp_path: Path) -> None:
    code, said = run(tmp_path, str(SCRIPT))
    assert code == 0
    for name in COMMANDS:
        (line,) = [each for each in said.splitlines() if each.startswith(f"  {name:<14}")]
        assert f"missing  → not tested: {PROGRAMS[name].tests}" in line
    assert run(tmp_path, str(SCRIPT), CI="true")[0] == 1
    packages = run(tmp_path, str(SCRIPT), "--packages")[1].split()
    assert {PROGRAMS[name].package for name in COMMANDS} <= set(packages)


def test_a_program_that_does_not_run_is_missing(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    assert "  chromium      missing" in run(tmp_path, str(SCRIPT))[1]
    program.write_text("#!/bin/sh\nexit 0\n")
    assert f"  chromium      found    {program}" in run(tmp_path, str(SCRIPT))[1]


def test_what_needs_a_missing_program_is_skipped_and_in_ci_nothing_begins(tmp_path: Path) -> None:
    tests = {
        "git": "test_architecture.py::test_nothing_tracked_names_this_machine_or_a_package_index",
        "java": "test_metadata.py::test_the_nu_checker_finds_no_error",
        "ssh-keygen": "test_binding.py::test_changed_words_are_not_signed_or_renewed",
        "chromium": "test_share.py::test_addresses_of_feeds_are_copied",
    }
    options = ("-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", f"--basetemp={tmp_path}/t")
    chosen = [f"tests/{test}" for test in tests.values()]
    code, said = run(tmp_path, *options, *chosen)
    assert code == 0, said
    assert said.startswith("s" * len(tests) + " ")
    for name in tests:
        assert f"{name} is missing" in said
    code, said = run(tmp_path, *options, *chosen, CI="true")
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "in CI nothing is skipped; missing: " in said
