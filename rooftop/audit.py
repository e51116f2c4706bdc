"""Searches a built folder, whatever generator made it, for anything that must not be published."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from rooftop import addresses
from rooftop.cache import Cache, Verdicts
from rooftop.files import entries_below
from rooftop.markup import readings
from rooftop.media import rendition_addresses
from rooftop.parallel import spread
from rooftop.plan import Plan
from rooftop.published import Published
from rooftop.text import find_email_addresses
from rooftop.withheld_text import (
    UnsearchableError,
    WithheldText,
    finder_of,
    pieces_in,
    pieces_of,
    texts_of,
)

_WORTH_REMEMBERING = 200
#: Files of the theme and its scripts: they hold no words of ours, and a name may be a word of
#: theirs.
_THEME = re.compile(
    r"assets/(stylesheets|javascripts|images|rooftop/fonts)/.*|search/(wasm|pagefind\.js).*"
    r"|admin/(decap|sveltia)/.*"
)
#: The address of a page of a person, story or company, at the beginning of a path.
_PAGE = re.compile(r"(?:stories|advocates|companies)/(?!page/)[^/]+/")


@dataclass(frozen=True, order=True)
class Leak:
    """Something withheld in a built file. ``path`` is relative to the built folder."""

    path: str
    what: str


def find_leaks(
    site: Path,
    plan: Plan,
    cache: Cache | None = None,
    digests: Mapping[str, str] | None = None,
    paths: Iterable[str] | None = None,
    *,
    jobs: int | None = 1,
) -> list[Leak]:
    """Everything below ``site`` that ``plan`` withholds, in contents and in file names, and every
    e-mail address.

    Files in which an earlier audit found nothing while it searched for the same are skipped;
    ``cache`` has their digests. ``digests`` are known SHA-256 digests by path, so that those files
    need not be read. ``paths`` are the paths of all files, if they are known. ``jobs`` is the
    number of worker processes, by default one for each processor.
    """
    search = _Search(
        plan.withheld_text,
        _furniture(site),
        frozenset(plan.published.notices),
        frozenset(plan.published.community.settings.public_contacts),
    )
    verdicts = Verdicts(cache or Cache(), "audit", search.looked_for)

    def look_into(path: str) -> list[Leak]:
        return [Leak(path, what) for what in search.in_file(path, _read(site, path))]

    leaks: set[Leak] = set()
    if paths is None:
        paths = [path for path, entry in entries_below(site) if entry.is_file()]
    paths = sorted(paths)
    unknown: list[str] = []
    for path in paths:
        if _THEME.fullmatch(path):
            continue
        digest = (digests or {}).get(path) or hashlib.sha256(_read(site, path)).hexdigest()
        if not verdicts.is_clean(path, digest.encode()):
            unknown.append(path)
    for path, found in zip(unknown, spread(look_into, unknown, jobs), strict=True):
        leaks.update(found)
        verdicts.note(path, is_clean=not found)
    verdicts.keep()
    leaks |= {*_uncovered(paths, plan.published), *_withheld_pictures(set(paths), plan)}
    return sorted(leaks)


def _read(site: Path, path: str) -> bytes:
    return (site / path).read_bytes()


def _uncovered(paths: Iterable[str], published: Published) -> Iterator[Leak]:
    """Pages of people, stories and companies that no consent record covers."""
    known = {*published.addresses, *published.notices, *published.moved}
    for address in {match[0] for match in map(_PAGE.match, paths) if match} - known:
        yield Leak(address, "a page that no consent record covers")


def _withheld_pictures(paths: Set[str], plan: Plan) -> Iterator[Leak]:
    """Pictures of the catalogue, in whatever size, that nothing published shows."""
    for name, file in plan.catalogue.media.items():
        if name in plan.published.media or file.kind != "image":
            continue
        for address in paths & {addresses.media(name), *rendition_addresses(name, file)}:
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
        self._finder, self._in_paths = finder_of(withheld), finder_of(withheld.names)
        self._furniture = {what for text in furniture for what in self._finder.find(text)}
        self._seen: set[str] = set()

    def in_file(self, path: str, data: bytes) -> Iterator[str]:
        if not any(path.startswith(notice) for notice in self._notices):  # that address must answer
            found = self._in_paths.find(path.replace("/", " | "))
            yield from (str(mention) for mention in found if mention not in self._furniture)
        try:
            for suffix, text in texts_of(path, data):
                if self._finder.sieve.may_hold(suffix, text):
                    for piece in pieces_in(suffix, text):
                        yield from self._in_piece(piece)
        except UnsearchableError as error:
            yield str(error)

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
