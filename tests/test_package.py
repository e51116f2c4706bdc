"""The wheel that a new repository takes along: from a checkout, a source distribution and an
installation the same, and one that pip installs by its hash.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder

from rooftop.starter import Package
from rooftop.translations import LANGUAGES
from tests.commands import Done
from tests.locks import locked
from tests.project import REPOSITORY, Project, warm_cache


@dataclass(frozen=True)
class Environment:
    """A virtual environment in which nothing but Rooftop's wheel is installed, beside the libraries
    that it needs.
    """

    folder: Path

    def run(self, *command: str, at: Path, **variables: str) -> Done:
        """Run a program of the environment in the folder ``at``, as somebody else's shell would."""
        program = self.folder / "bin" / command[0]
        return subprocess.run(
            [str(program), *command[1:]],
            cwd=at,
            env={"PATH": os.environ["PATH"], "HOME": str(at), **variables},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="session")
def environment(shared: Path, wheel: Package) -> Environment:
    """The environment of all workers, in which pip installed the wheel as a requirements file of a
    new repository names it.
    """
    folder = shared / "installation"
    with locked(shared / "installation.lock"):
        if not folder.exists():
            venv.create(folder, with_pip=False, symlinks=True)
            _borrow_libraries(folder)
            done = install(folder, shared / "wheel", wheel, wheel.sha256)
            assert done.returncode == 0, done.stderr
    return Environment(folder)


def _borrow_libraries(folder: Path) -> None:
    """Let the environment in ``folder`` see the libraries of this one, but not its Rooftop."""
    libraries = next(folder.glob("lib/python*/site-packages"))
    (libraries / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")


def install(folder: Path, place: Path, wheel: Package, sha256: str) -> Done:
    """Have pip install the wheel from a folder in which a requirements file names it with a hash."""
    (place / wheel.path).parent.mkdir(parents=True, exist_ok=True)
    (place / wheel.path).write_bytes(wheel.wheel)
    (place / "requirements.txt").write_text(f"./{wheel.path} \\\n    --hash=sha256:{sha256}\n")
    options = ("--no-deps", "--no-index", "--require-hashes", "--disable-pip-version-check")
    python = ("--python", str(folder / "bin" / "python"))
    return subprocess.run(
        [sys.executable, "-m", "pip", *python, "install", *options, "-r", "requirements.txt"],
        cwd=place,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_all_that_a_new_repository_needs(wheel: Package, tmp_path: Path) -> None:
    (tmp_path / "wheel").write_bytes(wheel.wheel)
    with zipfile.ZipFile(tmp_path / "wheel") as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    shared = "rooftop/starter/shared"
    assert f"{shared}/requirements.txt" in names
    for language in LANGUAGES:
        assert f"{shared}/consent-terms/2026-11.{language}.md" in names
        assert f"rooftop/starter/texts/{language}.yml" in names
    assert "rooftop/starter/templates/code-hosts/gitlab/.gitlab-ci.yml.j2" in names
    assert "rooftop/starter/templates/own/mkdocs.yml.j2" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]
    assert names[-1].endswith(".dist-info/RECORD")
    assert wheel.lock == (REPOSITORY / "requirements.txt").read_text()


def test_the_wheel_of_an_unpacked_source_distribution_is_the_same(
    wheel: Package, tmp_path: Path
) -> None:
    source = next(SdistBuilder(str(REPOSITORY)).build(directory=str(tmp_path)))
    shutil.unpack_archive(source, tmp_path)
    folder = next(path for path in tmp_path.iterdir() if path.is_dir())
    code = "import sys; from rooftop.starter import pack; print(pack().sha256)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == wheel.sha256


def test_an_installation_packs_the_wheel_it_came_from(
    environment: Environment, wheel: Package, tmp_path: Path
) -> None:
    code = "import sys; from rooftop.starter import pack; print(pack().sha256)"
    done = environment.run("python", "-c", code, at=tmp_path)
    assert (done.stdout.strip(), done.stderr) == (wheel.sha256, "")


def test_pip_refuses_a_wheel_that_is_not_the_one_that_was_locked(
    environment: Environment, wheel: Package, tmp_path: Path
) -> None:
    venv.create(tmp_path / "environment", with_pip=False, symlinks=True)
    done = install(tmp_path / "environment", tmp_path, wheel, "0" * 64)
    assert done.returncode
    assert "HASHES" in done.stderr


@pytest.mark.needs("git")
def test_an_installed_rooftop_starts_a_community_that_passes_its_own_tests(
    environment: Environment, tmp_path: Path
) -> None:
    done = environment.run("rooftop", "init", "acme", "--company", "Acme", "--yes", at=tmp_path)
    assert done.returncode == 0, done.stderr
    community = tmp_path / "acme"
    Project(community).take_cache(warm_cache())
    tests = subprocess.run(
        [community / "scripts" / "test"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "ROOFTOP_ENVIRONMENT": str(environment.folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert tests.returncode == 0, tests.stdout + tests.stderr
    assert "0 leaks found" in tests.stdout
    assert ", 0 broken." in tests.stdout
    assert (community / "site" / "index.html").is_file()
