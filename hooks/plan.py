"""Before anything is built: settings, then everything people wrote, decided once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from rooftop.site import build, preview


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    return build.configure(config)


def on_pre_build(config: MkDocsConfig) -> None:
    build.start(config)


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]
) -> LiveReloadServer:
    return preview.watch(server, config)
