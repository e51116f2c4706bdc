"""After the pages: feeds, and the audit of everything that was built."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from rooftop.site import build


@event_priority(-1000)  # so that the audit sees what other plugins wrote
def on_post_build(config: MkDocsConfig) -> None:
    build.finish(config)
