"""After the pages: feeds, and the audit of everything that was built."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from rooftop.site import build


def on_post_build(config: MkDocsConfig) -> None:
    build.finish(config)
