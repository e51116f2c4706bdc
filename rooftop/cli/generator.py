"""MkDocs as a command runs it: its plugins begin and end, its log is heard, its failures make
sense.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError

from rooftop.site.configuration import SettingsError, community_of
from rooftop.site.plugins import check_hooks, failing_plugin

_UNTOUCHED = "Nothing was published. The previous site is unchanged."


def require_buildable(config: MkDocsConfig) -> None:
    """Raise `SettingsError` for a configuration with which nothing can be built."""
    community_of(config)
    if problems := list(check_hooks(config)):
        raise SettingsError(problems)


@contextmanager
def plugins_running(config: MkDocsConfig) -> Iterator[None]:
    """Tell plugins and hooks that a build begins, and at the end, however it ends, that it is
    over, as ``mkdocs build`` does.
    """
    config.plugins.on_startup(command="build", dirty=False)
    try:
        yield
    finally:
        config.plugins.on_shutdown()


@contextmanager
def logged(level: int) -> Iterator[None]:
    """What MkDocs and its plugins log, from ``level`` up, on standard error.

    At WARNING, as a build asks for, what Rooftop itself logs is left out, because the command says
    it afterwards; so is the error that ends the build, because `explained` says it.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(level)
    if level >= logging.WARNING:
        handler.addFilter(_is_said_nowhere_else)
    logger = logging.getLogger("mkdocs")
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(level)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]


def _is_said_nowhere_else(record: logging.LogRecord) -> bool:
    ends_build = record.name == "mkdocs.commands.build" and record.levelno >= logging.ERROR
    return not ends_build and not record.name.startswith("mkdocs.rooftop")


@contextmanager
def explained(config: MkDocsConfig) -> Iterator[None]:
    """Whatever ends a build becomes a ClickException that says what to look at: a setting, a
    template, a plugin. Failures of Rooftop's own pass through.
    """
    try:
        yield
    except (Abort, BuildError) as error:
        cause = error.__cause__ or error.__context__
        text = str(cause if isinstance(cause, BuildError) else error)
        raise click.ClickException(f"{text}\n{_UNTOUCHED}") from None
    except jinja2.TemplateError as error:
        raise click.ClickException(f"{_template_failure(error)}\n{_UNTOUCHED}") from None
    except Exception as error:
        plugin = failing_plugin(config, error)
        if plugin and not os.environ.get("ROOFTOP_TRACEBACK"):
            text = f"The plugin {plugin} failed: {type(error).__name__}: {error}"
            hint = "ROOFTOP_TRACEBACK=1 shows where."
            raise click.ClickException(f"{text}\n{hint} {_UNTOUCHED}") from None
        if isinstance(error, OSError):
            raise click.ClickException(f"{_system_failure(error)}\n{_UNTOUCHED}") from None
        raise


def _template_failure(error: jinja2.TemplateError) -> str:
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


def _system_failure(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "Another program uses this address. Choose another one with --dev-addr."
    return f"{error.strerror}: {error.filename}" if error.filename else str(error)
