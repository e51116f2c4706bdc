"""The artefact of a job that ran what a stranger sent, taken for what it is: any bytes at all."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PIL import Image, PngImagePlugin
from pydantic import ValidationError

from rooftop.pull_requests.report import MAX_PICTURES, REPORT, Report, picture_name

#: Pillow opens these alone, and no other format is tried.
_LOADED = (PngImagePlugin,)
#: Bytes of the whole artefact, of the report and of a picture.
MAX_ARTEFACT, MAX_REPORT, MAX_PICTURE = 20_000_000, 1_000_000, 8_000_000
#: Pixels along each side of a picture.
MAX_SIDE = 4_000
#: What reading an archive raises that was made to be no archive.
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)
_NAMES = (REPORT, *(picture_name(number) for number in range(1, MAX_PICTURES + 1)))


class ArtefactError(ValueError):
    """The artefact is not what a report is sent in; the message says why."""


@dataclass(frozen=True)
class Artefact:
    """A report that keeps to its form, and the pictures it names, drawn anew, by their names."""

    report: Report
    pictures: Mapping[str, bytes]


def read_artefact(data: bytes) -> Artefact:
    """What the ZIP archive ``data`` holds. Nothing is unpacked to a disk, and no more is read than
    a report may be large. A picture that is none is left out. Raises `ArtefactError`.
    """
    if len(data) > MAX_ARTEFACT:
        raise ArtefactError(f"is larger than {MAX_ARTEFACT:,} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            report = _report(_member(archive, REPORT, MAX_REPORT))
            pictures = dict(_pictures(archive, report))
    except _BROKEN as error:
        raise ArtefactError(f"is no ZIP archive that can be read: {error}") from None
    pages = tuple(
        page if page.picture in pictures else page.model_copy(update={"picture": None})
        for page in report.pages
    )
    return Artefact(report.model_copy(update={"pages": pages}), pictures)


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """The file ``name`` of ``archive``, at its root or in the folder ``report``, where GitLab puts
    it. Raises `ArtefactError` where it is missing, twice there, or larger than ``limit``, whatever
    the archive says about its size.
    """
    members = [each for each in archive.infolist() if each.filename in (name, f"report/{name}")]
    if len(members) != 1:
        raise ArtefactError(f"holds {name} {len(members)} times")
    with archive.open(members[0]) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ArtefactError(f"holds a {name} larger than {limit:,} bytes")
    return data


def _report(data: bytes) -> Report:
    try:
        return Report.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        text = f"holds a report that breaks its form: {place}: {first['msg']}"
        raise ArtefactError(text) from None


def _pictures(archive: zipfile.ZipFile, report: Report) -> Iterator[tuple[str, bytes]]:
    present = {each.filename.removeprefix("report/") for each in archive.infolist()}
    for name in sorted({page.picture for page in report.pages if page.picture}):
        is_there = name in present and name in _NAMES
        if is_there and (picture := _drawn_anew(_member(archive, name, MAX_PICTURE))):
            yield name, picture


def _drawn_anew(data: bytes) -> bytes | None:
    """The pixels of the PNG in ``data`` and nothing else, as another PNG; None where it is none, or
    larger than a screenshot.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            if max(image.size) > MAX_SIDE:
                return None
            pixels = image.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    pixels.info.clear()
    buffer = io.BytesIO()
    pixels.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
