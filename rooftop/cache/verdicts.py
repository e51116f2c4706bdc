"""Which texts and files were searched already, and held nothing."""

from __future__ import annotations

import hashlib

from rooftop.cache.store import Cache

_SIZE = 16


class Verdicts:
    """The texts and files in which nothing was found that a ``search`` ``looked_for``, by a digest
    of name and content. Digests of texts and files that this build does not have are forgotten.
    Whoever does not know all that was looked for can't guess a text from its digest.
    """

    def __init__(self, cache: Cache, search: str, looked_for: object) -> None:
        self._cache, self._key = cache, (search, looked_for)
        self._secret = hashlib.blake2b(repr(looked_for).encode()).digest()
        kept = cache.get(*self._key) or b""
        self._known = {kept[start : start + _SIZE] for start in range(0, len(kept), _SIZE)}
        self._clean: set[bytes] = set()
        self._searched: dict[str, bytes] = {}

    def is_clean(self, name: str, data: bytes) -> bool:
        """Whether nothing was found in that text or file before."""
        digest = self._digest_of(name, data)
        is_known = digest in self._known
        self._cache.count("verdict", name, is_hit=is_known)
        if is_known:
            self._clean.add(digest)
        else:
            self._searched[name] = digest
        return is_known

    def note(self, name: str, *, is_clean: bool) -> None:
        """Remember what was found now in what was not known to be clean."""
        digest = self._searched.pop(name)
        if is_clean:
            self._clean.add(digest)

    def keep(self) -> None:
        """Keep what is known for the next search."""
        if self._clean != self._known:
            self._cache.put(b"".join(sorted(self._clean)), *self._key)

    def _digest_of(self, name: str, data: bytes) -> bytes:
        digest = hashlib.blake2b(f"{name}\0".encode(), digest_size=_SIZE, key=self._secret)
        digest.update(data)
        return digest.digest()
