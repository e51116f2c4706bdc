"""The events of MkDocs in which Rooftop takes part. The hook of a community imports them all::

from rooftop.site.events import *

MkDocs loads hooks with its configuration, so modules that build a site are loaded only when a build
begins: `rooftop check` does not need them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import event_priority

from rooftop.deferred import Deferred

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from rooftop.site import build, serving
else:
    build, serving = Deferred("rooftop.site.build"), Deferred("rooftop.site.serving")

__all__ = [
    "on_config",
    "on_env",
    "on_files",
    "on_nav",
    "on_page_context",
    "on_post_build",
    "on_pre_build",
    "on_serve",
    "on_shutdown",
    "on_template_context",
]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the settings."""
    return build.configure(config)


def on_pre_build(config: MkDocsConfig) -> None:
    """Read everything people wrote, and decide once what is published."""
    build.start(config)


@event_priority(100)  # other plugins then have the server that is used
def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]
) -> LiveReloadServer:
    """Watch all inputs of the site."""
    return serving.attach(server, config, builder)


def on_shutdown() -> None:
    """Let a preview end."""
    serving.stop()


@event_priority(100)  # so that other plugins see the pages there are
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the plan, and nothing else."""
    return build.replace(files, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember the navigation, which is part of every page."""
    return build.navigate(nav, config)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give templates the functions they call."""
    return build.prepare(env, files, config)


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Describe a page that shows no record, such as ``404.html``."""
    return build.describe(context, None, config)


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Describe a page."""
    return build.describe(context, page, config)


@event_priority(-1000)  # so that the audit sees what other plugins wrote
def on_post_build(config: MkDocsConfig) -> None:
    """Write the feeds and everything else that is not a page, then audit everything that was
    built.
    """
    build.finish(config)
