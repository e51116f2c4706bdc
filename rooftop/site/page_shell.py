"""What surrounds a page: header, navigation, footer and scripts, drawn once for many pages.

They hold nothing of the page itself, so pages of one depth and language share them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup

from rooftop.problems import blaming
from rooftop.site.reads import UNKNOWN, Read, Reads
from rooftop.site.story_cards import Size, compose
from rooftop.text import typeset
from rooftop.views import SiteStory

#: Where the template ``shell.html`` leaves room for the page.
CARD = "partials/story-card.html"
HEAD, MAIN = "<!--rooftop:head-->", "<!--rooftop:main-->"
#: The way to the root in a card that is drawn; no text holds this character.
_ROOT = "\0"


@dataclass(frozen=True)
class PageShell:
    """The pieces between which a page stands."""

    top: Markup
    middle: Markup
    bottom: Markup


class PageShells:
    """The page shells of one build."""

    def __init__(self, environment: jinja2.Environment, reads: Reads) -> None:
        self._environment, self._reads = environment, reads
        self._drawn: dict[tuple[str, str, str], tuple[PageShell, tuple[Read, ...]]] = {}

    @jinja2.pass_context
    def draw(self, context: Context, language: str | None) -> PageShell:
        """The shell for the page of ``context``, which is in ``language``."""
        if language != getattr(context.get("site_page"), "language", None):
            self._reads.note((UNKNOWN, "all", None))
        return self.around(context.parent, language)

    def around(self, context: Mapping[str, Any], language: str | None) -> PageShell:
        """The shell for the page that is drawn with ``context``: one for each depth and language,
        and one for each page of the navigation.
        """
        page, base = context.get("page"), str(context["base_url"])
        in_navigation = page is not None and page in context["nav"].pages
        key = (base, page.url if page and in_navigation else "", language or "")
        if key not in self._drawn:
            words = self._environment.globals["site_t"]  # whatever the language of the page
            variables = {**context, "t": words, "page": None, "page_language": language}
            template = self._environment.get_template("shell.html")
            with self._reads.noted() as noted:
                drawn = typeset(template.render(variables), language or "")
            top, _, rest = drawn.partition(HEAD)
            middle, _, bottom = rest.partition(MAIN)
            shell = PageShell(
                *map(Markup, (top, middle, bottom))
            )  # Material's own markup, nothing contributed
            self._drawn[key] = shell, tuple(noted)
        shell, looks = self._drawn[key]
        self._reads.note(*looks)
        return shell


class Cards:
    """Stories as cards: each is drawn once for each way to show it, however many lists it stands
    in and wherever the root of the site is from there.
    """

    def __init__(self, environment: jinja2.Environment, reads: Reads) -> None:
        self._environment, self._reads = environment, reads
        self._drawn: dict[tuple[str, Size, int, str], tuple[Markup, tuple[Read, ...]]] = {}

    def draw(
        self, story: SiteStory, size: Size, root: str, level: int = 3, without: str = ""
    ) -> Markup:
        """The card of ``story`` on a page from which the site root is ``root``, with a heading of
        that ``level``; the person ``without``, whose page it is, is not shown on it.
        """
        key = (story.slug, size, level, without)
        if key not in self._drawn:
            template: Any = self._environment.get_template(CARD).module
            with blaming(story.subject), self._reads.noted() as noted:
                card = template.card(compose(story, size, without), _ROOT, level)
            self._drawn[key] = card, tuple(noted)
        card, looks = self._drawn[key]
        self._reads.note(*looks)
        return card.replace(_ROOT, root)
