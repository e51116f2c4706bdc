"""Do the links of a built site lead somewhere? Only those into the site are followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.html
from lxml import etree

_PAGE = "index.html"
#: The attributes that hold one address which a browser asks for.
_ATTRIBUTES = ("href", "src", "poster")


@dataclass(frozen=True)
class BrokenLink:
    """A link in the file ``path`` of the site that leads to ``url``, where ``what`` is missing."""

    path: str
    url: str
    what: str


@dataclass(frozen=True)
class SiteLinks:
    """The links of all pages: how many lead into the site, and those that are broken."""

    followed: int
    broken: tuple[BrokenLink, ...]


class _Page:
    def __init__(self, file: Path) -> None:
        self._tree = lxml.html.document_fromstring(file.read_bytes() or b"<p>")

    @cached_property
    def names(self) -> frozenset[str]:
        """The places in the page that a fragment can name (HTML, 7.4.6.4)."""
        return frozenset(self._values("id"))

    @cached_property
    def links(self) -> list[str]:
        """Every address in the page, once."""
        urls = (url for name in _ATTRIBUTES for url in self._values(name))
        return sorted({url.strip() for url in urls})

    def _values(self, attribute: str) -> Iterator[str]:
        values = (element.get(attribute) for element in self._tree.iter(etree.Element))
        return (value for value in values if value is not None)


def check_links(site: Path, root: str) -> SiteLinks:
    """Follow every link of the pages in the folder ``site`` that leads to an address below
    ``root``, which is the site's own and ends in a slash.
    """
    pages = {file: _Page(file) for file in sorted(site.rglob("*.html"))}
    followed, broken = 0, []
    for file, page in pages.items():
        path = file.relative_to(site).as_posix()
        address = urljoin(root, path.removesuffix(_PAGE))
        for url in page.links:
            whole = urljoin(address, url)
            if not whole.startswith(root):
                continue
            followed += 1
            if what := _missing(site, whole.removeprefix(root), pages):
                broken.append(BrokenLink(path, url, what))
    return SiteLinks(followed, tuple(broken))


def _missing(site: Path, address: str, pages: dict[Path, _Page]) -> str | None:
    """What is missing at ``address``, below the root of the site: a file or a place in it."""
    address, fragment = urldefrag(address)
    path = unquote(urlsplit(address).path)
    file = site / path
    target = file / _PAGE if path == "" or path.endswith("/") else file
    if not target.is_file():
        return "there is no such file in the site"
    page = pages.get(target)
    if fragment and page and unquote(fragment) not in page.names:
        return f"nothing in that page is called {unquote(fragment)}"
    return None
