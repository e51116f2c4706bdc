"""Pages are used again by a digest of what they are made from; nothing of that may be overlooked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from rooftop.feeds import collect_entries, collect_notices, define_feeds
from rooftop.markup import Prose
from rooftop.programme import Programme
from rooftop.share import kit_of
from rooftop.site.fingerprints import Fingerprints, UnknownValueError
from rooftop.site.generated_files import GeneratedPage
from rooftop.site.pages import SitePage, list_pages
from rooftop.text.packed import pack
from tests.project import CONSENT, Project, story

PAGE = SitePage("about/", "page.html", "About", context={"make": partial(sorted, [1, 2])})


def pages_of(project: Project) -> list[SitePage]:
    """The pages of ``project``."""
    published = project.plan().published
    definitions = define_feeds(
        published, collect_entries(published, Fingerprints().of), collect_notices(published)
    )
    return list(list_pages(published, definitions, Programme()))


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, title="Us"),
        replace(PAGE, language="de"),
        replace(PAGE, date=date(2026, 11, 22)),
        replace(PAGE, prose=Prose(pack("<p>Words</p>"))),
        replace(PAGE, trail=(("Home", ""),)),
        replace(PAGE, graph=(partial(list, [{"@type": "Thing"}]),)),
        replace(PAGE, context={"make": partial(sorted, [1, 3])}),
        replace(PAGE, context={"make": partial(tuple, [1, 2])}),
        replace(PAGE, context={"make": partial(sorted, [1, 2], reverse=True)}),
        replace(PAGE, context={"made": partial(sorted, [1, 2])}),
        replace(PAGE, context={"make": ["sorted", [1, 2]]}),
        replace(PAGE, context={}),
    ],
)
def test_what_differs_anywhere_has_another_digest(other: SitePage) -> None:
    assert Fingerprints().of(PAGE) == Fingerprints().of(replace(PAGE))
    assert Fingerprints().of(other) != Fingerprints().of(PAGE)


def test_what_sees_more_than_its_arguments_cannot_be_compared() -> None:
    seen = [1]
    unnamed: list[Callable[..., Any]] = [lambda: seen, iter([seen]).__next__]
    for function in (*unnamed, partial(unnamed[0])):
        with pytest.raises((UnknownValueError, AttributeError)):
            Fingerprints().of(partial(function))
    with pytest.raises(UnknownValueError):
        Fingerprints().of([object()])


def test_a_method_of_an_object_cannot_be_compared_by_its_name() -> None:
    for text in ("one", "another"):
        with pytest.raises(UnknownValueError):
            Fingerprints().of(partial(text.join, ["a"]))


def test_every_page_of_a_community_can_be_compared(demo: Project) -> None:
    first, second = Fingerprints(), Fingerprints()
    pages, again = pages_of(demo), pages_of(demo)
    assert len(pages) > 90
    assert [first.of(page) for page in pages] == [second.of(page) for page in again]
    assert len({first.of(page) for page in pages}) == len(pages)


def test_mkdocs_gets_only_what_changed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    made, kits = list[str](), list[str]()
    init = GeneratedPage.__init__

    def noted(self: GeneratedPage, site_page: SitePage, *arguments: Any) -> None:
        made.append(site_page.address)
        init(self, site_page, *arguments)

    def kit(community: Any, slug: str, *arguments: Any) -> object:
        kits.append(slug)
        return kit_of(community, slug, *arguments)

    kit.__qualname__ = "kit"
    monkeypatch.setattr(GeneratedPage, "__init__", noted)
    monkeypatch.setattr("rooftop.site.pages.stories.kit_of", kit)
    channels = CONSENT.replace("[site, feeds]", "[site, feeds, social]")
    for number in range(4):
        project.write(f"content/stories/s{number}.md", story(channels, title=f"Story {number}"))
    project.build()
    assert sorted(kits) == ["s0", "s1", "s2", "s3"]
    everything = len(made)
    made.clear()
    kits.clear()
    text = story(channels, title="Story 2", summary="Other words.")
    project.write("content/stories/s2.md", text)
    project.build()
    assert kits == ["s2"]
    assert "stories/s2/share/" in made
    assert "stories/s1/share/" not in made
    assert len(made) < everything


def test_what_a_plugin_takes_out_is_neither_listed_nor_found(project: Project) -> None:
    code = (
        "def on_files(files, config):\n"
        "    files.remove(files.get_file_from_path('about/index.md'))\n"
        "    return files\n"
    )
    project.write("own.py", code)
    text = (project.root / "mkdocs.yml").read_text()
    text = text.replace("hooks:\n", "hooks:\n  - own.py\n")
    project.write("mkdocs.yml", text.replace("  - About: about/index.md\n", ""))
    project.build()
    assert not (project.site / "about").exists()
    assert "/about/" not in (project.site / "sitemap.xml").read_text()
    assert "/wall/" in (project.site / "sitemap.xml").read_text()
