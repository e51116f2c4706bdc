"""Every text within plain data, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rooftop.frontmatter import Path


def strings_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Each text in ``value``, which stands at ``path``, and its own path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from strings_in(each, (*path, key))
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from strings_in(each, (*path, number))
