"""The shell around a page: header, navigation, footer and scripts, rendered once for many pages.

It contains nothing of the page itself, so pages of the same depth and language share it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup

from rooftop.problems import blaming
from rooftop.site.page_languages import without_repetitions
from rooftop.site.reads import UNKNOWN, Read, Reads
from rooftop.site.story_cards import Size, compose
from rooftop.text import typeset
from rooftop.views import SiteStory

#: The template of a story's card.
CARD = "partials/story-card.html"
#: Where the template ``shell.html`` leaves room for the page.
HEAD, MAIN = "<!--rooftop:head-->", "<!--rooftop:main-->"
#: The way to the root in a card that is drawn; no text holds this character.
_ROOT = "\0"


Drawing = TypeVar("Drawing")


class DrawnOnce(Generic[Drawing]):
    """Parts of pages that are rendered once for many pages. The lookups for a part count as lookups
    of every page that contains it.
    """

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._drawn: dict[Hashable, tuple[Drawing, tuple[Read, ...]]] = {}

    def get(self, key: Hashable, draw: Callable[[], Drawing]) -> Drawing:
        """The part called ``key``, which ``draw`` renders on first use."""
        if key not in self._drawn:
            with self._reads.noted() as noted:
                drawing = draw()
            self._drawn[key] = drawing, tuple(noted)
        drawing, looks = self._drawn[key]
        self._reads.note(*looks)
        return drawing


@dataclass(frozen=True)
class PageShell:
    """The pieces before and after a page."""

    top: Markup
    middle: Markup
    bottom: Markup


class PageShells:
    """The page shells of one build."""

    def __init__(self, environment: jinja2.Environment, reads: Reads) -> None:
        self._environment, self._reads = environment, reads
        self._drawn = DrawnOnce[PageShell](reads)

    @jinja2.pass_context
    def draw(self, context: Context, language: str | None) -> PageShell:
        """The shell for the page of ``context``, which is in ``language``."""
        page = context.get("site_page")
        if language != getattr(page, "language", None):
            self._reads.note((UNKNOWN, "all", None))
        return self.around(context.parent, language, is_listed=getattr(page, "listed", True))

    def around(
        self, context: Mapping[str, Any], language: str | None, *, is_listed: bool
    ) -> PageShell:
        """The shell for the page with ``context``: one for each depth and language, for listed and
        unlisted pages, and one for each page of the navigation.
        """
        page, base = context.get("page"), str(context["base_url"])
        in_navigation = page is not None and page in context["nav"].pages
        key = (base, page.url if page and in_navigation else "", language or "", is_listed)

        def draw() -> PageShell:
            own = language or str(context["community"].language)
            words = self._environment.globals["site_t"]  # whatever the language of the page
            variables = {**context, "t": words, "page": None}
            variables |= {"page_language": language, "is_listed": is_listed}
            template = self._environment.get_template("shell.html")
            drawn = typeset(template.render(variables), language or "")
            top, _, rest = drawn.partition(HEAD)  # the page itself names its language before that
            middle, _, bottom = without_repetitions(rest, own).partition(MAIN)
            return PageShell(
                *map(Markup, (top, middle, bottom))
            )  # Material's own markup, nothing contributed

        return self._drawn.get(key, draw)


class Cards:
    """Stories as cards: each is rendered once for each way to show it, however many lists it is in,
    and whatever the relative path to the site root.
    """

    def __init__(self, environment: jinja2.Environment, reads: Reads) -> None:
        self._environment, self._drawn = environment, DrawnOnce[Markup](reads)

    def draw(
        self, story: SiteStory, size: Size, root: str, level: int = 3, without: str = ""
    ) -> Markup:
        """The card of ``story`` on a page from which the site root is ``root``, with a heading of
        that ``level``; the person ``without``, whose page it is, is not shown on it.
        """

        def draw() -> Markup:
            template: Any = self._environment.get_template(CARD).module
            with blaming(story.subject):
                card = compose(story, size, without)
                words = self._drawn.get(
                    (story.slug, level), lambda: template.words(card, _ROOT, level)
                )
                drawn: Markup = template.card(card, words, _ROOT)
                return drawn

        return self._drawn.get((story.slug, size, level, without), draw).replace(_ROOT, root)
