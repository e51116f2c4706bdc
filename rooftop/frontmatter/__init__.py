"""Untrusted YAML front matter, read strictly: every mistake is found, located, and publishes nothing."""

from rooftop.frontmatter.document import Document, read, split
from rooftop.frontmatter.values import Path, Positions, parse_yaml

__all__ = ["Document", "Path", "Positions", "parse_yaml", "read", "split"]
