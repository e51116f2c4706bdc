"""Which files were searched already, and held nothing."""

from __future__ import annotations

import hashlib

from rooftop.cache.store import Cache

_SIZE = 16


class Verdicts:
    """The files in which nothing was found that a search ``looked_for``, by a digest of path and
    of the ``content``, of which a digest is given. Only files that are there now are remembered.
    """

    def __init__(self, cache: Cache, search: str, looked_for: object) -> None:
        self._cache, self._key = cache, (search, looked_for)
        kept = cache.get(*self._key) or b""
        self._known = {kept[start : start + _SIZE] for start in range(0, len(kept), _SIZE)}
        self._clean: set[bytes] = set()

    def is_clean(self, path: str, content: str) -> bool:
        """Whether nothing was found in that file before."""
        digest = _verdict_of(path, content)
        is_known = digest in self._known
        self._cache.count("verdict", path, is_hit=is_known)
        if is_known:
            self._clean.add(digest)
        return is_known

    def note(self, path: str, content: str, *, is_clean: bool) -> None:
        """Remember what was found now."""
        if is_clean:
            self._clean.add(_verdict_of(path, content))

    def keep(self) -> None:
        """Keep what is known for the next audit."""
        if self._clean != self._known:
            self._cache.put(b"".join(sorted(self._clean)), *self._key)


def _verdict_of(path: str, content: str) -> bytes:
    return hashlib.blake2b(f"{path}\0{content}".encode(), digest_size=_SIZE).digest()
