"""Pagefind's program (pagefind.app), and the order of what it writes.

Pagefind writes the values of a filter, and the languages of an index, in another order each time.
`sort_index` puts them in one order, so that the same site gives the same bytes. It reads and writes
a format that Pagefind documents nowhere, so the version is pinned and everything it relies on is
checked.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import cbor2
from pagefind_bin_extended import get_executable

#: The version whose format `sort_index` knows; pyproject.toml pins the same one.
VERSION = "1.5.2"
#: What Pagefind writes before everything it compresses.
_MAGIC = b"pagefind_dcd"
_MAX_SECONDS = 900
#: Where the filters stand among the parts of an index: version, pages, words, filters, sorts, and
#: fields of metadata.
_FILTERS, _PARTS = 3, 6


class SearchError(Exception):
    """The index could not be made; its text says why, and what to do."""


def run_pagefind(source: Path, target: Path) -> None:
    """Index the pages below ``source`` into the folder ``target``. Raises `SearchError`.

    The extended program is used: only that one finds the words of Chinese, Japanese and Thai, which
    are written without spaces.
    """
    try:
        command = [get_executable(), "--site", str(source), "--output-path", str(target), "--quiet"]
        subprocess.run(command, capture_output=True, text=True, timeout=_MAX_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        reason = " ".join(str(getattr(error, "stderr", "") or error).split())[:500]
        raise SearchError(f"The search index could not be made: {reason}") from error


def sort_index(folder: Path) -> None:
    """Put the index in ``folder`` into an order that depends on its contents alone.

    Raises `SearchError` for the index of another version of Pagefind, and for one that is not built
    as this version builds it.
    """
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    if entry.get("version") != VERSION:
        raise SearchError(
            f"Rooftop knows the search index of Pagefind {VERSION}, and this one is of "
            f"{entry.get('version')}. Install pagefind-bin-extended=={VERSION}."
        )
    for tag, language in sorted(entry["languages"].items()):
        index = folder / f"pagefind.{language['hash']}.pf_meta"
        parts = _unpack(index)
        for reference in _filters(parts):
            file = folder / "filter" / f"{reference[1]}.pf_filter"
            name, values = _values(_unpack(file))
            file.unlink()
            reference[1] = _pack(file.parent, "{}.pf_filter", tag, [name, sorted(values)])
        parts[_FILTERS].sort()
        index.unlink()
        language["hash"] = _pack(folder, "pagefind.{}.pf_meta", tag, parts)
    entry["languages"] = dict(sorted(entry["languages"].items()))
    (folder / "pagefind-entry.json").write_text(
        json.dumps(entry, ensure_ascii=False), encoding="utf-8"
    )


def _filters(parts: Any) -> list[list[str]]:
    """Name and file of each filter of an index."""
    if isinstance(parts, list) and len(parts) == _PARTS and parts[0] == VERSION:
        references = parts[_FILTERS]
        if isinstance(references, list) and all(_is_pair(each, str) for each in references):
            return references
    raise _unknown_format()


def _values(data: Any) -> tuple[str, list[Any]]:
    """The name of a filter, and its values, each with the numbers of its pages."""
    if _is_pair(data, list) and all(_is_pair(each, list) for each in data[1]):
        return data[0], data[1]
    raise _unknown_format()


def _is_pair(value: Any, second: type) -> bool:
    """Whether ``value`` is a list of a string and of a ``second``."""
    return isinstance(value, list) and [type(part) for part in value] == [str, second]


def _unknown_format() -> SearchError:
    return SearchError(
        f"The search index is not built as Pagefind {VERSION} builds it. "
        f"Install pagefind-bin-extended=={VERSION} anew."
    )


def _unpack(file: Path) -> Any:
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(_MAGIC):
        raise _unknown_format()
    return cbor2.loads(data.removeprefix(_MAGIC))


def _pack(folder: Path, name: str, tag: str, data: Any) -> str:
    """Write ``data`` under its own digest, which is given back, with the language that Pagefind
    puts before it.
    """
    raw = _MAGIC + cbor2.dumps(data)
    digest = f"{tag}_{hashlib.blake2b(raw, digest_size=5).hexdigest()}"
    (folder / name.format(digest)).write_bytes(gzip.compress(raw, mtime=0))
    return digest
