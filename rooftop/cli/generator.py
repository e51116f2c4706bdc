"""How commands run MkDocs: plugins are started and stopped, its log is printed, its failures are
explained.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from mkdocs.config.defaults import MkDocsConfig

from rooftop.site.configuration import SettingsError, community_of
from rooftop.site.failures import describe_failure
from rooftop.site.plugins import check_hooks

_UNTOUCHED = "Nothing was published. The previous site is unchanged."


def require_buildable(config: MkDocsConfig) -> None:
    """Raise `SettingsError` for a configuration with which nothing can be built."""
    community_of(config)
    if problems := list(check_hooks(config)):
        raise SettingsError(problems)


@contextmanager
def plugins_running(config: MkDocsConfig) -> Iterator[None]:
    """Run the startup events of plugins and hooks and, however the build ends, their shutdown
    events, as ``mkdocs build`` does.
    """
    config.plugins.on_startup(command="build", dirty=False)
    try:
        yield
    finally:
        config.plugins.on_shutdown()


@contextmanager
def logged(level: int) -> Iterator[None]:
    """Print what MkDocs and its plugins log, from ``level`` up, to standard error.

    At WARNING, the level of a build, messages of Rooftop itself are left out, because the command
    reports them afterwards; so is the error that ends the build, because `explained` reports it.
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
    """Turn an error that ends a build into a ClickException that says what to look at: a setting,
    a template, a plugin. Errors of Rooftop itself pass through.
    """
    try:
        yield
    except Exception as error:
        if text := describe_failure(error, config):
            raise click.ClickException(f"{text}\n{_UNTOUCHED}") from None
        raise
