"""The one door through which contributed Markdown becomes HTML."""

from rooftop.markup.prose import Prose, clean_prose
from rooftop.markup.tree import (
    ParsedMarkdown,
    Tree,
    is_elsewhere,
    links_in,
    parse_markdown,
    read_markdown,
    readings,
)

__all__ = [
    "ParsedMarkdown",
    "Prose",
    "Tree",
    "clean_prose",
    "is_elsewhere",
    "links_in",
    "parse_markdown",
    "read_markdown",
    "readings",
]
