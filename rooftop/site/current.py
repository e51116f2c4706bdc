"""What is known of the build that is going on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation

from rooftop.cache import Cache
from rooftop.cards import Picture
from rooftop.feeds import FeedDefinition
from rooftop.plan import Plan
from rooftop.site.fingerprints import Fingerprints
from rooftop.site.kept_pages import KeptPages
from rooftop.site.output_folder import OutputFolder
from rooftop.site.pages import SitePage
from rooftop.site.pictures import Shown

_KEY = "rooftop_build"
_MISSING = (
    "{} of rooftop.site.events did not run. List `- hooks/publish.py` under `hooks` in mkdocs.yml; "
    "without it nothing is built."
)


@dataclass
class Build:
    """The plan of the build that is going on, and its pages."""

    plan: Plan
    cache: Cache
    fonts: dict[str, bytes]
    faces: str
    definitions: list[FeedDefinition]
    pages: list[SitePage]
    theme_folders: list[str]
    web_editor: dict[str, bytes]
    output: OutputFolder
    fingerprints: Fingerprints
    shown: Shown = field(default_factory=lambda: Shown({}, {}))
    pictures: dict[str, Picture] = field(default_factory=dict)
    navigation: Navigation | None = None
    environment: jinja2.Environment | None = None
    documents: Sequence[File] = ()
    kept_pages: KeptPages | None = None
    drawn: int = 0
    drawing: str = ""

    @cached_property
    def feeds_by_page(self) -> dict[str, list[FeedDefinition]]:
        """The feeds of one page, by its address; the community's stand on every page."""
        found: dict[str, list[FeedDefinition]] = {}
        for definition in filter(lambda each: each.folder, self.definitions):
            found.setdefault(definition.page, []).append(definition)
        return found


def missing(event: str) -> PluginError:
    """The error for an ``event`` that did not happen."""
    return PluginError(_MISSING.format(event))


def begin(build: Build, config: MkDocsConfig) -> None:
    """Make ``build`` the one that is going on."""
    config.extra[_KEY] = build


def current(config: MkDocsConfig) -> Build:
    """The build that is going on. Raises PluginError when none began."""
    if _KEY not in config.extra:
        raise missing("on_pre_build")
    build: Build = config.extra[_KEY]
    return build


def drawing(config: MkDocsConfig) -> str:
    """The subject of the page that is being drawn; empty where none is."""
    build = config.extra.get(_KEY)
    return build.drawing if isinstance(build, Build) else ""
