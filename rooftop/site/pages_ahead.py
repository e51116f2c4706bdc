"""Renders pages in several processes while MkDocs asks for one after another."""

from __future__ import annotations

import contextlib
import math
from collections import deque
from collections.abc import Callable, Sequence
from itertools import chain

from rooftop.parallel import spread
from rooftop.site.pages import SitePage
from rooftop.site.reads import Read

#: A page, and what was looked up to draw it.
Drawing = tuple[str, list[Read]]
#: How many pages the same processes draw at most. They share memory with the one that asks until
#: they look at it, so new ones follow before they have a copy of everything.
_AT_ONCE = 1024


class PagesAhead:
    """The results of ``draw`` for ``pages``, from ``jobs`` processes, to be taken in their
    order. The first page of each template is drawn beforehand: the others share what it loads.
    """

    def __init__(
        self,
        pages: Sequence[SitePage],
        draw: Callable[[SitePage], Drawing],
        jobs: int | None,
    ) -> None:
        self._firsts: dict[str, Drawing] = {}
        for page in {page.template: page for page in reversed(pages)}.values():
            with contextlib.suppress(Exception):  # it is raised when the page is asked for
                self._firsts[page.address] = draw(page)
        others = [page for page in pages if page.address not in self._firsts]
        self._addresses = deque(page.address for page in others)
        turns = math.ceil(len(others) / _AT_ONCE) or 1
        size = math.ceil(len(others) / turns) or 1
        self._drawings = chain.from_iterable(
            spread(draw, others[start : start + size], jobs)
            for start in range(0, len(others), size)
        )

    def take(self, address: str) -> Drawing | None:
        """The page at ``address``; None if it is not the next one. Raises what ``draw`` raises for
        it.
        """
        if address in self._firsts:
            return self._firsts.pop(address)
        if not self._addresses or self._addresses[0] != address:
            return None
        self._addresses.popleft()
        return next(self._drawings)
