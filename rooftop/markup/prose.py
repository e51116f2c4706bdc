"""Prose that may be shown: the last thing done to it is the allowlist, and nothing touches it
afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markupsafe import Markup

from rooftop.markup.contributed_html import TAGS
from rooftop.markup.gfm import SECTION
from rooftop.markup.markdown import write_markdown
from rooftop.markup.structure import words_of
from rooftop.markup.tree import Tree, source_of, tree_of
from rooftop.text.packed import pack, unpack

_ATTRIBUTES = {
    "a": {"href", "title", "rel", "id"},
    "abbr": {"title"},
    "li": {"id"},
    "ol": {"start"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
_CLASSES = {
    "a": {"product"},
    "figure": {"column", "wide", "full"},
    **{cell: {"align-left", "align-right", "align-center"} for cell in ("td", "th")},
}
#: The class of a pull quote. Only pages have those.
PULL_QUOTE = "pull-quote"
#: What only pages show, and no feed: pictures in several sizes, and pull quotes.
_PAGE_TAGS = frozenset(("aside",))
_PAGE_ATTRIBUTES = {
    "img": {*_ATTRIBUTES["img"], "srcset", "sizes"},
    "aside": {"aria-hidden", "data-pagefind-ignore"},
}
_PAGE_CLASSES = {"aside": {PULL_QUOTE}}
#: The ids that headings and footnotes get here.
_ID = re.compile(rf"{SECTION}[\w.-]+")
#: The only pictures prose may load: those of this site.
_PICTURE = re.compile(r"media/(?!.*\.\.)[^\\?#:]+")
#: One of the sizes of such a picture, as ``srcset`` lists it (HTML, 4.8.4.2.1).
_RENDITION = re.compile(r"(?:media|pictures)/(?!.*\.\.)[^\\?#:\s]+ [0-9]+w")
#: An address below the site root. Browsers take two slashes for another site, and a backslash for a
#: slash.
_BELOW_ROOT = re.compile(r"(?![/\\])[^\\]*")


@dataclass(frozen=True)
class Prose:
    """Prose with its addresses relative to the site root."""

    packed_source: bytes = b""
    packed_text: bytes = b""

    @property
    def source(self) -> str:
        """Its HTML."""
        return unpack(self.packed_source)

    @property
    def text(self) -> str:
        """Its words alone, for searching."""
        return unpack(self.packed_text)

    def __bool__(self) -> bool:
        return bool(self.packed_source)

    def on_page(self, root: str) -> Markup:
        """HTML for a page from which the site root is ``root``, such as ``../../``."""
        return Markup(_page_cleaner(root).clean(self.source))  # noqa: S704 — the allowlist has just run

    def absolute(self, site_url: str) -> Markup:
        """HTML for a feed: every address absolute, below ``site_url`` with its final slash; links
        within the page are text.
        """
        return Markup(_feed_cleaner(site_url).clean(self.source))  # noqa: S704 — the allowlist has just run

    def markdown(self, site_url: str) -> str:
        """The same as Markdown, with addresses as in a feed."""
        return write_markdown(tree_of(self.absolute(site_url)))


def clean_prose(tree: Tree, field: str = "body") -> Prose:
    """What ``tree`` holds, ready to be shown from any address.

    The ids in another ``field`` than the body carry its name, because both stand on one page; it
    changes them in ``tree``.
    """
    text = words_of(tree)
    if field != "body":
        _rename_ids(tree, f"{SECTION}-{field}-")
    return Prose(pack(source_of(tree).strip()), pack(text))


def _rename_ids(tree: Tree, prefix: str) -> None:
    for element in tree.iter():
        if (name := element.get("id", "")).startswith(SECTION):
            element.set("id", prefix + name.removeprefix(SECTION))
        if (url := element.get("href", "")).startswith(f"#{SECTION}"):
            element.set("href", f"#{prefix}{url.removeprefix(f'#{SECTION}')}")


def _cleaner(relative: Callable[[str], str | None], root: str | None = None) -> nh3.Cleaner:
    """A cleaner that makes addresses with ``relative``. Only pages have a ``root``."""

    def allowed(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if _ID.fullmatch(value) else None
        if (tag, name) == ("img", "src"):
            return value if _PICTURE.fullmatch(value) else None
        if (tag, name) == ("img", "srcset"):
            sizes = value.split(", ")
            known = all(_RENDITION.fullmatch(size) for size in sizes)
            return ", ".join(f"{root}{size}" for size in sizes) if known else None
        return value

    is_page = root is not None
    return nh3.Cleaner(
        tags=TAGS - {"h1"} | {"figure", "figcaption"} | (_PAGE_TAGS if is_page else frozenset()),
        attributes=_ATTRIBUTES | (_PAGE_ATTRIBUTES if is_page else {}),
        attribute_filter=allowed,
        allowed_classes=_CLASSES | (_PAGE_CLASSES if is_page else {}),
        url_schemes={"http", "https"},
        link_rel=None,
        strip_comments=True,
        url_relative=lambda url: relative(url) if _BELOW_ROOT.fullmatch(url) else None,
    )


@lru_cache(maxsize=16)
def _page_cleaner(root: str) -> nh3.Cleaner:
    return _cleaner(lambda url: url if url.startswith("#") else root + url, root)


@lru_cache(maxsize=4)
def _feed_cleaner(site_url: str) -> nh3.Cleaner:
    return _cleaner(lambda url: None if url.startswith("#") else site_url + url)
