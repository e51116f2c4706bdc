"""Rooftop in other people's pipelines: the action for GitHub, the hook for pre-commit, the image
for GitLab and Gitea. What each of them runs is run here.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands import BIN, Done
from tests.locks import locked
from tests.project import REPOSITORY, Project

BROKEN = "---\ntitle: No consent\n---\n\nWords.\n"
#: What a machine needs to reach its package registry, whatever else its environment holds.
REGISTRY = {name: os.environ[name] for name in os.environ if name.startswith(("PIP_", "SSL_"))}


def bash(script: str, folder: Path, variables: Mapping[str, str]) -> Done:
    """Run ``script`` as GitHub's runners and the Dockerfile do, with ``variables`` alone."""
    return subprocess.run(
        ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env=dict(variables), capture_output=True, text=True, check=False,
    )  # fmt: skip


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with their arguments, continued lines joined."""
    text = re.sub(r"^#.*\n", "", (REPOSITORY / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = re.sub(r"\\\n", " ", text).splitlines()
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines) if name]


def action() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((REPOSITORY / "action.yml").read_text())
    return data


def scripts(inputs: Mapping[str, str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The steps of the action that ``inputs`` ask for: name, script and variables."""
    given = {name: each["default"] for name, each in action()["inputs"].items()} | dict(inputs)
    for step in action()["runs"]["steps"]:
        if "run" in step and (step.get("if") is None or given["build"] == "true"):
            named = step.get("env", {}).items()
            yield (
                step["name"],
                step["run"],
                {key: given[value.removeprefix("${{ inputs.")[:-3]] for key, value in named},
            )


def run_action(project: Project, place: Path, *, install: bool, **inputs: str) -> Iterator[Done]:
    """Run the action from ``place`` in ``project``, step by step."""
    common = {"PATH": "/usr/bin:/bin", "HOME": str(project.root), "GITHUB_ACTION_PATH": str(place)}
    for name, script, variables in scripts({k.replace("_", "-"): v for k, v in inputs.items()}):
        if install or not name.startswith("Install"):
            python = f"{Path(sys.executable).resolve().parent}:/usr/bin:/bin" if install else ""
            path = {"PATH": python} if install else {}
            environment = project.environment() | common | path | REGISTRY | variables
            yield bash(script, project.root, environment)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The action's own folder as its first step leaves it, without the time that takes."""
    programs = tmp_path / "action" / ".venv" / "bin"
    programs.parent.mkdir(parents=True)
    programs.symlink_to(BIN)
    return tmp_path / "action"


def test_the_action_checks_and_builds(project: Project, installed: Path) -> None:
    project.root.joinpath("mkdocs.yml").rename(project.root / "a b.yml")
    inputs = {"config_file": "a b.yml", "build": "true", "site_dir": "public site"}
    steps = list(run_action(project, installed, install=False, **inputs))
    assert [step.returncode for step in steps] == [0, 0], [step.stderr for step in steps]
    assert (project.root / "public site" / "stories" / "month-end" / "index.html").is_file()


def test_the_action_annotates_what_is_wrong_and_builds_nothing_unasked(
    project: Project, installed: Path
) -> None:
    project.write("content/stories/broken.md", BROKEN)
    (step,) = run_action(project, installed, install=False)
    assert step.returncode == 1
    assert "::error file=content/stories/broken.md," in step.stdout
    assert not project.site.exists()


def test_the_action_gives_scripts_no_text_of_others() -> None:
    """Inputs reach scripts as variables; an expression in a script would become part of it."""
    steps = action()["runs"]["steps"]
    assert not [step for step in steps if "${{" in step.get("run", "")]
    assert all(
        re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step
    )


def pre_commit_configuration(project: Project) -> None:
    """The hook as pre-commit reads it from this repository, in an environment that is there
    already.
    """
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    local = {"repo": "local", "hooks": [{**hook, "language": "system"}]}
    project.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [local]}))


def pre_commit(project: Project, *arguments: str) -> Done:
    path = f"{BIN}:{os.environ['PATH']}"
    home = str(project.root.parent / "pre-commit")
    return project.run("pre-commit", *arguments, process=True, PATH=path, PRE_COMMIT_HOME=home)


@pytest.mark.needs("git")
def test_the_hook_runs_when_something_a_community_writes_is_committed(project: Project) -> None:
    pre_commit_configuration(project)
    project.write("content/stories/broken.md", BROKEN)
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)
    subprocess.run(["git", "add", "."], cwd=project.root, check=True)
    done = pre_commit(project, "run", "--all-files")
    assert done.returncode == 1, done.stdout
    assert "content/stories/broken.md" in done.stdout
    (project.root / "content/stories/broken.md").unlink()
    assert "Passed" in pre_commit(project, "run", "--files", "content/about.md").stdout
    assert "Skipped" in pre_commit(project, "run", "--files", ".gitignore").stdout


def test_the_hook_is_one_that_pre_commit_knows_how_to_install() -> None:
    done = subprocess.run(
        [BIN / "pre-commit", "validate-manifest", REPOSITORY / ".pre-commit-hooks.yaml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    assert hook["language"] == "python"
    assert shlex.split(hook["entry"])[0] == "rooftop"


@pytest.mark.slow
@pytest.mark.needs("git")
def test_pre_commit_installs_and_runs_the_hook(project: Project) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)
    subprocess.run(["git", "add", "."], cwd=project.root, check=True)
    done = pre_commit(project, "try-repo", str(REPOSITORY), "rooftop-check", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout


def test_the_image_is_pinned_and_does_not_run_as_root() -> None:
    read = instructions()
    assert [name for name, _ in read].count("FROM") == 1
    assert re.fullmatch(r"python:3\.\d+-slim@sha256:[0-9a-f]{64}", dict(read)["FROM"])
    users = [rest for name, rest in read if name == "USER"]
    assert users == ["1000"]
    assert read.index(("USER", "1000")) > max(n for n, each in enumerate(read) if each[0] == "RUN")
    version = re.search(r'^version = "(.+)"$', (REPOSITORY / "pyproject.toml").read_text(), re.M)
    assert version
    assert f'image.version="{version[1]}"' in dict(read)["LABEL"]


def test_the_image_takes_packages_from_where_their_hashes_are_checked() -> None:
    """`scripts/environment` does that, and nothing else installs Python packages."""
    steps = [rest for name, rest in instructions() if name == "RUN"]
    assert sum("source scripts/environment requirements.txt" in step for step in steps) == 1
    assert not re.search(r"\bpip3? install|\b(curl|wget|npm)\b", " ".join(steps))
    assert not [name for name, _ in instructions() if name == "ADD"]


def image_context(folder: Path) -> None:
    """What the image is built from: all that .dockerignore lets through."""
    for line in (REPOSITORY / ".dockerignore").read_text().splitlines():
        source = REPOSITORY / line.removeprefix("!")
        target = folder / line.removeprefix("!")
        target.parent.mkdir(parents=True, exist_ok=True)
        if line.startswith("!") and source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif line.startswith("!"):
            shutil.copy(source, target)


@pytest.fixture(scope="session")
def image(shared: Path) -> Path:
    """The folder of Rooftop in the image, made by the step of the Dockerfile that makes it."""
    folder = shared / "image"
    with locked(shared / "image.lock"):
        if not folder.exists():
            image_context(folder)
            (step,) = (rest for name, rest in instructions() if "scripts/environment" in rest)
            python = Path(sys.executable).resolve().parent
            done = bash(
                step, folder, {"PATH": f"{python}:/usr/bin:/bin", "HOME": str(folder)} | REGISTRY
            )
            assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_the_image_holds_a_rooftop_that_checks_and_builds(image: Path, project: Project) -> None:
    path = f"{image / '.venv/bin'}:/usr/bin:/bin"
    environment = project.environment() | {"PATH": path, "PYTHONPATH": ""}
    done = bash("rooftop check && rooftop build", project.root, environment)
    assert done.returncode == 0, done.stderr
    assert (project.site / "index.html").is_file()


@pytest.mark.slow
def test_modules_of_the_image_do_not_say_when_they_were_written(image: Path) -> None:
    compiled = list((image / "rooftop").rglob("*.pyc"))
    assert compiled
    for file in compiled:
        flags = int.from_bytes(file.read_bytes()[4:8], "little")
        assert flags & 0b1, file  # PEP 552: a hash of the source, no time


@pytest.mark.slow
def test_the_action_installs_what_it_runs(image: Path, project: Project) -> None:
    steps = list(run_action(project, image, install=True, build="true"))
    assert [step.returncode for step in steps] == [0, 0, 0], [step.stderr for step in steps]
