"""The index of search, made by Pagefind from what the built pages say; the words it knows, for the
mistyped; and the titles of each language, for readers of another one.
"""

from __future__ import annotations

import html
import json
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import regex

from rooftop.media import Renditions
from rooftop.site.pagefind import SearchError, run_pagefind, sort_index
from rooftop.site.pages import SitePage
from rooftop.site.search_text import Piece, read_pieces
from rooftop.site.search_words import words_file
from rooftop.theme import initials, tint
from rooftop.views import AdvocateView, SiteAdvocate, StoryView, Teller

__all__ = ["SearchError", "index_pages"]

FOLDER = "search"
#: Pagefind's own interface and its worker, which pages do without.
_UNUSED = ("pagefind-*.js", "pagefind-*.css")
#: How many pixels wide results show a face, on screens of two pixels for one.
_FACE = 96
#: How often the words of a name count among all words.
_NAME = 20
_BETWEEN_WORDS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


def index_pages(
    site: Path, pages: Sequence[SitePage], language: str, faces: Mapping[str, Renditions]
) -> None:
    """Write the index of those ``pages`` that search finds below ``site``, whose own language is
    ``language``. Results show people by their ``faces``. Raises `SearchError`.
    """
    indexed = [site_page for site_page in pages if site_page.found_as]
    if not indexed:
        return
    texts: dict[str, list[str]] = {language.lower(): []}
    with tempfile.TemporaryDirectory() as folder:
        for site_page in indexed:
            pieces = read_pieces((site / site_page.address / "index.html").read_bytes())
            tag = _tag(site_page, language)
            names = [site_page.title, _also(site_page)] * _weight(site_page)
            texts.setdefault(tag, []).extend([*names, *(each.text for each in pieces)])
            copy = Path(folder) / site_page.address / "index.html"
            copy.parent.mkdir(parents=True)
            copy.write_text(_document(site_page, pieces, tag, faces), encoding="utf-8")
        run_pagefind(Path(folder), site / FOLDER)
    _tidy(site / FOLDER)
    sort_index(site / FOLDER)
    words = [(f"words/{tag}.txt", words_file(texts[tag])) for tag in sorted(texts)]
    for name, data in [*words, *_titles(indexed, language)]:
        file = site / FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _document(
    site_page: SitePage, pieces: Sequence[Piece], tag: str, faces: Mapping[str, Renditions]
) -> str:
    """What Pagefind reads in place of the page: it runs the words of neighbouring elements
    together, so each piece is an element that it keeps apart. The title is no part of excerpts,
    because it stands above them.
    """
    about = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{html.escape(value)}">'
        for name, value in _about(site_page, faces).items()
        if value
    )
    kind = html.escape(site_page.found_as)
    told = [each for each in pieces if each.tag != "h1"] or [Piece("p", site_page.title)]
    body = "".join(f"<{each.tag}>{html.escape(each.text)}</{each.tag}>" for each in told)
    return (
        f'<!doctype html><html lang="{html.escape(tag)}"><head>{about}'
        f'<meta data-pagefind-filter="kind[content]" content="{kind}"></head>'
        f"<body>{body}</body></html>"
    )


def _about(site_page: SitePage, faces: Mapping[str, Renditions]) -> dict[str, str]:
    """What a result shows beside an excerpt: title and kind, and the photo or the drawn initials of
    the person whose page or story it is.
    """
    about = {"title": site_page.title, "kind": site_page.found_as, "also": _also(site_page)}
    if person := _person_of(site_page):
        face = faces.get(person.photo or "")
        about["initials"], about["tint"] = initials(person.name), str(tint(person.name))
        if face:
            about["face"] = face.address(_FACE, "webp")
    return about


def _also(site_page: SitePage) -> str:
    """What else a page goes by: somebody's role and company; of a term, the word in the address,
    such as "migration" where readers see "Moving over".
    """
    view = site_page.view
    if isinstance(view, AdvocateView):
        company = view.company.name if view.company else ""
        return " · ".join(filter(None, (view.role, company)))
    return "" if view else site_page.address.split("/")[-2].replace("-", " ")


def _weight(site_page: SitePage) -> int:
    """How often the words of a title count: of two words as near to what was typed, the name of
    somebody or something is the one that was meant.
    """
    return 1 if isinstance(site_page.view, StoryView) else _NAME


def _person_of(site_page: SitePage) -> SiteAdvocate | Teller | None:
    view = site_page.view
    if isinstance(view, StoryView):
        return view.quote.by if view.quote else view.tellers[0]
    return view if isinstance(view, AdvocateView) else None


def _tidy(folder: Path) -> None:
    """Remove what no page asks for: interfaces, and engines for languages that no page is in."""
    languages = json.loads((folder / "pagefind-entry.json").read_bytes())["languages"].values()
    engines = {f"wasm.{each['wasm'] or 'unknown'}.pagefind" for each in languages}
    unused = [file for pattern in _UNUSED for file in folder.glob(pattern)]
    for file in [
        *unused,
        *(file for file in folder.glob("wasm.*.pagefind") if file.name not in engines),
    ]:
        file.unlink()


def _titles(pages: Sequence[SitePage], language: str) -> Iterator[tuple[str, bytes]]:
    """The fingerprints of all titles in one language. A page in another language learns from them
    that what somebody typed is a title there, and fetches nothing else of that language until then.
    """
    fingerprints: dict[str, set[str]] = {language.lower(): set()}
    for site_page in pages:
        fingerprints.setdefault(_tag(site_page, language), set()).add(fingerprint(site_page.title))
    for tag, digests in sorted(fingerprints.items()):
        yield f"titles/{tag}.txt", "".join(f"{digest}\n" for digest in sorted(digests)).encode()


def fingerprint(title: str) -> str:
    """Eight hexadecimal digits of ``title``, whatever its case, blanks and punctuation: FNV-1a of
    32 bits over its code points. search.js computes the same of what is typed.
    """
    value = 0x811C9DC5
    words = _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFC", title).lower()).strip()
    for character in words:
        value = (value ^ ord(character)) * 0x01000193 % 2**32
    return f"{value:08x}"


def _tag(site_page: SitePage, language: str) -> str:
    return (site_page.language or language).lower()
