"""The state of the current build."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from rooftop.cache import Cache
from rooftop.cards import Picture
from rooftop.feeds import FeedDefinition
from rooftop.plan import Plan
from rooftop.site.configuration import BUILD
from rooftop.site.fingerprints import Fingerprints
from rooftop.site.generated_files import Documents
from rooftop.site.kept_pages import KeptPages
from rooftop.site.output_folder import OutputFolder
from rooftop.site.pages import SitePage
from rooftop.site.pictures import Shown
from rooftop.site.surroundings import Surroundings

_MISSING = (
    "{} of rooftop.site.events did not run. List `- hooks/publish.py` under `hooks` in mkdocs.yml; "
    "without it nothing is built."
)


@dataclass
class Build:
    """The plan of the current build, and its pages. If it ``is_alone``, no third-party plugin or
    hook takes part.
    """

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
    environment: jinja2.Environment | None = None
    files: Files | None = None
    documents: Documents | None = None
    surroundings: Surroundings | None = None
    is_alone: bool = False
    kept_pages: KeptPages | None = None
    drawn: int = 0
    drawing: str = ""

    @cached_property
    def page_at(self) -> dict[str, SitePage]:
        """The pages by their addresses."""
        return {page.address: page for page in self.pages}


def missing(event: str) -> PluginError:
    """The error for an ``event`` that did not happen."""
    return PluginError(_MISSING.format(event))


def begin(build: Build, config: MkDocsConfig) -> None:
    """Make ``build`` the one that is going on."""
    config.extra[BUILD] = build


def end(config: MkDocsConfig) -> None:
    """Forget the build that is going on. It refers to ``config``, so without garbage collection,
    neither would be freed.
    """
    config.extra.pop(BUILD, None)


def current(config: MkDocsConfig) -> Build:
    """The build that is going on. Raises PluginError when none began."""
    if BUILD not in config.extra:
        raise missing("on_pre_build")
    build: Build = config.extra[BUILD]
    return build


def drawing(config: MkDocsConfig) -> str:
    """The subject of the page that is being rendered; empty if none is."""
    build = config.extra.get(BUILD)
    return build.drawing if isinstance(build, Build) else ""
