"""What earlier builds made and this one need not make again."""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import lru_cache
from pathlib import Path

_DIGEST = 16


class Cache:
    """Bytes by a key of everything they were made from. Without a ``folder``, or where it can't be
    written, it is empty.

    Nothing in it is needed, and nothing in it is trusted: what was cut short or altered is made
    again.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._asked: set[str] = set()
        self.made = 0

    def get(self, *made_from: object) -> bytes | None:
        """What was made from the same before, by the same library; None when it must be made."""
        file = self._file(made_from)
        try:
            digest, data = (raw := file.read_bytes() if file else b"")[:_DIGEST], raw[_DIGEST:]
        except OSError:
            return None
        return data if digest and digest == _digest(data) else None

    def put(self, data: bytes, *made_from: object) -> bytes:
        """Keep ``data`` for the next build; gives it back."""
        self.made += 1
        if file := self._file(made_from):
            with contextlib.suppress(OSError):
                file.parent.mkdir(parents=True, exist_ok=True)
                unfinished = file.with_name(f"{file.name}.{os.getpid()}")
                unfinished.write_bytes(_digest(data) + data)
                unfinished.replace(file)
        return data

    def sweep(self) -> None:
        """Remove what this build did not ask for, so that it does not grow for ever."""
        for file in self._folder.glob("*") if self._folder else ():
            if file.name not in self._asked:
                with contextlib.suppress(OSError):
                    file.unlink()

    def _file(self, made_from: tuple[object, ...]) -> Path | None:
        if self._folder is None:
            return None
        name = hashlib.blake2b(f"{_library()}{made_from!r}".encode(), digest_size=20).hexdigest()
        self._asked.add(name)
        return self._folder / name


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


@lru_cache(maxsize=1)
def _library() -> str:
    """A digest of this library's own source: another version may make something else of the
    same.
    """
    root = Path(__file__).parent
    sources = sorted(file for file in root.rglob("*") if file.suffix in (".py", ".typ", ".yml"))
    return hashlib.blake2b(
        b"".join(file.read_bytes() for file in sources), digest_size=20
    ).hexdigest()
