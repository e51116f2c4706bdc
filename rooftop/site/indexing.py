"""When search is made: with the build, or behind the pages of a preview."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from mkdocs.exceptions import PluginError

from rooftop.cache import Cache
from rooftop.site.background import Background
from rooftop.site.output_folder import OutputFolder
from rooftop.site.outputs import write_files
from rooftop.site.preview import MAKING, describe_making, put_index
from rooftop.site.search import SearchError, Sources, make_index

log = logging.getLogger("mkdocs.rooftop")


def index_now(output: OutputFolder, sources: Sources, cache: Cache) -> None:
    """Write what search finds of ``sources``. Raises PluginError when it cannot be made."""
    try:
        output.write_all(make_index(sources, cache))
    except SearchError as error:
        raise PluginError(str(error)) from None


def index_behind(
    site: Path,
    sources: Sources,
    language: str,
    background: Background,
    open_cache: Callable[[], Cache],
) -> None:
    """Have ``background`` make the same while pages can be read already, with a cache of its own.
    Until it is ready, search says so in ``language``; one that cannot be made is left out.
    """

    def make() -> dict[str, bytes]:
        try:
            return make_index(sources, open_cache())
        except SearchError as error:
            log.warning("%s", error)
            return {}

    write_files(site, {MAKING: describe_making(language)})
    background.run(make, lambda files: put_index(site, files))
