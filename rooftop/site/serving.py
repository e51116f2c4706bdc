"""What serves a site while people work on it: a preview, or MkDocs by itself."""

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
    """A server that shows the preview that was asked for, else ``server``, which then builds the
    whole site again when anything changes that it is made from.
    """
    if preview := current_invocation().preview:
        return preview.attach(server, config, builder)
    for path, is_recursive in watched(config):
        server.watch(str(path), recursive=is_recursive)
    return server


def stop() -> None:
    """End what a preview does behind its pages."""
    if preview := current_invocation().preview:
        preview.stop()
