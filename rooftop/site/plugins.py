"""Rooftop's own hooks, and the plugins and hooks of others."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from rooftop.config_file import locate
from rooftop.problems import Problem, problem
from rooftop.site import events

#: Where Rooftop's own part of a build is; `rooftop check` needs no more of it than its place.
_BUILD = str(Path(__file__).with_name("build.py"))
#: The hook through which MkDocs reaches Rooftop, and all that stands in it.
_HOOK, _LINE = "hooks/publish.py", f"from {events.__name__} import *"


def check_hooks(config: MkDocsConfig) -> Iterator[Problem]:
    """A problem that names every event of Rooftop's own that would not run."""
    missing = [
        name
        for name in events.__all__
        if getattr(events, name) not in config.plugins.events[name.removeprefix("on_")]
    ]
    if missing:
        what = _HOOK if missing == events.__all__ else f"{', '.join(missing)} of {events.__name__}"
        text = f"hooks: {what} is missing"
        hint = f"List `- {_HOOK}`, a file with the line `{_LINE}`; without it nothing is built."
        yield problem(
            *locate(Path(config.config_file_path), ("hooks",)), "setting-invalid", text, hint
        )


def has_others(config: MkDocsConfig) -> bool:
    """Whether a plugin or a hook of somebody else takes part in a build."""
    methods = (method for methods in config.plugins.events.values() for method in methods)
    return any(method.__module__ != events.__name__ for method in methods)


def failing_plugin(config: MkDocsConfig, error: BaseException) -> str | None:
    """The plugin, or the hook of somebody else, in whose event ``error`` came up; None where it
    came up in none, or in Rooftop's own part of the build.
    """
    for cause in causes(error):
        frames = [frame for frame, _ in traceback.walk_tb(cause.__traceback__)]
        events = [frame.f_locals for frame in frames if frame.f_code.co_name == "run_event"]
        if events and not any(frame.f_code.co_filename == _BUILD for frame in frames):
            name: str | None = config.plugins._event_origins.get(events[-1]["method"])
            return name
    return None


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """``error``, what it came of, and so on."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
