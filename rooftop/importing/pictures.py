"""Pictures that lie beside the records: copied into the drafts, their rights to be cleared."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from rooftop.catalogue import MEDIA_RIGHTS
from rooftop.files import why_not_opened, write_atomically
from rooftop.importing.drafts import Drafts
from rooftop.media.images import identify
from rooftop.media.kinds import ENDINGS, MAX_BYTES, MediaError
from rooftop.text import as_cell

#: Bytes that one import may copy in all.
MAX_TOTAL = 512 << 20
#: Folders that a path may lead through.
_MAX_STEPS = 20
#: Folders in which site generators keep what pages show.
_STATIC = ("static", "assets", "public", "src")
_HEAD = ("file", "copied from", "shown by", "rights")
_TO_CLEAR = "to be cleared: who made it, who is in it, and who allows it here?"


@dataclass
class Pictures:
    """Copies pictures of the source, a ``folder``, into ``drafts/media/``. Nothing is fetched, and
    nothing outside of the source and of ``more`` folders, which the mapping names, is read.
    """

    folder: Path
    drafts: Drafts
    more: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _total: int = 0

    def copy(self, text: str, beside: PurePosixPath, stem: str, shown_by: str) -> str:
        """The name below ``media/`` of a copy of the picture that ``text`` names, a path or an
        address, in a record of the file ``beside``. Raises `MediaError`.
        """
        file = self._find(text, beside)
        try:
            ending = self._ending(file, text)
            data = file.read_bytes()
        except OSError as error:
            raise MediaError(f"cannot be read: {error.strerror}") from None
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._names:
            self._total += len(data)
            if self._total > MAX_TOTAL:
                raise MediaError(f"is beyond the {MAX_TOTAL >> 20} MiB that one import copies")
            self._names[digest] = self._put(f"{stem}{ending}", data)
        name = self._names[digest]
        self.rows.append((f"media/{name}", text, shown_by, _TO_CLEAR))
        return name

    def write_rights(self) -> None:
        """Add what was copied to the list of pictures whose rights nobody cleared yet. Raises
        OSError.
        """
        file = self.drafts.folder / MEDIA_RIGHTS
        if self.drafts.is_trial or not self.rows:
            return
        before = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        known = {tuple(row) for row in csv.reader(io.StringIO(before))}
        out = io.StringIO()
        lines = csv.writer(out, lineterminator="\n")
        rows = (tuple(map(as_cell, row)) for row in dict.fromkeys(self.rows))
        lines.writerows(row for row in ((_HEAD, *rows) if not before else rows) if row not in known)
        write_atomically(file, (before + out.getvalue()).encode())

    def _find(self, text: str, beside: PurePosixPath) -> Path:
        try:
            address = urlsplit(text)
        except ValueError:
            raise MediaError("has an address that cannot be read") from None
        if address.scheme not in ("", "http", "https", "file"):
            raise MediaError("is no file beside the records")
        path = unquote(address.path if address.scheme or address.netloc else text.partition("?")[0])
        is_elsewhere = bool(address.scheme or address.netloc)
        for root, candidate in self._candidates(path, beside, is_elsewhere):
            if self._is_within(root, candidate):
                return candidate
        if is_elsewhere:
            hint = "Nothing is fetched: save it, and name the file, or leave it out."
            raise MediaError("is on the web, and no file beside the records is a copy of it", hint)
        hint = "`media` in the mapping names more folders with pictures."
        raise MediaError("is no file in the folder of the source", hint)

    def _candidates(
        self, path: str, beside: PurePosixPath, is_elsewhere: bool
    ) -> Iterator[tuple[Path, Path]]:
        """Where the picture may lie, and the folder that it must be in."""
        parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
        if not 0 < len(parts) <= _MAX_STEPS or "\0" in path:
            return
        roots = [self.folder, *(self.folder / each for each in self.more)]
        if not path.startswith("/") and not is_elsewhere:
            yield self.folder, self.folder.joinpath(beside.parent, *parts)
        shortest = 2 if is_elsewhere and len(parts) > 1 else 1
        for root in roots:
            for place in (root, *(root / name for name in _STATIC)):
                for start in range(len(parts) - shortest + 1):
                    yield root, place.joinpath(*parts[start:])

    def _is_within(self, root: Path, file: Path) -> bool:
        try:
            return file.is_file() and file.resolve().is_relative_to(root.resolve())
        except (OSError, ValueError):
            return False

    def _ending(self, file: Path, text: str) -> str:
        """The ending of a picture that may be published. Raises `MediaError`."""
        ending = file.suffix.lower()
        if ending not in {each for endings in ENDINGS.values() for each in endings}:
            raise MediaError(f"is of a kind that is not published ({ending or 'no ending'})")
        if reason := why_not_opened(file):
            raise MediaError(reason)
        if file.stat().st_size > MAX_BYTES["image"]:
            raise MediaError(f"is larger than {MAX_BYTES['image'] >> 20} MiB")
        identify(file, text)
        return ending

    def _put(self, name: str, data: bytes) -> str:
        """Write ``data`` as ``name``, or with a number where another picture has that name."""
        stem, ending = Path(name).stem, Path(name).suffix
        number = 1
        while (place := self._taken(name)) and place.read_bytes() != data:
            number += 1
            name = f"{stem}-{number}{ending}"
        if not place and not self.drafts.is_trial:
            write_atomically(self.drafts.folder / "media" / name, data)
        return name

    def _taken(self, name: str) -> Path | None:
        places = (folder / "media" / name for folder in (self.drafts.content, self.drafts.folder))
        return next((place for place in places if place.exists()), None)
