"""Untrusted YAML front matter, read strictly: every mistake is found, located, and publishes
nothing.
"""

from rooftop.frontmatter.document import MAX_FILE_BYTES, Document, read, split
from rooftop.frontmatter.edit import (
    EditError,
    rename_key,
    replace_field,
    replace_value,
    set_group,
    set_values,
)
from rooftop.frontmatter.locate import locate_in
from rooftop.frontmatter.values import Path, Positions, parse_yaml

__all__ = [
    "MAX_FILE_BYTES",
    "Document",
    "EditError",
    "Path",
    "Positions",
    "locate_in",
    "parse_yaml",
    "read",
    "rename_key",
    "replace_field",
    "replace_value",
    "set_group",
    "set_values",
    "split",
]
