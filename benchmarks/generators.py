"""The generators: how each is run, and what it makes that is nearest to what Rooftop makes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus

_LAYOUTS = Path(__file__).resolve().parent / "layouts"
#: The day of every build of Rooftop, so that no run depends on when it is made.
DAY = "2026-11-22"


@dataclass(frozen=True)
class Generator:
    """One generator of static sites."""

    #: What it is called in tables.
    name: str
    #: Its name for the command line, of its project, and of its folder in ``layouts/``.
    slug: str
    #: The environment that it is installed in; empty for that of Rooftop.
    environment: str
    #: The packages whose versions the page names.
    packages: tuple[str, ...]
    #: The program and its arguments. Those that begin with ``./`` are files of the environment.
    command: tuple[str, ...]
    #: Writes the content of its project from a community.
    convert: Callable[[Path, Path], None]
    #: What it makes, in a few sentences.
    makes: str
    #: The file of the story that is edited.
    edited: str = "content/stories/story-0.md"

    def prepare(self, content: Path, project: Path) -> None:
        """Write the project of the community in ``content`` to ``project``."""
        self.convert(content, project)
        if (layout := _LAYOUTS / self.slug).is_dir():
            shutil.copytree(layout, project, dirs_exist_ok=True)

    def command_in(self, environments: Path) -> list[str]:
        """The command, with the paths of what is installed in ``environments``."""
        place = environments / self.environment
        programs = place / "bin" if self.environment else Path(sys.executable).parent
        program, *rest = self.command
        found = (str(place / each) if each.startswith("./") else each for each in rest)
        return [str(programs / program), *found]


_PAGES = "One page a story, person and product"
_LISTS = "One page a story; lists by person, product, topic, stage and role, each with"
ROOFTOP = Generator(
    "Rooftop", "rooftop", "", ("rooftop",), ("rooftop", "build", "--as-of", DAY), corpus.as_rooftop,
    "Everything: consent, one page a story, person and product, lists by everything, feeds with "
    "the whole text in several formats and with archives, drawn pictures, frames, posts, data, "
    "search, and an audit of every file.",
)  # fmt: skip
STOCK = Generator(
    "MkDocs with Material", "stock", "", ("mkdocs", "mkdocs-material"),
    ("mkdocs", "build", "--quiet"), corpus.as_mkdocs,
    f"{_PAGES}; search. No lists and no feeds.",
)  # fmt: skip
BLOG = Generator(
    "Material blog with RSS", "blog", "material",
    ("mkdocs", "mkdocs-material", "mkdocs-rss-plugin"),
    ("mkdocs", "build", "--quiet"), corpus.as_blog,
    f"{_PAGES}; lists by topic with Material's blog plugin; feeds of all stories with the whole "
    "text, as RSS and JSON, with mkdocs-rss-plugin; search.",
    "content/stories/posts/story-0.md",
)  # fmt: skip
ZENSICAL = Generator(
    "Zensical", "zensical", "zensical", ("zensical",), ("zensical", "build"), corpus.as_mkdocs,
    f"{_PAGES}; search. No lists and no feeds.",
)  # fmt: skip
HUGO = Generator(
    "Hugo", "hugo", "hugo", ("hugo",),
    ("hugo", "build", "--quiet", "--destination", "site"), corpus.as_hugo,
    f"{_LISTS} an RSS feed of summaries, by Hugo's own taxonomies and feeds. No search.",
)  # fmt: skip
ELEVENTY = Generator(
    "Eleventy", "eleventy", "node", ("@11ty/eleventy", "@11ty/eleventy-plugin-rss"),
    ("node", "./node_modules/@11ty/eleventy/cmd.cjs", "--quiet"), corpus.as_collections,
    f"{_LISTS} an Atom feed with the whole text, by templates and the official RSS plugin. "
    "No search.",
)  # fmt: skip
ASTRO = Generator(
    "Astro", "astro", "node", ("astro", "@astrojs/rss"),
    ("node", "./node_modules/astro/bin/astro.mjs", "build", "--silent"), corpus.as_collections,
    f"{_LISTS} an RSS feed with the whole text, by content collections and @astrojs/rss. "
    "No search.",
)  # fmt: skip
PELICAN = Generator(
    "Pelican", "pelican", "pelican", ("pelican", "markdown"),
    ("pelican", "--settings", "pelicanconf.py", "--quiet"), corpus.as_pelican,
    f"{_PAGES}, with the theme “simple”; lists by author, category and tag, each with an Atom "
    "feed with the whole text. No search.",
)  # fmt: skip
GENERATORS = (ROOFTOP, STOCK, BLOG, ZENSICAL, HUGO, ELEVENTY, ASTRO, PELICAN)
#: What ``--quick`` compares.
QUICK = (ROOFTOP, STOCK)
