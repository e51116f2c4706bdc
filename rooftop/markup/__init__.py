"""The one door through which contributed Markdown becomes HTML, and text and prose Markdown."""

from rooftop.markup.backticks import spanned
from rooftop.markup.display import place_pull_quotes, take_paragraph
from rooftop.markup.links import anchors_in, find_trick, is_elsewhere, links_in
from rooftop.markup.markdown import write_markdown
from rooftop.markup.markdown_line import escape_markdown
from rooftop.markup.plain_text import readings, without_note_marks
from rooftop.markup.prose import Prose, clean_prose
from rooftop.markup.structure import blocks_in, paragraphs_of, says
from rooftop.markup.tree import (
    ParsedMarkdown,
    Tree,
    parse_html,
    parse_markdown,
    read_markdown,
)

__all__ = [
    "ParsedMarkdown",
    "Prose",
    "Tree",
    "anchors_in",
    "blocks_in",
    "clean_prose",
    "escape_markdown",
    "find_trick",
    "is_elsewhere",
    "links_in",
    "paragraphs_of",
    "parse_html",
    "parse_markdown",
    "place_pull_quotes",
    "read_markdown",
    "readings",
    "says",
    "spanned",
    "take_paragraph",
    "without_note_marks",
    "write_markdown",
]
