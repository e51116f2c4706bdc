"""The theme: what it publishes, what a community may put in its place, and how it is written."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from mkdocs.utils import get_themes

from rooftop.site.fingerprints import Fingerprints
from rooftop.site.reads import Reads
from rooftop.theme import TEMPLATES
from tests.project import REPOSITORY, Project

OVERRIDES = REPOSITORY / "overrides"
ASSETS = {path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / "assets").rglob("*.*")}
SOURCES = sorted(
    path
    for folder in (TEMPLATES, OVERRIDES)
    for path in folder.rglob("*.*")
    if path.suffix in (".html", ".xml", ".css", ".js", ".svg")
)
BLOCK = re.compile(r"{%-? block (\w+)")


def blocks_of(template: str) -> list[str]:
    """The blocks that a template of the theme has."""
    return BLOCK.findall((TEMPLATES / template).read_text())


def drawing(folder: Path) -> str:
    """What the mark of a theme, or of a community, draws."""
    (path,) = re.findall(r'd="(.+?)"', (folder / "partials" / "mark.html").read_text())
    return str(path)


def extended(template: str, block: str) -> str:
    """A template that puts ``<i>``, as text, before what the theme has in a block."""
    top = f"{{% extends 'rooftop/{template}' %}}{{% block {block} %}}"
    return top + "{{ '<i>' }}{{ super() }}{% endblock %}"


def test_of_the_theme_only_its_assets_are_published(demo: Project) -> None:
    published = set(demo.contents())
    assert published >= ASSETS
    for path in TEMPLATES.rglob("*.*"):
        name = path.relative_to(TEMPLATES).as_posix()
        assert name in {*ASSETS, "404.html", "sitemap.xml"} or name not in published
    assert not [path for path in published if re.search(r"\.(py|pyc|yml|yaml|md)$", path) and not path.endswith("profile.md")]  # fmt: skip


def test_the_handbook_names_the_blocks_there_are() -> None:
    page = (REPOSITORY / "docs" / "look.md").read_text()
    rows = dict(re.findall(r"^\| `(\w+\.html)` \| ([^:|\n]+)", page, re.MULTILINE))
    assert set(rows) > {"base.html", "page.html", "home.html", "story.html"}
    for template, names in rows.items():
        outer = {"head", "content"} if template not in ("base.html", "page.html") else set()
        assert re.findall(r"`(\w+)`", names) == [
            name for name in dict.fromkeys(blocks_of(template)) if name not in outer
        ], template


def test_the_example_of_the_handbook_is_the_demo() -> None:
    page = (REPOSITORY / "docs" / "look.md").read_text()
    assert (
        re.findall(r"{% extends .+ %}\n{% block \w+ %}\n{{ super\(\) }}", page)[0]
        in (OVERRIDES / "home.html").read_text()
    )


def test_the_demo_puts_its_own_in_place_of_a_partial_and_of_one_block(demo: Project) -> None:
    home = (demo.site / "index.html").read_text()
    assert drawing(OVERRIDES) in home
    assert drawing(TEMPLATES) not in home
    assert "about these pages" in home
    assert "rt-steps" in home  # what the theme has in that block
    assert "rt-doors" in home  # another block


def test_a_site_needs_no_overrides(project: Project) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    settings = settings.replace("  custom_dir: overrides\n", "")
    project.write("mkdocs.yml", settings.replace("extra_css:\n  - assets/harbourlight.css\n", ""))
    project.build()
    assert drawing(TEMPLATES) in (project.site / "index.html").read_text()


def test_templates_of_a_community_escape(project: Project) -> None:
    project.write("overrides/partials/mark.html", "{{ '<b>' }}")
    project.write("overrides/home.html", extended("home.html", "loop"))
    project.build()
    home = (project.site / "index.html").read_text()
    assert home.count("&lt;b&gt;") == home.count("&lt;i&gt;") == 1
    assert "rt-steps" in home


def test_a_theme_that_extends_this_one_is_as_good(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = project.root.parent / "packages"
    for name, text in {
        "look/__init__.py": "",
        "look/mkdocs_theme.yml": "extends: rooftop\n",
        "look/products.html": extended("products.html", "content"),
        "look-1.dist-info/METADATA": "Name: look\nVersion: 1\n",
        "look-1.dist-info/entry_points.txt": "[mkdocs.themes]\nlook = look\n",
    }.items():
        project.write(str(place / name), text)
    monkeypatch.syspath_prepend(place)
    get_themes.cache_clear()
    settings = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", settings.replace("name: rooftop", "name: look"))
    project.build()
    assert "&lt;i&gt;" in (project.site / "products" / "index.html").read_text()


def test_templates_styles_and_scripts_can_be_read() -> None:
    for file in SOURCES:
        lines = file.read_text().splitlines()
        assert max(map(len, lines)) <= 160, file
        if file.suffix == ".html":
            assert lines[0].startswith("{#-"), f"{file} says what it draws"


def test_what_a_part_of_a_page_looks_up_counts_for_the_page_and_what_follows_too() -> None:
    """Also where the page has looked up nothing else by then."""
    reads = Reads(datetime.date(2026, 1, 1), Fingerprints())
    faces = reads.table("faces", {"ana": 1, "bo": 2})
    with reads.noted() as page:
        with reads.noted() as part:
            assert faces["ana"] == 1
        assert faces["bo"] == 2
    assert list(part) == [("faces", "get", "ana")]
    assert list(page) == [("faces", "get", "ana"), ("faces", "get", "bo")]


def test_a_kit_is_left_out_by_search_engines_and_has_no_preview_and_no_feeds(demo: Project) -> None:
    head = demo.page("stories/boring-fridays/share").find("head")
    assert head.xpath("meta[@name='robots']/@content") == ["noindex"]
    assert not head.xpath("meta[@property] | link[@rel='alternate']")
