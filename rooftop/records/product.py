"""One product, and the names it goes by."""

from __future__ import annotations

from typing import ClassVar, Literal

from rooftop.records.fields import Https, Line, Passage, Short, Slug
from rooftop.records.record import Record


class Product(Record):
    """A product. Every spelling in ``names`` is linked in prose, those in ``not_names`` never
    are.
    """

    folder: ClassVar[str] = "products"

    name: Short
    url: Https | None = None
    tagline: Line | None = None
    category: Short | None = None
    names: tuple[Short, ...] = ()
    not_names: tuple[Short, ...] = ()
    aliases: tuple[Slug, ...] = ()
    status: Literal["current", "retired"] = "current"
    replaced_by: Slug | None = None
    not_a_fit_for: Passage | None = None
