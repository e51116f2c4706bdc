"""Every address of another site that content and settings name, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from rooftop.catalogue import Catalogue, strings_in
from rooftop.config_file import texts_in
from rooftop.markup import links_in
from rooftop.records import Record
from rooftop.settings import Community
from rooftop.text import is_reserved_host

_WEB = ("https://", "http://")


@dataclass(frozen=True, order=True)
class Link:
    """``url``, without a fragment, and the place that names it: ``path`` is relative to the
    project, lines and columns count from 1.
    """

    path: str
    line: int
    column: int
    url: str


def links_to_others(catalogue: Catalogue, community: Community, config_file: Path) -> list[Link]:
    """The links of everything that is no draft, and of ``config_file``, in the
    order in which they stand. Addresses of the site itself and those that are nobody's (RFC 2606)
    are left out.
    """
    links: set[Link] = {*_in_settings(config_file)}
    for record in catalogue.records():
        if not record.is_draft:
            links |= {*_in_fields(record), *_in_prose(record, catalogue)}
    return sorted(link for link in links if not _is_nobodys(link.url, community.url))


def _is_nobodys(url: str, own: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True
    return url.startswith(own) or not host or is_reserved_host(host)


def _in_settings(config_file: Path) -> Iterator[Link]:
    for (path, at), text in texts_in(config_file):
        if text.startswith(_WEB) and "{" not in text:
            yield Link(path, *at, urldefrag(text).url)


def _in_fields(record: Record) -> Iterator[Link]:
    for path, text in strings_in(record.model_dump(mode="json")):
        if text.startswith(_WEB) and path[0] not in ("consent", "permalink"):
            line, column = record.origin.at(*path)
            yield Link(record.origin.path, line, column, urldefrag(text).url)


def _in_prose(record: Record, catalogue: Catalogue) -> Iterator[Link]:
    for name, source in record.markdown.items():
        is_body = name == "body"
        first = record.origin.body_line if is_body else record.origin.at(name)[0]
        for _, _, url in links_in(catalogue.prose[source].tree):
            if url.startswith(_WEB):
                place = max(source.find(url), 0)  # an address that an escape spells stands nowhere
                line = first + source.count("\n", 0, place)
                column = place - source.rfind("\n", 0, place) if is_body else 0
                yield Link(record.origin.path, line, column, urldefrag(url).url)
