"""Explains failures of a build to people who wrote a setting, a template or a plugin."""

from __future__ import annotations

import errno
import os
import traceback
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError

from rooftop.site.plugins import failing_plugin


def describe_failure(error: BaseException, config: MkDocsConfig | None) -> str | None:
    """A message that says what caused ``error``, which ended a build with ``config``: a setting, a
    template, a plugin. None for errors of Rooftop itself.
    """
    if isinstance(error, Abort | BuildError):
        cause = error.__cause__ or error.__context__
        return str(cause if isinstance(cause, BuildError) else error)
    if isinstance(error, jinja2.TemplateError):
        return _describe_template(error)
    plugin = failing_plugin(config, error) if config else None
    if plugin and not os.environ.get("ROOFTOP_TRACEBACK"):
        text = f"The plugin {plugin} failed: {type(error).__name__}: {error}"
        return f"{text}\nSet ROOFTOP_TRACEBACK=1 to see where."
    return _describe_system(error) if isinstance(error, OSError) else None


def _describe_template(error: jinja2.TemplateError) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = next(
        (f"{frame.filename}:{frame.lineno}" for frame in reversed(frames) if _is_template(frame)),
        "",
    )
    if isinstance(error, jinja2.TemplateSyntaxError):
        place = f"{error.filename or error.name}:{error.lineno}"
    return f"{place or 'A template'}: {error.message}"


def _is_template(frame: traceback.FrameSummary) -> bool:
    return Path(frame.filename).suffix in (".html", ".xml")


def _describe_system(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "Another program is using this address. Choose another one with --dev-addr."
    return f"{error.strerror}: {error.filename}" if error.filename else str(error)
