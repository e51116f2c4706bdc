"""Search of a built folder, whatever generator made it, for what must not be there."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation
from markupsafe import escape

from rooftop.crosslinks import find_words
from rooftop.markup import readings
from rooftop.media import read_embedded_text
from rooftop.plan import Plan, WithheldText

_EMAIL = re.compile(
    r"(?<![\w.%+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,7}\.[^\W\d_][\w-]{1,62}"
)
#: Where an address may be: not the keys of JSON-LD, before whose at sign there is nothing an
#: address could begin with.
_AT = re.compile(rb'(?<!")@')
#: Where one item of a feed ends and the next begins: each stands in several feeds, and is looked at
#: once.
_ITEM = re.compile(r"(?=<item>|<entry[ >])")
_SEAMS = {
    "feed.xml": (b"<item>",),
    "atom.xml": (b"<entry",),
    "feed.json": (b"\n  {\n",),
    "index.html": (
        b"<title>",
        b"</title>",
        b"<script src=",
        b'<main class="rt-main',
        b"</main>",
    ),  # pages share what is around them
}
#: The rules of time zones in a calendar, whose names are everybody's.
_ZONES = re.compile(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE", re.DOTALL)
_WORTH_REMEMBERING = 200
#: Files of the theme and its scripts: they hold no words of ours, and a name may be a word of
#: theirs.
_THEME = re.compile(
    r"assets/(stylesheets|javascripts|images|rooftop/fonts)/.*|search/(wasm|pagefind\.js).*"
)
#: How files begin that are compressed, and what Pagefind writes before what it compresses.
_GZIP, _PAGEFIND = b"\x1f\x8b", b"pagefind_dcd"
#: Facts and texts for programs within a page.
_JSON_IN_PAGE = re.compile(r"<script[^<>]*\bjson\b[^<>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TAG_BYTES = re.compile(rb"<[^<>]*>")
#: How files of ours write what stands in them, in the order in which it is undone; all others get
#: the closer look.
_ESCAPES = {
    ".html": (  # of JSON within pages; the escapes of HTML are looked for as they stand
        (b"\\n", b" "),
        (b'\\"', b'"'),
        (b"\\u0027", b"'"),
        (b"\\u003c", b"<"),
        (b"\\u003e", b">"),
        (b"\\u0026", b"&"),
    ),
    ".xml": ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&amp;", b"&")),
    ".json": ((b"\\n", b" "), (b'\\"', b'"')),
}
#: Entities beside those every page has, and escapes beside those undone.
_UNUSUAL = re.compile(rb"&(?!(?:amp|lt|gt|quot|#39|#34|#x27);)(?:#|nbsp|shy|\w+;)|\\")
_PRINTABLE = re.compile(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{6,}")


@dataclass(frozen=True, order=True)
class Leak:
    """Something withheld that stands in a built file. ``path`` is relative to the built folder."""

    path: str
    what: str


def find_leaks(site: Path, plan: Plan) -> list[Leak]:
    """Everything below ``site`` that ``plan`` withholds, in contents and in file names; and every
    e-mail address.
    """
    search = _Search(plan.withheld_text, _furniture(site), frozenset(plan.notices))
    leaks: set[Leak] = set()
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and not _THEME.fullmatch(path):
            leaks.update(Leak(path, what) for what in search.in_file(file, path))
    return sorted(leaks | set(_uncovered(site, plan)))


def _uncovered(site: Path, plan: Plan) -> Iterator[Leak]:
    """Pages of people and stories that no consent record covers."""
    known = {"stories": {*plan.stories, "page"}, "advocates": {*plan.advocates, "page"}}
    for folder, slugs in known.items():
        for page in sorted(site.glob(f"{folder}/*/")):
            address = f"{folder}/{page.name}/"
            if (
                page.is_dir()
                and page.name not in slugs
                and address not in plan.notices
                and address not in plan.moved
            ):
                yield Leak(address, "a page that no consent record covers")


def _furniture(site: Path) -> str:
    """The words of a page that holds nobody's: what stands there too is the theme's own."""
    page = site / "404.html"
    if not page.is_file():
        return ""
    return "\n".join(
        text for piece in _pieces(page, page.read_bytes()) for text in _read_aloud(piece)
    )


class _Search:
    def __init__(
        self, withheld_text: WithheldText, furniture: str, notices: frozenset[str]
    ) -> None:
        self._notices = notices
        self._names = _kept(withheld_text.names, furniture)
        self._words = _kept(withheld_text.words, furniture)
        self._name_automaton = AhoCorasick(self._names) if self._names else None
        self._word_automaton = AhoCorasick(self._words) if self._words else None
        self._sieve = _sieve([*self._names, *self._words])
        self._seen: set[str] = set()
        self._sieved: set[bytes] = set()

    def in_file(self, file: Path, path: str) -> Iterator[str]:
        if not any(
            path.startswith(notice) for notice in self._notices
        ):  # its address was public and must answer
            yield from self._in_text(_fold(path.replace("/", " ")))
        data = file.read_bytes()
        parts = [data]
        for seam in _SEAMS.get(file.name, ()):
            parts = [piece for part in parts for piece in part.split(seam)]
        keys = {hashlib.blake2b(part, digest_size=16).digest(): part for part in parts}
        unseen = {key: part for key, part in keys.items() if key not in self._sieved}
        if any(_AT.search(part) or self._may_hold(part, file.suffix) for part in unseen.values()):
            for piece in _pieces(file, data):
                yield from self._in_piece(piece)
        else:
            self._sieved.update(unseen)

    def _in_piece(self, piece: str) -> Iterator[str]:
        """What ``piece`` of a file holds; pieces that held nothing before are not looked at
        again.
        """
        if piece in self._seen:
            return
        clean = True
        for text in _read_aloud(piece):
            found = list(self._in_text(text))
            if "@" in text:
                found += [f"the e-mail address {match[0]}" for match in _EMAIL.finditer(text)]
            clean = clean and not found
            yield from found
        if clean and len(piece) > _WORTH_REMEMBERING:
            self._seen.add(piece)

    def _may_hold(self, data: bytes, suffix: str) -> bool:
        """Whether a closer look is worth its time: most pages hold nothing even when blanks and
        tags are left out.

        Anything that could hide a word from this (escapes, other encodings, other kinds of files)
        gets the closer look.
        """
        if self._sieve is None:
            return suffix == ".gz"
        as_written = data
        for written, meant in _ESCAPES.get(suffix, ()):
            data = data.replace(written, meant)
        if suffix not in _ESCAPES or _UNUSUAL.search(data) or not _is_composed(data):
            return True
        return any(
            self._sieve.find_matches_as_indexes(_squeeze(each))
            for each in {as_written, data, _TAG_BYTES.sub(b"", data)}
        )

    def _in_text(self, text: str) -> Iterator[str]:
        if self._name_automaton:
            for number, _, _ in find_words(self._name_automaton, text):
                yield f"the withheld name {self._names[number]!r}"
        if self._word_automaton:
            for number, _, _ in self._word_automaton.find_matches_as_indexes(text):
                yield f"the withheld words {self._words[number]!r}"


def _kept(patterns: frozenset[str], furniture: str) -> list[str]:
    """What to look for: not what stands on a page that holds nobody's words."""
    return [
        pattern
        for pattern in dict.fromkeys(map(_fold, sorted(patterns)))
        if pattern and pattern not in furniture
    ]


def _sieve(patterns: list[str]) -> BytesAhoCorasick | None:
    """Finds any of ``patterns`` in squeezed bytes of a page, plain or escaped as templates and
    serialisers escape.
    """
    squeezed = {
        _squeeze(form.encode())
        for pattern in patterns
        for form in (
            pattern,
            str(escape(pattern)),
            html.escape(pattern, quote=False),
            html.escape(pattern),
        )
    }
    return (
        BytesAhoCorasick(sorted(squeezed), implementation=Implementation.ContiguousNFA)
        if squeezed
        else None
    )


def _squeeze(data: bytes) -> bytes:
    return data.translate(None, b" \t\n\r\f\v").replace(b"\xc2\xa0", b"")


def _is_composed(data: bytes) -> bool:
    try:
        return data.isascii() or unicodedata.is_normalized("NFC", data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _pieces(file: Path, data: bytes) -> Iterator[str]:
    """What ``file`` says, in pieces that other files may hold too, such as items of feeds and
    strings of JSON.
    """
    suffix = file.suffix.lower()
    if data.startswith(_GZIP):
        data, suffix = gzip.decompress(data), Path(file.stem).suffix.lower()
    if suffix == ".ics":
        data = _ZONES.sub(b"", data)
    if data.startswith(_PAGEFIND):
        data, suffix = data.removeprefix(_PAGEFIND), ".json"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:  # pictures, films, fonts: their metadata is text between bytes
        text, suffix = (
            b"\n".join(_PRINTABLE.findall(read_embedded_text(data))).decode("utf-8", "replace"),
            "",
        )
    strings = _json_strings(text) if suffix == ".json" else None
    if strings is not None:
        yield from strings  # what programs read of it, escapes undone
    else:
        yield from _ITEM.split(text) if suffix == ".xml" else (text,)
        for written in _JSON_IN_PAGE.findall(text):
            yield from _json_strings(written) or ()


def _read_aloud(piece: str) -> Iterator[str]:
    """Everything ``piece`` can be read as, blanks folded."""
    yield from map(_fold, readings(piece))


def _json_strings(text: str) -> list[str] | None:
    """Every string in a JSON document, keys included; None when it is none."""
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return None
    found: list[str] = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
    return found


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
