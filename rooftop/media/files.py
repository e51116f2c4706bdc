"""The media folder: which files there are, and what each may be published as."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from rooftop.extras import how_to_install, is_installed
from rooftop.files import is_left_behind, names_device, why_not_opened
from rooftop.media import captions, images
from rooftop.media.containers import CONTAINERS
from rooftop.media.kinds import ENDINGS, MAX_BYTES, MediaError, MediaFile
from rooftop.problems import Problem, problem
from rooftop.text import find_unsafe

#: Names that mean one file on every system and in every address: no blanks, no accents, no two that
#: differ in case alone.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
_MAX_NAME, _MAX_FOLDERS = 150, 4

_KINDS = (
    "JPEG, PNG, WebP or AVIF pictures, MP4 or WebM films, MP3, M4A, Ogg or Opus "
    "sound, and .vtt captions"
)


@dataclass(frozen=True)
class _Format:
    """One kind of file that is published, and who can tell whether a file is one."""

    kind: str
    mime: str
    identify: Callable[[Path, str], MediaFile]


def _identify_recording(file: Path, name: str) -> MediaFile:
    if not is_installed("media"):
        raise MediaError("cannot be looked into here, nor published", how_to_install("media"))
    from rooftop.media.recordings import identify  # noqa: PLC0415 — it needs the extra

    return identify(file, name)


_FORMATS = {
    **{
        ending: _Format("image", f"image/{form.lower()}", images.identify)
        for form, endings in ENDINGS.items()
        for ending in endings
    },
    **{
        ending: _Format(container.kind, container.mime, _identify_recording)
        for ending, container in CONTAINERS.items()
    },
    captions.ENDING: _Format("captions", captions.MIME, captions.identify),
}
#: The endings that a media file may have, in small letters and with their dot.
ACCEPTED_ENDINGS = frozenset(_FORMATS)


def inspect(
    folder: Path, path: str, allowed_contacts: Collection[str] = ()
) -> tuple[dict[str, MediaFile], list[Problem]]:
    """Every usable file below ``folder``, by its name; ``path`` is what problems call the folder.
    ``allowed_contacts`` may stand in captions.

    Links of either kind, devices, hidden files, unknown kinds and files whose bytes are not what
    their ending says are problems.
    """
    media: dict[str, MediaFile] = {}
    found: list[Problem] = []
    taken: dict[str, str] = {}
    for file in _walk(folder):
        name = file.relative_to(folder).as_posix()
        try:
            if (other := taken.setdefault(name.casefold(), name)) != name:
                raise MediaError(
                    f"cannot be told from {other} on many systems; give one of them another name"
                )
            item = _identify(file, name)
            if finding := next(find_unsafe(item.words, allowed_contacts), None):
                raise MediaError(finding.message, finding.hint)
            media[name] = item
        except MediaError as refused:
            what, hint = str(refused), refused.hint or f"Use {_KINDS}."
            found.append(problem(f"{path}/{name}", (0, 0), "file-not-allowed", what, hint))
        except Exception as error:  # whatever it is, no other file pays for it
            what = f"cannot be read ({type(error).__name__})"
            hint = "Save it again with another program, or remove it."
            found.append(problem(f"{path}/{name}", (0, 0), "file-unreadable", what, hint))
    return media, found


def mime_of(name: str) -> str:
    """The IANA media type of a media file called ``name``."""
    return _FORMATS[Path(name).suffix.lower()].mime


def publishable(item: MediaFile) -> bytes:
    """The bytes of ``item`` that may be published: made anew from what it shows or says. Raises
    `MediaError`.

    Same file, same bytes.
    """
    if item.kind == "image":
        return images.redraw(item.file)
    if item.kind == "captions":
        return captions.rewrite(item.file)
    from rooftop.media.recordings import rewrap  # noqa: PLC0415 — it needs an extra

    return rewrap(item.file)


def _walk(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        files = (file for file in sorted(folder.iterdir()) if not is_left_behind(file.name))
        for file in files:
            if file.is_dir() and not file.is_symlink():
                yield from _walk(file)
            else:
                yield file


def _identify(file: Path, name: str) -> MediaFile:
    check_name(name)
    if reason := why_not_opened(file):
        raise MediaError(reason)
    try:
        promised = _format(file)
        if file.stat().st_size > MAX_BYTES[promised.kind]:
            raise MediaError(f"is larger than {MAX_BYTES[promised.kind] >> 20} MiB")
        return promised.identify(file, name)
    except OSError as error:
        raise MediaError(f"cannot be read: {error.strerror}") from None


def check_name(name: str) -> None:
    """See that ``name``, a path in the media folder, may be published. Raises `MediaError`."""
    parts = name.split("/")
    if any(part.startswith(".") for part in parts):
        raise MediaError("is hidden, and hidden files are not published")
    if any(not _NAME.fullmatch(part) or names_device(part) for part in parts):
        raise MediaError(
            "has a name that can't be an address everywhere; use the letters a-z, digits, "
            "hyphens and one dot"
        )
    if len(name) > _MAX_NAME or len(parts) > _MAX_FOLDERS:
        raise MediaError(
            f"has a name longer than {_MAX_NAME} characters, or is more than "
            f"{_MAX_FOLDERS - 1} folders deep"
        )


def _format(file: Path) -> _Format:
    """What the ending of ``file`` promises."""
    ending = file.suffix.lower()
    if ending not in _FORMATS:
        raise MediaError(f"is of a kind that is not published ({ending or 'no ending'})")
    return _FORMATS[ending]
