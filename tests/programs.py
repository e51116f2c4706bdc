"""Programs of others that the tests drive: which are here, and what is not tested without them.

As a script, which needs Python alone, it prints that as a table, and exits with 1 where CI is set
and something is missing. ``--packages`` prints what Debian and Ubuntu call what is missing.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

READERS = Path(__file__).resolve().parent / "readers"


def _command(*names: str, version: str = "--version") -> Callable[[], str | None]:
    """Finds the first of ``names`` that runs: Ubuntu's chromium-browser is there, and does not."""

    def find() -> str | None:
        for path in filter(None, map(shutil.which, names)):
            try:
                done = subprocess.run([path, version], capture_output=True, timeout=60, check=False)
            except (OSError, subprocess.TimeoutExpired):
                continue
            if done.returncode == 0:
                return path
        return None

    return find


def _browser() -> str | None:
    """Chromium without windows, which takes half the time; else Chromium or Chrome of the system,
    else what `playwright install chromium` fetched.
    """
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright"
    fetched = [
        str(file)
        for name in ("headless_shell", "chrome-headless-shell", "chrome")
        for file in sorted(Path(folder).glob(f"chromium*/*/{name}"))
    ]
    system = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return _command("chromium-headless-shell", *system, *fetched)()


def _readers() -> str | None:
    listed = READERS / "node_modules" / ".package-lock.json"
    return str(listed.parent) if listed.is_file() else None


@dataclass(frozen=True)
class Program:
    """How it is found, the package that holds it, and what is tested with it alone."""

    find: Callable[[], str | None]
    package: str
    tests: str


PROGRAMS = {
    "chromium": Program(
        _browser, "chromium-headless-shell", "pages in a browser, by readers and by attackers"
    ),
    "newsboat": Program(_command("newsboat"), "newsboat", "feeds in newsboat"),
    "node": Program(_command("node"), "nodejs", "feeds in two readers, lengths of posts, facts"),
    "npm packages": Program(_readers, "npm", "the same, valid HTML, workflows"),
    "java": Program(
        _command("java", version="-version"),
        "default-jre-headless",
        "valid HTML, by the Nu checker",
    ),
    "jq": Program(_command("jq"), "jq", "the workflow that comments on pull requests"),
    "nginx": Program(_command("nginx", version="-v"), "nginx", "rules for 410 in nginx"),
    "apache2": Program(_command("apache2", version="-v"), "apache2", "rules for 410 in Apache"),
    "caddy": Program(_command("caddy", version="version"), "caddy", "rules for 410 in Caddy"),
    "git-filter-repo": Program(
        _command("git-filter-repo"), "git-filter-repo", "how to erase a file from history"
    ),
    "git": Program(_command("git"), "git", "what history tells of a consent"),
    "ssh-keygen": Program(
        lambda: shutil.which("ssh-keygen"), "openssh-client", "signatures of consents"
    ),
}


@functools.cache
def find(name: str) -> str | None:
    """Where the program is; None where it is missing."""
    return PROGRAMS[name].find()


def missing() -> list[str]:
    """The names of the programs that are not here."""
    return [name for name in PROGRAMS if find(name) is None]


def table() -> str:
    """One line for each program: found, or missing and what is not tested."""
    lines = ["Programs that the tests drive:"]
    for name, program in PROGRAMS.items():
        path = find(name)
        state = f"found    {path}" if path else f"missing  → not tested: {program.tests}"
        lines.append(f"  {name:<14}{state}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """The script; gives its exit code."""
    if arguments == ["--packages"]:
        packages = [PROGRAMS[name].package for name in missing()]
        print(" ".join(each for each in packages if not shutil.which(each)))
        return 0
    print(table(), flush=True)
    if missing() and os.environ.get("CI"):
        print(f"In CI nothing is skipped: install {', '.join(missing())}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
