"""Plugins of others, and hooks that are not Rooftop's."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig

from rooftop.site import build


def failing_plugin(config: MkDocsConfig, error: BaseException) -> str | None:
    """The plugin, or the hook of somebody else, in whose event ``error`` came up; None where it
    came up in none, or in Rooftop's own part of the build.
    """
    for cause in causes(error):
        frames = [frame for frame, _ in traceback.walk_tb(cause.__traceback__)]
        events = [frame.f_locals for frame in frames if frame.f_code.co_name == "run_event"]
        if events and not any(frame.f_code.co_filename == build.__file__ for frame in frames):
            name: str | None = config.plugins._event_origins.get(events[-1]["method"])
            return name
    return None


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """``error``, what it came of, and so on."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
