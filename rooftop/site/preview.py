"""What a preview watches."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from rooftop.config_file import inheritance
from rooftop.site.configuration import community_of
from rooftop.site.folders import sources_of


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
