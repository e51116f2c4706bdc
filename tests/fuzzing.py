"""What must hold for any input at all, one function a target; `scripts/fuzz` looks for input for
which it does not.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import lxml.html

from rooftop.frontmatter import split
from rooftop.markup import clean_prose, read_markdown
from rooftop.media import inspect, publishable
from rooftop.plan.prose import site_path
from rooftop.problems import Problem
from rooftop.records import Advocate, Event, Page, Product, Story, parse
from rooftop.records.fields import is_slug
from rooftop.records.record import Origin
from rooftop.text import CONTROL, find_phone_numbers, find_unsafe, shown_plainly, skeleton

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
    """Any Markdown becomes HTML of the allowlist, in which cleaning finds nothing left to clean."""
    text = CONTROL.sub("", data.decode("utf-8", "replace").replace("\r", "\n"))[
        :20_000
    ]  # the reader of files refuses them
    if text.count("[") > 200 or text.count("<") > 200:
        return
    try:
        prose = clean_prose(read_markdown(text).tree)
    except RecursionError:
        return  # the reader of records names it
    html = str(prose.on_page("../../"))
    for element in lxml.html.fragment_fromstring(html, create_parent="div").iterdescendants():
        assert not isinstance(element.tag, str) or set(element.attrib) <= ALLOWED
        assert element.tag not in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "svg",
            "math",
            "base",
        }
        assert re.match(r"https?:|#|\.\./\.\./|$", element.get("href", "")), element.get("href")
        assert element.get("id", "section-").startswith("section-")
    assert str(prose.on_page("")) == str(type(prose)(str(prose.on_page("")), "").on_page(""))
    assert (
        "javascript:" not in str(prose.absolute("https://x.example/")).replace("&#", "")
        or "javascript:" in prose.text
    )


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
