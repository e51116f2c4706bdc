"""What becomes of a filed form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["pull-request", "note", "private", "ignored"]


@dataclass(frozen=True)
class Outcome:
    """What to do: open or change a ``pull-request`` with ``files`` (texts by paths below the
    content), only comment (``note``), or keep it ``private``. ``comment`` and ``body`` are
    Markdown; ``commit`` is the message of the commit.
    """

    kind: Kind
    comment: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    body: str = ""
    is_ready: bool = False
