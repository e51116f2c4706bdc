"""The pages: which there are, and what their templates are given."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from rooftop.site import build


@event_priority(100)  # so that other plugins see the pages there are
def on_files(files: Files, config: MkDocsConfig) -> Files:
    return build.replace(files, config)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    return build.prepare(env, files, config)


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    return build.describe(context, None, config)


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    return build.describe(context, page, config)
