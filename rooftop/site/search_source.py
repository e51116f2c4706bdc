"""A page as search reads it: its text, its names, and what results show of it."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from rooftop.media import Renditions
from rooftop.site.pages import SitePage
from rooftop.site.search_text import Piece, read_pieces
from rooftop.theme import initials, tint
from rooftop.views import AdvocateView, SiteAdvocate, StoryView, Teller

#: How many pixels wide results show a face, on screens of two pixels for one.
_FACE = 96
#: How often the words of a name count among all words: of two words as near to what was typed, the
#: name of somebody or something is the one that was meant.
_NAME = 20


@dataclass(frozen=True)
class PageText:
    """The text of a page: its pieces as JSON, which ``read`` returns, and a ``digest`` of them."""

    digest: bytes
    read: Callable[[], bytes] = field(compare=False, repr=False)


@dataclass(frozen=True)
class Source:
    """What search knows of one page. ``tag`` is its language in small letters, ``names`` what it
    goes by, ``weight`` how often their words count; ``about`` is what a result shows beside an
    excerpt, and ``text`` are the page's own words.
    """

    address: str
    tag: str
    kind: str
    names: tuple[str, str]
    weight: int
    about: tuple[tuple[str, str], ...]
    text: PageText

    @property
    def digest(self) -> str:
        """Another one for each other source."""
        return hashlib.blake2b(repr(self).encode(), digest_size=16).hexdigest()

    def texts(self) -> Iterator[tuple[str, int]]:
        """The texts of the page and the names it goes by, each with the weight of its words."""
        yield from ((piece.text, 1) for piece in self._read())
        yield from ((name, self.weight) for name in self.names)

    def document(self) -> str:
        """A page for Pagefind in place of the built one: Pagefind joins the words of neighbouring
        elements, so each piece is an element that it keeps apart. The title is not part of
        excerpts, because results show it above them.
        """
        about = "".join(
            f'<meta data-pagefind-meta="{name}[content]" content="{html.escape(value)}">'
            for name, value in self.about
        )
        kind = html.escape(self.kind)
        told = [each for each in self._read() if each.tag != "h1"] or [Piece("p", self.names[0])]
        body = "".join(f"<{each.tag}>{html.escape(each.text)}</{each.tag}>" for each in told)
        return (
            f'<!doctype html><html lang="{html.escape(self.tag)}"><head>{about}'
            f'<meta data-pagefind-filter="kind[content]" content="{kind}"></head>'
            f"<body>{body}</body></html>"
        )

    def _read(self) -> list[Piece]:
        return [Piece(tag, text) for tag, text in json.loads(self.text.read())]


def read_source(
    site_page: SitePage, text: PageText, language: str, faces: Mapping[str, Renditions]
) -> Source:
    """The source of ``site_page``, whose ``text`` is that of `read_page`. Its language is
    ``language`` unless it has its own. Results show people with their ``faces``.
    """
    names = (site_page.title, _also(site_page))
    return Source(
        site_page.address,
        (site_page.language or language).lower(),
        site_page.found_as,
        names,
        1 if isinstance(site_page.view, StoryView) else _NAME,
        tuple((name, value) for name, value in _about(site_page, names[1], faces) if value),
        text,
    )


def text_of(pieces: bytes) -> PageText:
    """The text that consists of ``pieces``."""
    return PageText(hashlib.blake2b(pieces, digest_size=16).digest(), lambda: pieces)


def read_page(page: bytes) -> bytes:
    """The pieces of a built ``page``, as JSON. They depend on nothing outside ``main``, so there
    are none if a template has no such element.
    """
    start, end = page.find(b"<main"), page.rfind(b"</main>")
    main = page[start:end] + b"</main>"
    pieces = [(each.tag, each.text) for each in read_pieces(main)] if 0 <= start < end else []
    return json.dumps(pieces, ensure_ascii=False, separators=(",", ":")).encode()


def _about(
    site_page: SitePage, also: str, faces: Mapping[str, Renditions]
) -> Iterator[tuple[str, str]]:
    """Title and kind, and the photo or the drawn initials of the person whose page or story it
    is.
    """
    yield "title", site_page.title
    yield "kind", site_page.found_as
    yield "also", also
    if person := _person_of(site_page):
        yield "initials", initials(person.name)
        yield "tint", str(tint(person.name))
        if face := faces.get(person.photo or ""):
            yield "face", face.address(_FACE, "webp")


def _also(site_page: SitePage) -> str:
    """What else a page goes by: somebody's role and company; of a term, the word in the address,
    such as "migration" where readers see "Moving over".
    """
    view = site_page.view
    if isinstance(view, AdvocateView):
        company = view.company.name if view.company else ""
        return " · ".join(filter(None, (view.role, company)))
    return "" if view else site_page.address.split("/")[-2].replace("-", " ")


def _person_of(site_page: SitePage) -> SiteAdvocate | Teller | None:
    view = site_page.view
    if isinstance(view, StoryView):
        return view.quote.by if view.quote else view.tellers[0]
    return view if isinstance(view, AdvocateView) else None
