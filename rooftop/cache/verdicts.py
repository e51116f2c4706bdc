"""Which files were searched already, and held nothing."""

from __future__ import annotations

import hashlib

from rooftop.cache.store import Cache

_SIZE = 16


class Verdicts:
    """The files in which nothing was found that a search ``looked_for``, by a digest of path and
    content. Only files that are there now are remembered.
    """

    def __init__(self, cache: Cache, search: str, looked_for: object) -> None:
        self._cache, self._key = cache, (search, looked_for)
        kept = cache.get(*self._key) or b""
        self._known = {kept[start : start + _SIZE] for start in range(0, len(kept), _SIZE)}
        self._clean: set[bytes] = set()
        self._searched: dict[str, bytes] = {}

    def is_clean(self, path: str, data: bytes) -> bool:
        """Whether nothing was found in that file before."""
        digest = _verdict_of(path, data)
        is_known = digest in self._known
        self._cache.count("verdict", path, is_hit=is_known)
        if is_known:
            self._clean.add(digest)
        else:
            self._searched[path] = digest
        return is_known

    def note(self, path: str, *, is_clean: bool) -> None:
        """Remember what was found now in a file that was not known to be clean."""
        digest = self._searched.pop(path)
        if is_clean:
            self._clean.add(digest)

    def keep(self) -> None:
        """Keep what is known for the next audit."""
        if self._clean != self._known:
            self._cache.put(b"".join(sorted(self._clean)), *self._key)


def _verdict_of(path: str, data: bytes) -> bytes:
    digest = hashlib.blake2b(f"{path}\0".encode(), digest_size=_SIZE)
    digest.update(data)
    return digest.digest()
