"""Errors of a build that cannot start, or may not be published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from rooftop.problems import Problem
from rooftop.summary import count

if TYPE_CHECKING:
    from rooftop.audit import Leak


class SettingsError(Exception):
    """The configuration cannot be used; ``problems``, at least one, say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class LeakError(PluginError):
    """The built site contains something that must not be published; ``leaks`` say what, where."""

    def __init__(self, leaks: list[Leak]) -> None:
        listed = "\n".join(f"  {leak.path}: {leak.what}" for leak in leaks[:20])
        number = count(len(leaks), "thing", "things")
        super().__init__(f"The built site contains {number} that must not be published:\n{listed}")
        self.leaks = leaks
