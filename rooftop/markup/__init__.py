"""The one door through which contributed Markdown becomes HTML."""

from rooftop.markup.prose import Prose, clean_prose
from rooftop.markup.tree import Manuscript, Tree, is_elsewhere, links_in, parse_markdown, read_markdown, readings

__all__ = [
    "Manuscript",
    "Prose",
    "Tree",
    "clean_prose",
    "is_elsewhere",
    "links_in",
    "parse_markdown",
    "read_markdown",
    "readings",
]
