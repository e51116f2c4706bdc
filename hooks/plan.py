"""Before anything is built: settings, then everything people wrote, decided once."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from rooftop.site import build


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    return build.configure(config)


def on_pre_build(config: MkDocsConfig) -> None:
    build.start(config)
