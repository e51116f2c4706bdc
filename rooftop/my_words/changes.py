"""How a change to the file of one person changes each page that shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rooftop.my_words.sightings import Site, parts_of
from rooftop.posts import one_line
from rooftop.site.facets import Facet
from rooftop.site.pages import SitePage
from rooftop.views import AdvocateView, PersonView, StoryView, Teller

#: The pages that tell of the loyalty stage ``emeritus``.
_HONOURING = ("advocate.html", "thanks.html")


@dataclass(frozen=True)
class PageChange:
    """What pages say of a person, ``before`` and ``after``; None where they are not on them. The
    addresses of ``pages`` are below the site root.
    """

    before: str | None
    after: str | None
    pages: tuple[str, ...]


def find_page_changes(slug: str, before: Site, after: Site) -> list[PageChange]:
    """The changes to what pages say of the person ``slug``, most pages first."""
    old, new = _lines(slug, before), _lines(slug, after)
    pages: dict[tuple[str | None, str | None], list[str]] = {}
    for address in sorted(old.keys() | new.keys()):
        lines = old.get(address), new.get(address)
        if lines[0] != lines[1]:
            pages.setdefault(lines, []).append(address)
    changes = [PageChange(*lines, tuple(where)) for lines, where in pages.items()]
    return sorted(changes, key=lambda change: (-len(change.pages), change.pages))


def _lines(slug: str, site: Site) -> Mapping[str, str]:
    """What each page that shows the person ``slug`` says of them."""
    found = {page.address: _line(page, slug, site) for page in site.pages}
    return {address: line for address, line in found.items() if line}


def _line(page: SitePage, slug: str, site: Site) -> str:
    people = [*people_in(page.variables, slug)]
    language = site.published.community.language
    line = "; ".join(sorted({one_line(person, language) for person in people}))
    stages = {person.loyalty_stage for person in people if isinstance(person, AdvocateView)}
    return f"{line} (emeritus)" if page.template in _HONOURING and "emeritus" in stages else line


def people_in(shown: object, slug: str) -> Iterator[PersonView]:
    """The person ``slug``, each time that ``shown``, which a page is given, holds them."""
    match shown:
        case Facet():
            return
        case AdvocateView() | Teller():
            if shown.slug == slug:
                yield shown
        case StoryView():
            yield from people_in(shown.tellers, slug)
        case _:
            for part in parts_of(shown):
                yield from people_in(part, slug)
