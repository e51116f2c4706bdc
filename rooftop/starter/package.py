"""Rooftop itself as a new repository takes it along: a wheel, and what stands in it for that."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.metadata import Distribution, distribution
from pathlib import Path
from tempfile import TemporaryDirectory

_ROOT = Path(__file__).parent.parent
#: Files of this repository that every community gets; pyproject.toml puts them into the wheel.
_SHARED = "rooftop/starter/shared/"
_TERMS = f"{_SHARED}consent-terms/"
#: What of an installation's metadata stands in a wheel; the rest is an installer's own.
_METADATA = ("METADATA", "WHEEL", "entry_points.txt", "licenses")
#: The earliest moment that a ZIP archive can name.
_EPOCH = (1980, 1, 1, 0, 0, 0)

#: The contents of a wheel by their paths.
Entries = Mapping[str, bytes]


class PackagingError(Exception):
    """Rooftop cannot be packed; the message says what to do."""


@dataclass(frozen=True)
class Package:
    """A wheel of Rooftop: its version, its bytes, the locked requirements that stand in it, and its
    consent terms by the names of their files.
    """

    version: str
    wheel: bytes
    lock: str
    build_lock: str
    terms: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where a repository keeps the wheel."""
        return f"vendor/rooftop-{self.version}-py3-none-any.whl"

    @cached_property
    def sha256(self) -> str:
        """The hash of the wheel, as pip compares it."""
        return hashlib.sha256(self.wheel).hexdigest()


def pack() -> Package:
    """The wheel that this Rooftop is installed from, or would be: the same bytes for the same
    files, in a checkout and in an installation. Raises `PackagingError`.
    """
    checkout = _ROOT.parent
    built = (checkout / "pyproject.toml").is_file()
    entries = _built(checkout) if built else dict(_installed(distribution("rooftop")))
    name = next(name for name in entries if name.endswith("/METADATA"))
    return Package(
        name.partition(".dist-info/")[0].removeprefix("rooftop-"),
        _archive(entries),
        entries[f"{_SHARED}requirements.txt"].decode(),
        entries[f"{_SHARED}requirements-build.txt"].decode(),
        {
            name.removeprefix(_TERMS): content
            for name, content in entries.items()
            if name.startswith(_TERMS)
        },
    )


def _built(checkout: Path) -> Entries:
    """What the wheel of a checkout holds; its build backend alone knows that."""
    try:
        builder = import_module("hatchling.builders.wheel").WheelBuilder(str(checkout))
    except ImportError:
        hint = "Run `scripts/rooftop` there, or `pip install hatchling`."
        raise PackagingError(f"a checkout cannot be packed without hatchling. {hint}") from None
    with TemporaryDirectory() as folder:
        wheel = next(builder.build(directory=folder, versions=["standard"]))
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/RECORD")]
            return {name: archive.read(name) for name in names}


def _installed(installation: Distribution) -> Iterator[tuple[str, bytes]]:
    """What the wheel held that was installed: its files as RECORD lists them, without those that an
    installer or Python added.
    """
    for file in installation.files or ():
        if _is_of_the_wheel(file.parts):
            yield file.as_posix(), Path(str(file.locate())).read_bytes()


def _is_of_the_wheel(parts: tuple[str, ...]) -> bool:
    if parts[0].endswith(".dist-info"):
        return parts[1] in _METADATA
    return parts[0] == "rooftop" and "__pycache__" not in parts


def _archive(entries: Entries) -> bytes:
    """``entries`` and their RECORD as a wheel (binary distribution format, 1.0): sorted, metadata
    last, without dates.
    """
    names = sorted(entries, key=lambda name: (".dist-info/" in name, name))
    record = next(name for name in names if name.endswith("/METADATA"))
    record = record.removesuffix("METADATA") + "RECORD"
    lines = [f"{name},sha256={_digest(entries[name])},{len(entries[name])}\n" for name in names]
    contents = {name: entries[name] for name in names}
    contents[record] = "".join([*lines, f"{record},,\n"]).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _digest(content: bytes) -> str:
    """As RECORD writes it: URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
