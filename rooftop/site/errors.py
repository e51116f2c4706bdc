"""What is raised when a build cannot begin."""

from __future__ import annotations

from collections.abc import Iterable

from rooftop.problems import Problem


class SettingsError(Exception):
    """The configuration cannot be used; ``problems`` say why, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
