"""Prose that may be shown: the last thing done to it is the allowlist, and nothing touches it
afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import lxml.html
import nh3
from markupsafe import Markup

from rooftop.markup.tree import Tree

_TAGS = {
    "a",
    "abbr",
    "blockquote",
    "br",
    "cite",
    "code",
    "dd",
    "del",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "small",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "abbr": {"title"},
    "ol": {"start"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_CLASSES = {
    "a": {"product"},
    **{cell: {"align-left", "align-right", "align-center"} for cell in ("td", "th")},
}


@dataclass(frozen=True)
class Prose:
    """Prose with its addresses relative to the site root. ``text`` is its words alone, for
    searching.
    """

    source: str
    text: str

    def __bool__(self) -> bool:
        return bool(self.source)

    def on_page(self, root: str) -> Markup:
        """HTML for a page from which the site root is ``root``, such as ``../../``."""
        return Markup(_page_cleaner(root).clean(self.source))  # noqa: S704 — the allowlist has just run

    def absolute(self, site_url: str) -> Markup:
        """HTML for a feed: every address absolute, below ``site_url`` with its final slash; links
        within the page are text.
        """
        return Markup(_feed_cleaner(site_url).clean(self.source))  # noqa: S704 — the allowlist has just run


def clean_prose(tree: Tree) -> Prose:
    """What ``tree`` holds, ready to be shown from any address."""
    source = (
        lxml.html.tostring(tree, encoding="unicode", with_tail=False)
        .removeprefix("<div>")
        .removesuffix("</div>")
    )
    return Prose(source.strip(), " ".join(tree.text_content().split()))


def _cleaner(relative: Callable[[str], str | None], root: str | None = None) -> nh3.Cleaner:
    """A cleaner that makes addresses with ``relative``; only pages, which have a ``root``, offer
    pictures in several sizes.
    """

    def several(tag: str, name: str, value: str) -> str | None:
        return (
            ", ".join(f"{root}{each}" for each in value.split(", "))
            if (tag, name) == ("img", "srcset")
            else value
        )

    sizes = {"img": {*_ATTRIBUTES["img"], "srcset", "sizes"}} if root is not None else {}
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES | sizes,
        attribute_filter=several,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https"},
        link_rel=None,
        strip_comments=True,
        url_relative=relative,
    )


@lru_cache(maxsize=16)
def _page_cleaner(root: str) -> nh3.Cleaner:
    return _cleaner(lambda url: url if url.startswith("#") else root + url, root)


@lru_cache(maxsize=4)
def _feed_cleaner(site_url: str) -> nh3.Cleaner:
    return _cleaner(lambda url: None if url.startswith("#") else site_url + url)
