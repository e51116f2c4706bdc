"""Rooftop's own hooks, and the plugins and hooks of others."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from rooftop.config_file import locate
from rooftop.problems import Problem, problem
from rooftop.site import build

#: The events that each of Rooftop's own hooks is there for.
_OWN = {
    "hooks/plan.py": ("config", "pre_build"),
    "hooks/pages.py": ("files", "env", "template_context", "page_context"),
    "hooks/outputs.py": ("post_build",),
}


def check_hooks(config: MkDocsConfig) -> Iterator[Problem]:
    """A problem for each of Rooftop's own hooks that would not run."""
    for name, events in _OWN.items():
        if not all(any(map(_is_own, config.plugins.events[event])) for event in events):
            place = locate(Path(config.config_file_path), ("hooks",))
            hint = f"List `- {name}` there; without it nothing is built."
            yield problem(*place, "setting-invalid", f"hooks: {name} is missing", hint)


def _is_own(handler: Any) -> bool:
    """Whether a handler of an event is defined where `rooftop.site.build` is called."""
    names = getattr(handler, "__globals__", {}).values()
    return any(each is build or getattr(each, "__module__", "") == build.__name__ for each in names)


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
