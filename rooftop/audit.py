"""Search of a built folder, whatever generator made it, for what must not be there."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rooftop import addresses
from rooftop.cache import Cache, Verdicts
from rooftop.files import entries_below
from rooftop.markup import readings
from rooftop.media import rendition_addresses
from rooftop.parallel import spread
from rooftop.plan import Plan
from rooftop.published import Published
from rooftop.text import find_email_addresses
from rooftop.withheld_text import TextFinder, WithheldText, pieces_of, squeeze

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
_WORTH_REMEMBERING = 200
#: Files of the theme and its scripts: they hold no words of ours, and a name may be a word of
#: theirs.
_THEME = re.compile(
    r"assets/(stylesheets|javascripts|images|rooftop/fonts)/.*|search/(wasm|pagefind\.js).*"
    r"|admin/(decap|sveltia)/.*"
)
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
#: Files that have to be unpacked before anything can be seen.
_PACKED = (".gz", ".pptx", ".zip")
#: Entities beside those every page has, and escapes beside those undone.
_UNUSUAL = re.compile(rb"&(?!(?:amp|lt|gt|quot|#39|#34|#x27);)(?:#|nbsp|shy|\w+;)")


@dataclass(frozen=True, order=True)
class Leak:
    """Something withheld that stands in a built file. ``path`` is relative to the built folder."""

    path: str
    what: str


def find_leaks(
    site: Path,
    plan: Plan,
    cache: Cache | None = None,
    digests: Mapping[str, str] | None = None,
    *,
    jobs: int | None = 1,
) -> list[Leak]:
    """Everything below ``site`` that ``plan`` withholds, in contents and in file names; and every
    e-mail address. Files in which an earlier audit, which looked for the same, found nothing are
    not searched again; ``cache`` knows them by their digests. ``digests`` are SHA-256 of files that
    need not be read for that, by their paths. ``jobs`` processes search, one for each processor
    where it is None.
    """
    search = _Search(
        plan.withheld_text,
        _furniture(site),
        frozenset(plan.published.notices),
        frozenset(plan.published.community.settings.public_contacts),
    )
    verdicts = Verdicts(cache or Cache(), "audit", search.looked_for)

    def look_into(path: str) -> list[Leak]:
        return [Leak(path, what) for what in search.in_file(path, (site / path).read_bytes())]

    leaks: set[Leak] = set()
    unknown: list[str] = []
    for file, path in _searched(site):
        digest = (digests or {}).get(path) or hashlib.sha256(file.read_bytes()).hexdigest()
        if not verdicts.is_clean(path, digest.encode()):
            unknown.append(path)
    for path, found in zip(unknown, spread(look_into, unknown, jobs), strict=True):
        leaks.update(found)
        verdicts.note(path, is_clean=not found)
    verdicts.keep()
    leaks |= {*_uncovered(site, plan.published), *_withheld_pictures(site, plan)}
    return sorted(leaks)


def _searched(site: Path) -> Iterator[tuple[Path, str]]:
    """Every file that may hold words, and its path below ``site``."""
    for path in sorted(path for path, _ in entries_below(site)):
        if not _THEME.fullmatch(path) and (file := site / path).is_file():
            yield file, path


def _uncovered(site: Path, published: Published) -> Iterator[Leak]:
    """Pages of people, stories and companies that no consent record covers."""
    known = {*published.addresses, *published.notices, *published.moved}
    for folder in ("stories", "advocates", "companies"):
        for page in sorted(site.glob(f"{folder}/*/")):
            address = f"{folder}/{page.name}/"
            if page.is_dir() and page.name != "page" and address not in known:
                yield Leak(address, "a page that no consent record covers")


def _withheld_pictures(site: Path, plan: Plan) -> Iterator[Leak]:
    """Pictures of the catalogue, in whatever size, that nothing published shows."""
    for name, file in plan.catalogue.media.items():
        if name in plan.published.media or file.kind != "image":
            continue
        for address in (addresses.media(name), *sorted(rendition_addresses(name, file))):
            if (site / address).is_file():
                yield Leak(address, "a picture that no consent record covers")


def _furniture(site: Path) -> frozenset[str]:
    """What a page says that holds nobody's words: what stands there too is the theme's own."""
    page = site / "404.html"
    if not page.is_file():
        return frozenset()
    pieces = pieces_of(page.name, page.read_bytes())
    return frozenset(text for piece in pieces for text in readings(piece))


class _Search:
    def __init__(
        self,
        withheld: WithheldText,
        furniture: frozenset[str],
        notices: frozenset[str],
        allowed_contacts: frozenset[str],
    ) -> None:
        self._notices, self._allowed_contacts = notices, allowed_contacts
        self.looked_for = (
            *(withheld.digest, sorted(furniture), sorted(notices), sorted(allowed_contacts)),
        )
        self._finder, self._in_paths = TextFinder(withheld), TextFinder(withheld.names)
        self._furniture = {what for text in furniture for what in self._finder.find(text)}
        self._seen: set[str] = set()
        self._sieved: set[bytes] = set()

    def in_file(self, path: str, data: bytes) -> Iterator[str]:
        if not any(path.startswith(notice) for notice in self._notices):  # that address must answer
            found = self._in_paths.find(path.replace("/", " | "))
            yield from (str(mention) for mention in found if mention not in self._furniture)
        name, parts = PurePosixPath(path), [data]
        for seam in _SEAMS.get(name.name, ()):
            parts = [piece for part in parts for piece in part.split(seam)]
        keys = {hashlib.blake2b(part, digest_size=16).digest(): part for part in parts}
        unseen = {key: part for key, part in keys.items() if key not in self._sieved}
        if any(
            _may_hold_address(part) or self._may_hold(part, name.suffix) for part in unseen.values()
        ):
            for piece in pieces_of(path, data):
                yield from self._in_piece(piece)
        else:
            self._sieved.update(unseen)

    def _find(self, text: str) -> Iterator[str]:
        found = self._finder.find(text)
        yield from (str(mention) for mention in found if mention not in self._furniture)

    def _in_piece(self, piece: str) -> Iterator[str]:
        """What ``piece`` of a file holds; pieces that held nothing before are not read again."""
        if piece in self._seen:
            return
        texts = list(readings(piece))
        found = [what for text in texts for what in self._find(text)]
        for text in texts if "@" in texts[0] else ():
            addresses = find_email_addresses(text, self._allowed_contacts)
            found += [f"the e-mail address {address}" for _, address in addresses]
        yield from found
        if not found and len(piece) > _WORTH_REMEMBERING:
            self._seen.add(piece)

    def _may_hold(self, data: bytes, suffix: str) -> bool:
        """Whether a closer look is worth its time: most pages hold nothing even when blanks and
        tags are left out.

        Anything that could hide a word from this (escapes, other encodings, other kinds of files)
        gets the closer look.
        """
        if self._finder.sieve is None:
            return suffix in _PACKED
        as_written = data
        for written, meant in _ESCAPES.get(suffix, ()):
            if written[:1] in data:
                data = data.replace(written, meant)
        if suffix not in _ESCAPES or b"\\" in data or _UNUSUAL.search(data):
            return True
        if not _is_composed(data):
            return True
        return any(
            self._finder.sieve.find_matches_as_indexes(squeeze(each))
            for each in {as_written, data, _TAG_BYTES.sub(b"", data)}
        )


def _may_hold_address(data: bytes) -> bool:
    """Whether an e-mail address may be in ``data``: not where all at signs begin keys of JSON-LD,
    because there is nothing before these that an address could begin with.
    """
    return data.count(b"@") != data.count(b'"@')


def _is_composed(data: bytes) -> bool:
    try:
        return data.isascii() or unicodedata.is_normalized("NFC", data.decode("utf-8"))
    except UnicodeDecodeError:
        return False
