"""What is distributed is whole: a site needs nothing of this repository."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_sdist, build_wheel

from tests.project import REPOSITORY, Project

LIBRARY = {
    path.relative_to(REPOSITORY).as_posix()
    for path in (REPOSITORY / "rooftop").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> zipfile.ZipFile:
    """The wheel of this repository."""
    monkeypatch.chdir(REPOSITORY)
    return zipfile.ZipFile(tmp_path / build_wheel(str(tmp_path)))


def test_the_wheel_holds_the_library_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names >= LIBRARY
    assert all(name.startswith("rooftop/") for name in names)
    (entry_points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "[mkdocs.themes]\nrooftop = rooftop.theme.templates" in wheel.read(entry_points).decode()


def test_the_source_distribution_holds_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPOSITORY)
    with tarfile.open(tmp_path / build_sdist(str(tmp_path))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= LIBRARY | {"pyproject.toml", "LICENSE", "README.md"}


def test_the_wheel_builds_the_same_site(
    wheel: zipfile.ZipFile, demo: Project, tmp_path: Path
) -> None:
    for name in wheel.namelist():
        wheel.extract(name, tmp_path / "installed")
    project = Project.demo(tmp_path)
    done = project.run(
        sys.executable,
        "-c",
        "import rooftop.cli as cli; print(cli.__file__); cli.main()",
        "build",
        process=True,
        PYTHONPATH=str(tmp_path / "installed"),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path / "installed"))
    assert project.contents() == demo.contents()
