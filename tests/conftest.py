"""What tests share: small projects that are real ones, built by the real commands, and a browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from rooftop.starter import Package, pack
from tests import programs
from tests.locks import locked
from tests.project import Project

#: Where all processes of the tests find the bytecode of the libraries they share. The projects that
#: tests make stay as they were written.
BYTECODE = Path(__file__).resolve().parent.parent / ".cache" / "bytecode"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(BYTECODE)
sys.dont_write_bytecode = False


def pytest_addoption(parser: pytest.Parser) -> None:
    """What a run may ask for on top."""
    parser.addoption("--slow", action="store_true", help="Run the slow tests too.")
    parser.addoption("--pictures", action="store_true", help="Keep a picture of every page.")


def pytest_sessionstart(session: pytest.Session) -> None:
    """In CI nothing is skipped, so nothing begins where a program is missing."""
    lacking = programs.missing() if os.environ.get("CI") else []
    if lacking and not session.config.option.collectonly:
        raise pytest.UsageError(f"in CI nothing is skipped; missing: {', '.join(lacking)}")


#: The files that take longest, in that order. A worker takes whole files, so that what the tests
#: of one share is made once; the long ones come first, so that all workers end together.
LONGEST = (
    "hostile", "pages", "search", "bounds", "web_editor", "hosts", "build", "space", "reading", "intake", "handbook",
    "init", "comment_workflow", "preview", "report", "lists", "generators", "share", "packs", "media", "package",
    "requests", "metadata", "intake_workflow", "story_pages", "consent_papers", "subpath", "architecture", "cli",
    "scenarios", "withdrawals", "extras", "feeds", "configuration", "fix", "archives", "gate", "navigation", "guard",
    "runners", "markup", "search_blocks", "fuzz",
)  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest files first, and leave out the slow tests unless they are asked for."""
    places = {f"test_{name}": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow and not config.getoption("--slow"):
        items[:] = [item for item in items if item not in slow]
        config.hook.pytest_deselected(items=slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """Skip what needs a program that is missing: ``@pytest.mark.needs("git")``."""
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            _skip_without(name)
    yield from _skipping_what_cannot_start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Skip what turns out to need a program that is missing."""
    yield from _skipping_what_cannot_start()


def _skipping_what_cannot_start() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        if str(error.filename) in programs.PROGRAMS:
            _skip_without(str(error.filename))
        raise


def _skip_without(name: str) -> None:
    if programs.find(name) is None:
        pytest.skip(f"{name} is missing")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A community of one advocate, one product and one story, all of it publishable."""
    return Project.small(tmp_path / "community")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def demo(shared: Path) -> Project:
    """The demo community of this repository, built once for all workers: to be read, not written
    to.
    """
    folder = shared / "demo"
    with locked(shared / "demo.lock"):
        if not (folder / "community" / "site").exists():
            made = Project.demo(folder)
            made.build()
            made.keep_cache("demo")
    return Project(folder / "community")


@pytest.fixture(scope="session")
def wheel() -> Package:
    """The wheel of this checkout, which every new repository takes along."""
    return pack()


#: No address but this machine's is ever asked.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all pages of a worker."""
    _skip_without("chromium")
    with sync_playwright() as playwright:
        expect.set_options(timeout=15_000)  # a busy machine is slow, and not wrong
        found = playwright.chromium.launch(
            executable_path=programs.find("chromium"), args=_ARGUMENTS
        )
        yield found
        found.close()
