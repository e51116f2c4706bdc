"""Attaches the server of a preview, or prepares that of MkDocs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from rooftop.site.invocation import current_invocation
from rooftop.site.watching import watched


def attach(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], Any]
) -> LiveReloadServer:
    """The server of the current preview; else ``server``, which then rebuilds the complete site
    when any of its inputs changes.
    """
    if preview := current_invocation().preview:
        return preview.attach(server, config, builder)
    for path, is_recursive in watched(config):
        server.watch(str(path), recursive=is_recursive)
    return server


def stop() -> None:
    """Stop the background build of a preview."""
    if preview := current_invocation().preview:
        preview.stop()
