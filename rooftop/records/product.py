"""One product, and the names it goes by."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from rooftop.records.fields import Https, Line, Passage, Short, Slug
from rooftop.records.record import Record


class Product(Record):
    """A product that stories mention. The text below the front matter describes it."""

    folder: ClassVar[str] = "products"

    name: Short = Field(description="The name of the product.")
    url: Https | None = Field(None, description="The product's page on the company's website.")
    tagline: Line | None = Field(None, description="What it does, in one sentence.")
    category: Short | None = Field(None, description="What kind of product it is.")
    names: tuple[Short, ...] = Field(
        (), description="Other spellings of the name. Prose that uses one is linked too."
    )
    not_names: tuple[Short, ...] = Field(
        (), description="Phrases that contain a name and mean something else. Never linked."
    )
    aliases: tuple[Slug, ...] = Field(
        (), description="Former names of this file. Old links and references keep working."
    )
    status: Literal["current", "retired"] = Field(
        "current", description="Whether it is still sold. The page of a retired product says so."
    )
    replaced_by: Slug | None = Field(
        None, description="The product that takes its place: a file in `products/`."
    )
    not_a_fit_for: Passage | None = Field(
        None, description="Who should choose something else, and why."
    )
