"""What tests share: small projects that are real ones, built by the real commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A community of one advocate, one product and one story, all of it publishable."""
    return Project.small(tmp_path / "community")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The demo community of this repository, built once."""
    made = Project.demo(tmp_path_factory.mktemp("demo"))
    made.build()
    return made
