"""What must hold for any input at all, one function a target; `scripts/fuzz` looks for input for
which it does not.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import html5lib

from rooftop.frontmatter import split
from rooftop.markup import clean_prose, read_markdown
from rooftop.media import inspect, publishable
from rooftop.plan.links import site_path
from rooftop.problems import Problem
from rooftop.records import Advocate, Event, Page, Product, Story, parse
from rooftop.records.fields import is_slug
from rooftop.records.record import Origin
from rooftop.text import CONTROL, find_phone_numbers, find_unsafe, shown_plainly, skeleton
from rooftop.text.packed import pack

ALLOWED = {
    "href",
    "title",
    "rel",
    "class",
    "id",
    "src",
    "alt",
    "width",
    "height",
    "loading",
    "decoding",
    "start",
}
TAGS = {
    *("a", "abbr", "blockquote", "br", "cite", "code", "dd", "del", "div", "dl", "dt", "em", "h2"),
    *("h3", "h4", "h5", "h6", "hr", "img", "kbd", "li", "mark", "ol", "p", "pre", "q", "small"),
    *("strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
FOLDERS = {Advocate: "advocates", Story: "stories", Product: "products", Event: "events", Page: ""}


def told(problems: list[Problem]) -> None:
    """Every problem can be printed anywhere, and says where it is."""
    for each in problems:
        assert each.path
        assert each.message
        assert str(each) == str(each).replace("\x1b", "").replace("\r", "")
        assert each.line >= 0


def front_matter(data: bytes) -> None:
    """Any text is a document or a list of problems; any document is a record or a list of
    problems.
    """
    document, problems = split(data.decode("utf-8", "replace"), "content/x.md")
    told(problems)
    assert document or problems
    if document:
        for kind in FOLDERS:
            record, found = parse(kind, document, "x")
            told(found)
            assert (record is None) == bool(found)


def markdown(data: bytes) -> None:
    """Any Markdown becomes HTML of the allowlist, in which browsers see what the rules saw and
    cleaning finds nothing left to clean; as Markdown it links nothing else.
    """
    text = CONTROL.sub("", data.decode("utf-8", "replace").replace("\r", "\n"))[
        :20_000
    ]  # the reader of files refuses them
    try:
        parsed = read_markdown(text)
    except RecursionError:
        return  # the reader of records names it
    assert parsed.structure == read_markdown(text).structure
    prose = clean_prose(parsed.tree)
    html = str(prose.on_page("../../"))
    page = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert list(shape(page)) == list(shape(parsed.tree)), html
    assert addresses_on(page) <= addresses_on(parsed.tree), html
    for element in page.iter():
        assert set(element.attrib) <= ALLOWED
        assert element.tag == "DOCUMENT_FRAGMENT" or element.tag in TAGS
        assert re.match(r"https?:|#|\.\./\.\./|$", element.get("href", "")), element.get("href")
        assert element.get("id", "section-").startswith("section-")
        assert re.match(r"\.\./\.\./media/", element.get("src", "../../media/"))
    cleaned = str(prose.on_page(""))
    assert cleaned == str(replace(prose, packed_source=pack(cleaned)).on_page(""))
    site = "https://x.example/"
    written = read_markdown(prose.markdown(site)).tree
    of_feed = html5lib.parseFragment(str(prose.absolute(site)), namespaceHTMLElements=False)
    assert addresses_on(written) <= addresses_on(of_feed, quoted=True)


def shape(root: Any) -> Iterator[str]:
    """Every element below ``root`` with its end, and the words between them, blanks folded."""
    for element in root:
        yield f"<{element.tag}>"
        yield from filter(None, [fold(element.text)])
        yield from shape(element)
        yield f"</{element.tag}>"
        yield from filter(None, [fold(element.tail)])


def fold(text: str | None) -> str:
    return " ".join((text or "").split())


def addresses_on(root: Any, *, quoted: bool = False) -> set[str]:
    """Where the links and pictures below ``root`` lead, from the root of the site; as Markdown
    writes it if ``quoted``.
    """
    found = {element.get(name, "") for element in root.iter() for name in ("href", "src")}
    found = {address.strip().removeprefix("../../") for address in found}
    return {re.sub(r"[\n\r]+", "%0A", address) for address in found} if quoted else found


def addresses(data: bytes) -> None:
    """No name and no address leaves its folder."""
    text = data.decode("utf-8", "replace")
    if is_slug(text):
        assert PurePosixPath(text).name == text
        assert re.fullmatch(r"[a-z0-9-]{1,64}", text)
    story = Story.model_construct()
    story._origin = Origin("content/stories/x.md", "x")
    target = site_path(story, text)
    if target is not None:
        path = target.partition("#")[0]
        assert not path.startswith(("/", "..")), target
        assert "\\" not in path
        assert ".." not in path.split("/"), target


def texts(data: bytes) -> None:
    """Any text can be looked through; what is shown plainly is one line."""
    text = data.decode("utf-8", "replace")[:5_000]
    for finding in [*find_unsafe(text), *find_phone_numbers(text, ("PT", "US"))]:
        assert 0 <= finding.offset <= len(text)
    assert not re.search(r"[\x00-\x1f\x7f]", shown_plainly(text))
    assert skeleton(skeleton(text)) == skeleton(text) or not text.isascii()


def _media(ending: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / f"x{ending}").write_bytes(data)
            media, problems = inspect(Path(folder), "content/media")
            told(problems)
            assert len(media) + len(problems) == 1
            for item in media.values():
                assert publishable(item) == publishable(item)

    target.__doc__ = f"Any bytes called {ending} are published anew or refused."
    return target


TARGETS: dict[str, Callable[[bytes], None]] = {
    "front-matter": front_matter,
    "markdown": markdown,
    "addresses": addresses,
    "texts": texts,
    "png": _media(".png"),
    "jpeg": _media(".jpg"),
    "webp": _media(".webp"),
    "webm": _media(".webm"),
    "mp3": _media(".mp3"),
    "captions": _media(".vtt"),
}
