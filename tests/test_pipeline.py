"""What runs when strangers open pull requests, and what is fetched when somebody installs this."""

from __future__ import annotations

import re
import subprocess

from tests.project import BIN, REPOSITORY


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
        assert "pull_request_target" not in text
        assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE)
        assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", use) for use in re.findall(r"uses: (\S+)", text))


def test_every_installation_checks_hashes() -> None:
    for file in ("scripts/environment", "scripts/fuzz", ".ci/run"):
        for line in (REPOSITORY / file).read_text().splitlines():
            if "pip install" in line:
                assert "--require-hashes" in line or "--no-index" in line, line
