"""What surrounds a page: header, navigation, footer and scripts, drawn once for many pages.

They hold nothing of the page itself, so pages of one depth and language share them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup

from rooftop.problems import blaming
from rooftop.site.story_cards import Size, compose
from rooftop.text import typeset
from rooftop.views import SiteStory

#: Where the template ``shell.html`` leaves room for the page.
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

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._drawn: dict[tuple[str, str, str], PageShell] = {}

    @jinja2.pass_context
    def draw(self, context: Context, language: str | None) -> PageShell:
        """The shell for the page of ``context``: one for each depth and language, and one for each
        page of the navigation.
        """
        page, base = context.get("page"), str(context["base_url"])
        in_navigation = page is not None and page in context["nav"].pages
        key = (base, page.url if in_navigation else "", language or "")
        if key not in self._drawn:
            words = self._environment.globals["site_t"]  # whatever the language of the page
            variables = {**context.get_all(), "t": words, "page": None, "page_language": language}
            template = self._environment.get_template("shell.html")
            drawn = typeset(template.render(variables), language or "")
            top, _, rest = drawn.partition(HEAD)
            middle, _, bottom = rest.partition(MAIN)
            self._drawn[key] = PageShell(
                *map(Markup, (top, middle, bottom))
            )  # Material's own markup, nothing contributed
        return self._drawn[key]


class Cards:
    """Stories as cards: each is drawn once for each way to show it, however many lists it stands
    in and wherever the root of the site is from there.
    """

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._drawn: dict[tuple[str, Size, int, str], Markup] = {}

    def draw(
        self, story: SiteStory, size: Size, root: str, level: int = 3, without: str = ""
    ) -> Markup:
        """The card of ``story`` on a page from which the site root is ``root``, with a heading of
        that ``level``; the person ``without``, whose page it is, is not shown on it.
        """
        key = (story.slug, size, level, without)
        if key not in self._drawn:
            template: Any = self._environment.get_template("partials/story-card.html").module
            with blaming(story.subject):
                self._drawn[key] = template.card(compose(story, size, without), _ROOT, level)
        return self._drawn[key].replace(_ROOT, root)
