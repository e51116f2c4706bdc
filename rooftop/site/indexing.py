"""Writes the search index of the built pages."""

from __future__ import annotations

from pathlib import Path

from mkdocs.exceptions import PluginError

from rooftop.site.current import Build
from rooftop.site.search import SearchError, make_index, read_sources


def index_pages(build: Build, site: Path) -> None:
    """Write the search index of the pages below ``site``. Raises PluginError if that fails."""
    language, faces = build.plan.community.language, build.shown.faces
    sources = read_sources(site, build.output.digests, build.pages, language, faces, build.cache)
    try:
        build.output.write_all(make_index(sources, build.cache))
    except SearchError as error:
        raise PluginError(str(error)) from None
