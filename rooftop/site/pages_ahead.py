"""Renders pages in several processes while MkDocs asks for one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from rooftop.parallel import spread
from rooftop.site.pages import SitePage
from rooftop.site.reads import Read

#: A page, and what was looked up to draw it.
Drawing = tuple[str, list[Read]]


class PagesAhead:
    """The results of ``draw`` for ``pages``, from ``jobs`` processes, to be taken in their
    order.
    """

    def __init__(
        self,
        pages: Sequence[SitePage],
        draw: Callable[[SitePage], Drawing],
        jobs: int | None,
    ) -> None:
        self._addresses = deque(page.address for page in pages)
        self._drawings = spread(draw, pages, jobs)

    def take(self, address: str) -> Drawing | None:
        """The page at ``address``; None if it is not the next one. Raises what ``draw`` raises for
        it.
        """
        if not self._addresses or self._addresses[0] != address:
            return None
        self._addresses.popleft()
        return next(self._drawings)
