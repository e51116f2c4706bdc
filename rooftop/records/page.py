"""An ordinary page: about, contribute, the words above a list."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from rooftop.records.fields import Short, Summary
from rooftop.records.record import Record


class Page(Record):
    """A page of the company's own, such as ``about.md``. Its slug is its path below ``content/``,
    without the ending.
    """

    folder: ClassVar[str] = ""

    title: Short = Field(description="The title of the page.")
    description: Summary | None = Field(
        None, description="What the page is about, for search engines and link previews."
    )
