"""Whether the private folder is private."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rooftop.logbook import why_published
from rooftop.problems import Problem, problem


def check_privacy(root: Path, folder: Path) -> Iterator[Problem]:
    """A problem where git publishes the private ``folder`` with the project in ``root``."""
    if folder.is_dir() and (reason := why_published(root, folder)):
        what, hint = reason
        yield problem(folder.name, (0, 0), "programme-public", what, hint)
