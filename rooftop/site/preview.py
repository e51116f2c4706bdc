"""What a preview watches, and what it says of its search, which it makes behind the pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

from rooftop.config_file import inheritance
from rooftop.site.configuration import community_of
from rooftop.site.folders import sources_of
from rooftop.site.invocation import current_invocation
from rooftop.site.outputs import write_files
from rooftop.translations import translation_for

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

#: The file that there is as long as search is being made; search.js asks for it.
MAKING = "search-making.json"


def watch(server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
    """Have ``server`` build again when anything changes that the site is made from: content,
    drafts, templates, files that ``mkdocs.yml`` inherits from, and every file beside it, such as
    ``programme.yml``.
    """
    for folder in filter(Path.is_dir, sources_of(config, community_of(config).settings)):
        server.watch(str(folder))
    file = Path(config.config_file_path)
    for inherited in inheritance(file)[1:]:
        server.watch(str(inherited))
    server.watch(str(file.parent), recursive=False)
    return server


def stop() -> None:
    """Write nothing more into the site of a preview, which MkDocs is about to remove."""
    if background := current_invocation().background:
        background.forget()


def describe_making(language: str) -> bytes:
    """What search says until it can be used, and then, as JSON."""
    words = translation_for(language)
    said = {"making": words("search.making"), "ready": words("search.ready")}
    return json.dumps(said, ensure_ascii=False).encode()


def put_index(site: Path, files: Mapping[str, bytes]) -> None:
    """Put the index of search in a site that is looked at already."""
    write_files(site, files)
    (site / MAKING).unlink(missing_ok=True)
