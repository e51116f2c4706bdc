"""What runs when strangers open pull requests, and what is fetched when somebody installs this."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import yaml

from tests.project import BIN, REPOSITORY


def assert_runs_nothing_of_a_fork(file: Path) -> None:
    """With the base branch's rights, only one workflow runs: it reads, has no secret, and gets the
    pull request as objects of git, which it never checks out.
    """
    text = file.read_text()
    if file.name != "guard.yml":
        assert "pull_request_target" not in text, file
        return
    assert not re.search(r"secrets\.|: write|\bref:|git (checkout|switch|merge|worktree)", text)
    jobs = yaml.safe_load(text)["jobs"]
    assert [job["permissions"] for job in jobs.values()] == [{"contents": "read", "issues": "read"}]
    (steps,) = (job["steps"] for job in jobs.values())
    assert [step["uses"].partition("@")[0] for step in steps if "uses" in step] == [
        "actions/checkout",
        "actions/setup-python",
    ]
    assert "${{" not in "".join(step.get("run", "") for step in steps)


def test_workflows_give_strangers_nothing() -> None:
    """What `zizmor` finds, and: no code of a fork runs with more than the right to read."""
    folder = REPOSITORY / ".github" / "workflows"
    done = subprocess.run(
        [BIN / "zizmor", "--offline", "--no-progress", "--color=never", folder],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    for file in folder.iterdir():
        text = file.read_text()
        assert_runs_nothing_of_a_fork(file)
        assert re.search(r"^permissions:(\n  contents: read| \{\})$", text, re.MULTILINE)
        assert all(
            re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", use)
            for use in re.findall(r"\buses: (\S+)", text)
        )


def _is_script(file: Path) -> bool:
    return file.is_file() and file.suffix != ".pyc"


def test_every_installation_checks_hashes() -> None:
    """Nothing is fetched, not even to build what comes as source, whose hash is not in this
    repository.
    """
    lines = (REPOSITORY / "scripts/environment").read_text().splitlines()
    installs = [line for line in lines if '"${install[@]}"' in line]
    assert len(installs) == 3
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)
    assert all("--no-build-isolation" in line for line in installs[1:])
    for file in (
        REPOSITORY / ".ci/run",
        *(file for file in (REPOSITORY / "scripts").rglob("*") if _is_script(file)),
        *(REPOSITORY / ".github/workflows").iterdir(),
    ):
        if file.name != "environment":
            others = [
                line for line in file.read_text().splitlines() if "build.json" not in line
            ]  # what we published
            assert not re.search(
                r"pip3? install|npm (i|install)\b|\b(uvx|npx|curl|wget)\b", "\n".join(others)
            ), file
    packages = json.loads((REPOSITORY / "tests/readers/package-lock.json").read_text())["packages"]
    assert all(facts["integrity"].startswith("sha512-") for name, facts in packages.items() if name)
    assert "resolved" not in str(packages)
    for name in ("requirements-build.txt", "requirements.txt", "requirements-test.txt"):
        pins = re.findall(
            r"^[\w.-]+(?:\[[\w,-]+\])?==\S+.*\\\n    --hash=sha256:",
            (REPOSITORY / name).read_text(),
            re.MULTILINE,
        )
        assert (
            len(pins)
            == len(re.findall(r"^[\w.-]+.*==", (REPOSITORY / name).read_text(), re.MULTILINE))
            > 0
        )
