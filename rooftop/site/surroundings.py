"""The variables that MkDocs gives a page in addition to those of the plan, known before MkDocs
renders it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from rooftop import addresses
from rooftop.cards import Picture
from rooftop.feeds import FeedDefinition
from rooftop.site.generated_files import Documents, GeneratedPage
from rooftop.site.pages import FeedLink, SitePage, link_feeds

#: The addresses of a page of the navigation, or an empty text, and the depth of the page.
Place = tuple[str, int]


class Surroundings:
    """The surroundings of all pages of one build. ``definitions`` are all feeds of the site;
    ``pictures`` are by address.
    """

    def __init__(
        self,
        navigation: Navigation,
        documents: Documents,
        config: MkDocsConfig,
        definitions: Iterable[FeedDefinition],
        pictures: Mapping[str, Picture],
    ) -> None:
        self.navigation, self._documents, self._config = navigation, documents, config
        self._pictures = pictures
        self._feeds: dict[str, list[FeedLink]] = {}
        self._contexts: dict[Place, dict[str, Any]] = {}
        for link in link_feeds(definitions):
            if link.folder:  # the feeds of the community are on every page
                self._feeds.setdefault(link.page, []).append(link)
        entries = (page for page in navigation.pages if isinstance(page, GeneratedPage))
        self._in_navigation = frozenset(page.site_page.address for page in entries)

    def place_of(self, page: SitePage) -> Place:
        """The place of ``page``: pages at the same place have the same surroundings."""
        address = page.address if page.address in self._in_navigation else ""
        return address, page.address.count("/")

    @contextmanager
    def around(self, page: SitePage) -> Iterator[dict[str, Any]]:
        """The variables of the place of ``page``, by name, as they are while MkDocs renders the
        page.
        """
        drawn = self._documents.file_of(page).page
        assert drawn
        was_active, drawn.active = drawn.active, True
        try:
            yield {**self._context_at(self.place_of(page), drawn), "page": drawn}
        finally:
            drawn.active = was_active

    def _context_at(self, place: Place, drawn: Page) -> dict[str, Any]:
        """The variables of ``place``; ``drawn`` is the first page there that is asked for."""
        if place not in self._contexts:
            context = get_context(self.navigation, self._documents, self._config, drawn)
            self._contexts[place] = complete(context)
        return self._contexts[place]

    @contextmanager
    def drawn_with(self, page: SitePage) -> Iterator[dict[str, Any]]:
        """All variables of ``page``, as they are while MkDocs renders it."""
        with self.around(page) as context:
            document = self._documents.file_of(page).page
            assert isinstance(document, GeneratedPage)
            yield self.complete(document, context)

    def complete(self, page: GeneratedPage, context: Mapping[str, Any]) -> dict[str, Any]:
        """All variables of ``page``: the ``context`` of MkDocs, and its own."""
        shown = page.site_page
        own = {"site_page": shown, "prose": page.prose, **self.own(shown), **shown.variables}
        return complete(context) | own

    def own(self, page: SitePage) -> dict[str, Any]:
        """The variables that only ``page`` has, by name."""
        return {
            "feeds": self._feeds.get(page.address, []),
            "picture": self._pictures.get(addresses.card(page.address)),
        }


def complete(context: Mapping[str, Any]) -> dict[str, Any]:
    """The ``context`` of MkDocs with ``root``, the relative path to the site root."""
    return {**context, "root": str(context["base_url"]).rstrip("/") + "/"}
