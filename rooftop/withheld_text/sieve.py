"""A prefilter for files: most contain nothing withheld even without spaces, accents and tags."""

from __future__ import annotations

import hashlib
import html.entities
import re
from collections.abc import Collection

from ahocorasick_rs import BytesAhoCorasick, Implementation

from rooftop.markup import without_note_marks
from rooftop.withheld_text.anchors import drop_signs, plain_letters
from rooftop.withheld_text.marks import without_addresses_in_bytes, without_links_in_bytes

#: Where texts are split into parts that other files may contain too: items of feeds and their
#: contents, page shells, and cards.
_SEAMS = {
    ".xml": (b"<item>", b"<entry", b"<![CDATA[", b"]]>"),
    ".json": (b"\n{",),
    ".html": (
        b"<title>",
        b"</title>",
        b"<script src=",
        b'<main class="rt-main',
        b'<li class="rt-card',
        b"</main>",
    ),
}
#: How keys of JSON-LD begin: before their at sign is nothing that an address could begin with.
_KEY = b'"@'
_TAG = re.compile(rb"<[^<>]*>")
#: Escapes of JSON that are undone here.
_JSON = (
    (b"\\n", b" "),
    (b'\\"', b'"'),
    (b"\\u0027", b"'"),
    (b"\\u003c", b"<"),
    (b"\\u003e", b">"),
    (b"\\u0026", b"&"),
)
#: Escapes of HTML and XML that are undone here.
_ENTITIES = (
    (b"&lt;", b"<"),
    (b"&gt;", b">"),
    (b"&quot;", b'"'),
    (b"&#34;", b'"'),
    (b"&#39;", b"'"),
    (b"&#x27;", b"'"),
    (b"&amp;", b"&"),
)
_ENTITY = re.compile(b"|".join(written for written, _ in _ENTITIES))
#: All others, also those that browsers know without a semicolon: ``&nbsp``.
_OPEN = "|".join(sorted(name for name in html.entities.html5 if not name.endswith(";")))
_UNUSUAL = re.compile(rf"&(?:#|\w+;|{_OPEN})".encode())


class Sieve:
    """Tells which texts may contain one of the ``anchors``, which `squeeze` prepared, in any form
    that `readings` would resolve, or an e-mail address.
    """

    def __init__(self, anchors: Collection[bytes]) -> None:
        self._finds_all = b"" in anchors
        ordered = sorted(filter(None, anchors))
        self._automaton = (
            BytesAhoCorasick(ordered, implementation=Implementation.ContiguousNFA)
            if ordered
            else None
        )
        self._clean: set[bytes] = set()

    def may_hold(self, suffix: str, text: bytes) -> bool:
        """Whether a full search of ``text``, in UTF-8 and of the format ``suffix``, may find
        something. Parts in which nothing was found before are skipped.
        """
        parts = [text]
        for seam in _SEAMS.get(suffix, ()):
            parts = [piece for part in parts for piece in part.split(seam)]
        keys = {hashlib.blake2b(part, digest_size=16).digest(): part for part in parts}
        unseen = {key: part for key, part in keys.items() if key not in self._clean}
        if self._finds_all or any(map(self._is_suspect, unseen.values())):
            return True
        self._clean.update(unseen)
        return False

    def _is_suspect(self, part: bytes) -> bool:
        """Whether ``text`` has escapes that are not resolved here; these could hide anything."""
        if b"@" in part and part.count(b"@") != part.count(_KEY):
            return True
        forms = [part]
        if b"\\" in part:
            for written, meant in _JSON:
                part = part.replace(written, meant)
            if b"\\" in part:
                return True
            forms.append(part)
        return any(map(self._is_in, forms))

    def _is_in(self, text: bytes) -> bool:
        if b"&" in text:
            text = _unescaped(text)
            if _ENTITY.search(text):
                text = _unescaped(text)
            if _UNUSUAL.search(text):
                return True
        if self._automaton is None:
            return False
        if not text.isascii():
            text = plain_letters(text.decode("utf-8", "replace"))
        plain = [_TAG.sub(b"", text) if b"<" in text else text]
        if b"<sup" in text:
            plain.append(_TAG.sub(b"", without_note_marks(text)))
        words = [without_links_in_bytes(each) for each in plain]
        forms = {text, without_links_in_bytes(text), *plain, *words}
        forms.update(map(without_addresses_in_bytes, words))
        return any(map(self._holds_anchor, forms))

    def _holds_anchor(self, text: bytes) -> bool:
        assert self._automaton
        return bool(self._automaton.find_matches_as_indexes(drop_signs(text)))


def _unescaped(text: bytes) -> bytes:
    for written, meant in _ENTITIES:
        text = text.replace(written, meant)
    return text
