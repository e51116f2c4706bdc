"""What all records share: the file they were read from, their slug and their prose."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from pydantic import Field, PrivateAttr

from rooftop.frontmatter import Path, Positions
from rooftop.records.fields import Part
from rooftop.text.packed import pack, unpack


@dataclass(frozen=True)
class Origin:
    """Where a record was read from: ``path`` is relative to the project, lines and columns count
    from 1. The positions of all fields are packed, because few are ever asked for.
    """

    path: str
    slug: str
    body: str = ""
    body_line: int = 1
    draft: bool = False
    packed_positions: bytes = field(default=b"", repr=False)

    @property
    def positions(self) -> Positions:
        """Where each field begins: line and column, from 1."""
        places = json.loads(unpack(self.packed_positions) or "[]")
        return {tuple(path): (line, column) for line, column, *path in places}

    def at(self, *path: str | int) -> tuple[int, int]:
        """Line and column of the field at ``path``, or of the nearest one around it that is
        written.
        """
        return locate(self.positions, path)


def pack_positions(positions: Positions) -> bytes:
    """``positions`` for an `Origin`."""
    return pack(json.dumps([(*place, *path) for path, place in positions.items()]))


def locate(positions: Positions, path: Path) -> tuple[int, int]:
    """Line and column of ``path`` or its nearest written ancestor; (1, 1) when there is none."""
    for length in range(len(path), 0, -1):
        if path[:length] in positions:
            return positions[path[:length]]
    return 1, 1


_NOWHERE = Origin("", "")


class Record(Part):
    """One file below ``content/``. Its slug is the file's name, its body the prose below the
    fields. An ``example`` stands there to be replaced.
    """

    folder: ClassVar[str]
    example: bool = Field(
        False,
        strict=True,
        description="The file is an example to be replaced: only previews show it.",
    )
    _origin: Origin = PrivateAttr(default_factory=lambda: _NOWHERE)  # a default would be copied

    def model_post_init(self, context: Any, /) -> None:
        if isinstance(context, Origin):
            self._origin = context

    @property
    def origin(self) -> Origin:
        """The file this was read from."""
        private = self.__pydantic_private__ or {}  # asked for very often; `_origin` takes its time
        origin: Origin = private["_origin"]
        return origin

    def with_origin(self, origin: Origin) -> Self:
        """The same record as if it had been read from ``origin``."""
        copy = self.model_copy()
        copy._origin = origin
        return copy

    @property
    def is_draft(self) -> bool:
        """Whether only previews show it: it waits in the drafts folder, or is an example."""
        return self.origin.draft or self.example

    @property
    def slug(self) -> str:
        """The record's name in addresses and references."""
        return self.origin.slug

    @property
    def body(self) -> str:
        """The prose, Markdown."""
        return self.origin.body

    @property
    def markdown(self) -> dict[str, str]:
        """Everything of the record that is Markdown, by its field; ``body`` is the prose below the
        fields.
        """
        return {"body": self.body}
