"""The files that Pagefind (pagefind.app) writes, in a stable order.

Pagefind writes the values of a filter, and the languages of an index, in a different order each
time. `sort_index` sorts them, so that the same site gives the same bytes. The format is not
documented, so the version is pinned, and every assumption about it is checked.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any, TypeAlias

import cbor2
import deflate

#: The files of an index, by their paths.
Files: TypeAlias = dict[str, bytes]

#: The version whose format `sort_index` knows; pyproject.toml pins the same one.
VERSION = "1.5.2"
#: The file that tells what languages an index has.
ENTRY = "pagefind-entry.json"
#: What Pagefind writes before everything it compresses.
MAGIC = b"pagefind_dcd"
#: How much is tried to make files small, from 1 to 12.
_EFFORT = 9
#: The number of bytes before the data of a member.
_HEADER = 20
#: Positions of the parts of an index: version, pages, words, filters, sorts, metadata fields.
PAGES, WORDS, FILTERS, FIELDS, _PARTS = 1, 2, 3, 5, 6


class SearchError(Exception):
    """The index could not be made; its text says why, and what to do."""


def sort_index(files: Files) -> Files:
    """``files`` in an order that depends only on the contents of their index.

    Raises `SearchError` for an index of another version of Pagefind, and for one that is not
    structured as this version does it.
    """
    files, entry = dict(files), read_entry(files)
    for tag, language in sorted(entry["languages"].items()):
        parts = read_parts(files.pop(meta_path(language)))
        for reference in parts[FILTERS]:
            name, values = read_filter(files.pop(filter_path(reference[1])))
            reference[1], packed = pack(tag, [name, sorted(values)])
            files[filter_path(reference[1])] = packed
        parts[FILTERS].sort()
        language["hash"], packed = pack(tag, parts)
        files[meta_path(language)] = packed
    files[ENTRY] = format_entry(entry)
    return files


def meta_path(language: Mapping[str, Any]) -> str:
    """The path of the metadata of the index of a ``language`` of the entry."""
    return f"pagefind.{language['hash']}.pf_meta"


def filter_path(name: str) -> str:
    """The path of the filter with a ``name`` of files."""
    return f"filter/{name}.pf_filter"


def read_entry(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The languages of the index in ``files``. Raises `SearchError` for an index of another
    version.
    """
    entry: dict[str, Any] = json.loads(files[ENTRY])
    if entry.get("version") != VERSION:
        raise SearchError(
            f"Rooftop knows the search index of Pagefind {VERSION}, and this one is of "
            f"{entry.get('version')}. Install pagefind-bin-extended=={VERSION}."
        )
    return entry


def format_entry(entry: dict[str, Any]) -> bytes:
    """``entry`` as Pagefind reads it, with its languages in the order of the alphabet."""
    ordered = entry | {"languages": dict(sorted(entry["languages"].items()))}
    return json.dumps(ordered, ensure_ascii=False).encode()


def read_parts(file: bytes) -> list[Any]:
    """The parts of an index: ``.pf_meta``. Raises `SearchError` for another format."""
    parts = _unpack(file)
    if isinstance(parts, list) and len(parts) == _PARTS and parts[0] == VERSION:
        references = parts[FILTERS]
        if isinstance(references, list) and all(_is_pair(each, str) for each in references):
            return parts
    raise unknown_format()


def read_filter(file: bytes) -> tuple[str, list[Any]]:
    """The name of a filter, and its values, each with the numbers of its pages: ``.pf_filter``.
    Raises `SearchError` for another format.
    """
    data = _unpack(file)
    if _is_pair(data, list) and all(_is_pair(each, list) for each in data[1]):
        return data[0], data[1]
    raise unknown_format()


def read_words(file: bytes) -> list[Any]:
    """The words of a part of an index, each with its pages and its spellings: ``.pf_index``. Raises
    `SearchError` for another format.
    """
    data = _unpack(file)
    if isinstance(data, list) and len(data) == 1 and isinstance(data[0], list):
        words = data[0]
        if all(isinstance(word, list) and len(word) == 3 for word in words):
            return words
    raise unknown_format()


def _is_pair(value: Any, second: type) -> bool:
    """Whether ``value`` is a list of a string and of a ``second``."""
    return isinstance(value, list) and [type(part) for part in value] == [str, second]


def unknown_format() -> SearchError:
    """The error for files that are not structured as expected."""
    return SearchError(
        f"The search index is not structured as Pagefind {VERSION} does it. "
        f"Reinstall pagefind-bin-extended=={VERSION}."
    )


def _unpack(file: bytes) -> Any:
    data = gzip.decompress(file)
    if not data.startswith(MAGIC):
        raise unknown_format()
    return cbor2.loads(data.removeprefix(MAGIC))


def pack(tag: str, data: Any) -> tuple[str, bytes]:
    """``data`` as Pagefind reads it, and its name: the language and a digest."""
    raw = MAGIC + cbor2.dumps(data)
    digest = f"{tag}_{hashlib.blake2b(raw, digest_size=5).hexdigest()}"
    return digest, bytes(deflate.gzip_compress(raw, _EFFORT))


def gzip_part(data: bytes) -> bytes:
    """``data`` as one member of a file in gzip (RFC 1952). An extra field tells the length of the
    member, so that search-blocks.js finds the next one.
    """
    packed = bytes(deflate.deflate_compress(data, _EFFORT))  # the same bytes on every system
    check = struct.pack("<II", zlib.crc32(data), len(data))
    length = struct.pack("<HccHI", 8, b"R", b"T", 4, _HEADER + len(packed) + len(check))
    return b"\x1f\x8b\x08\x04\0\0\0\0\0\xff" + length + packed + check
