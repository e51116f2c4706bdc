"""What tests share: small projects that are real ones, built by the real commands."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.locks import locked
from tests.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A community of one advocate, one product and one story, all of it publishable."""
    return Project.small(tmp_path / "community")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The demo community of this repository, built once for all workers: to be read, not written
    to.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    with locked(folder.with_suffix(".lock")):
        if not (folder / "community" / "site").exists():
            made = Project.demo(folder)
            made.build()
            made.keep_cache("demo")
    return Project(folder / "community")


#: No address but this machine's is ever asked.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium where there is one, else the one Playwright downloads (`playwright install
    chromium`).
    """
    with sync_playwright() as playwright:
        expect.set_options(timeout=15_000)  # a busy machine is slow, and not wrong
        system = shutil.which("chromium")
        found = playwright.chromium.launch(executable_path=system, args=_ARGUMENTS)
        yield found
        found.close()
