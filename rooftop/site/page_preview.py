"""One page as readers would see it, in one file that loads nothing: for people who have to decide
whether it may be published.

Rooftop draws it with the site's own templates and styles, so that it is the page and no likeness of
it. A picture of it would need a browser.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

import lxml.html
from lxml import etree
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

from rooftop.consent.digests import files_of
from rooftop.markup import is_elsewhere
from rooftop.plan import Plan
from rooftop.published import Channels, Published
from rooftop.records import Company, Record, Story
from rooftop.site.invocation import current_invocation, invoked
from rooftop.theme import LOADS_NOTHING, data_address

V = TypeVar("V")
#: What a page alone has no use for, or cannot do: scripts, feeds, and what programs read.
_NOT_ALONE = ("script", "noscript", "iframe", "track", "template", "base", "source")
_URL = re.compile(r"""url\(\s*["']?(?!data:)([^"')]+)["']?\s*\)""")


def draw_page(config: MkDocsConfig, plan: Plan, record: Record) -> bytes:
    """The page of ``record`` on the site of ``plan``, as HTML that loads nothing. ``config`` must
    build into an empty folder; only what surrounds the page is built with it.

    Raises what a build raises.
    """
    only = replace(plan, published=_only(plan, record))
    with invoked(replace(current_invocation(), plan=only)):
        mkdocs_build.build(config)
    site = Path(config.site_dir)
    return _self_contained(site / record.folder / record.slug / "index.html", site)


def _only(plan: Plan, record: Record) -> Published:
    """What ``plan`` publishes of ``record`` and of those who tell it."""
    published = plan.published
    people, stories = _around(record, published)
    products = frozenset(getattr(record, "products", ()))
    profiles = [plan.catalogue.advocates[slug] for slug in sorted(people)]
    employers = {each.company.record for each in profiles if each.company}
    records = [record, *profiles]
    files = frozenset(name for each in records for name in files_of(each))
    channels = {n: _some(v, stories | people) for n, v in vars(published.channels).items()}
    return replace(
        published,
        stories=_some(published.stories, stories),
        channels=Channels(**channels),
        posts=(),
        advocates=_some(published.advocates, people),
        products=_some(published.products, products),
        events={},
        companies=_some(published.companies, {record.slug, *filter(None, employers)}),
        related={},
        media=_some(published.media, files),
        retractions=(),
        notices=(),
        moved={},
    )


def _around(record: Record, published: Published) -> tuple[frozenset[str], frozenset[str]]:
    """The people and the stories on the page of ``record``."""
    if isinstance(record, Story):
        return frozenset(record.advocates), frozenset([record.slug])
    if not isinstance(record, Company):
        return frozenset([record.slug]), frozenset()
    people = frozenset(
        slug
        for slug, person in published.advocates.items()
        if person.company and person.company.slug == record.slug
    )
    stories = (
        slug
        for slug, story in published.stories.items()
        if any(each.company and each.company.slug == record.slug for each in story.tellers)
    )
    return people, frozenset(stories)


def _some(views: Mapping[str, V], slugs: Collection[str]) -> dict[str, V]:
    return {slug: view for slug, view in views.items() if slug in slugs}


def _self_contained(file: Path, site: Path) -> bytes:
    document = lxml.html.fromstring(file.read_bytes())
    for element in list(document.iter("*")):
        _make_self_contained(element, file.parent, site)
    head = next(document.iter("head"))
    policy = {"http-equiv": "Content-Security-Policy", "content": LOADS_NOTHING}
    for attributes in (policy, {"charset": "utf-8"}):
        head.insert(0, head.makeelement("meta", attributes))
    html: str = lxml.html.tostring(document, encoding="unicode", doctype="<!doctype html>")
    return html.encode()


def _make_self_contained(element: lxml.html.HtmlElement, folder: Path, site: Path) -> None:
    """Put what ``element`` loads into it, and take away what it could do beyond this page."""
    is_style = element.get("rel") == "stylesheet"
    if element.tag in _NOT_ALONE or (element.tag == "link" and not is_style):
        element.drop_tree()
    elif element.tag == "link":
        sheet = _inside(folder, element.attrib.pop("href"), site)
        element.tag, element.text = "style", _styles(sheet, site)
        element.attrib.clear()
    elif element.tag in ("img", "video", "audio"):
        _embed(element, folder, site)
    elif element.tag == "use":
        _insert_drawing(element, folder, site)
    for name in ("href", "action", "formaction"):
        address = element.get(name)
        if address and not address.startswith("#") and not is_elsewhere(address):
            del element.attrib[name]


def _embed(element: lxml.html.HtmlElement, folder: Path, site: Path) -> None:
    """Put pictures into the page, each in one size. Films and recordings stay out of it, and what
    only a whole build makes, such as badges.
    """
    for name in ("srcset", "sizes"):
        element.attrib.pop(name, None)
    for name in ("src", "poster"):
        address = element.attrib.pop(name, None)
        if address and (element.tag == "img" or name == "poster"):
            file = _inside(folder, address, site)
            if not file.is_file():
                element.drop_tree()
                return
            element.set(name, _data_address(file))


def _insert_drawing(use: lxml.html.HtmlElement, folder: Path, site: Path) -> None:
    """Put the part of a drawing to which ``use`` refers in its place."""
    address, _, name = use.attrib.pop("href").partition("#")
    drawing = etree.parse(_inside(folder, address, site))
    use.tag = "g"
    for part in drawing.iter("{*}path"):
        if name in (part.get("id"), *(each.get("id") for each in part.iterancestors())):
            use.append(use.makeelement("path", {"d": part.get("d", "")}))


def _styles(file: Path, site: Path) -> str:
    """The style sheet in ``file`` with the fonts and pictures that it names in it."""

    def embed(match: re.Match[str]) -> str:
        return f"url({_data_address(_inside(file.parent, match[1], site))})"

    return _URL.sub(embed, file.read_text(encoding="utf-8"))


def _data_address(file: Path) -> str:
    """The bytes of ``file`` as an address (RFC 2397)."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return data_address(file.read_bytes(), kind)


def _inside(folder: Path, address: str, site: Path) -> Path:
    """The file of ``site`` at ``address``, which stands in a file of ``folder``."""
    path = unquote(urlsplit(address).path)
    return site / path.lstrip("/") if path.startswith("/") else folder / path
