"""Whom a file names that holds no record: a typing error must not bring back the name of somebody
who withdrew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rooftop.frontmatter import parse_yaml
from rooftop.records import Advocate, Company, Record

_MOST_BYTES = 64 * 1024
#: A field of front matter, however it is quoted, at the beginning of a line or within braces.
_FIELD = re.compile(
    r"(?:^[ \t]*|[{,]\s*)(?P<key>[\w-]+)[ \t]*:[ \t]*"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\n{},#]+)",
    re.MULTILINE,
)
_COMPANY = re.compile(r"^company\s*:\s*(?P<rest>(?:\{.*|.*\n(?:[ \t]+.*\n?)*))", re.MULTILINE)
_LIST = re.compile(r"^names\s*:[ \t]*(?P<rest>.*(?:\n[ \t]*-.*)*)", re.MULTILINE)
_FENCE = re.compile(r"^---\s*$", re.MULTILINE)
_OWN = ("name", "pseudonym", "github")
_PARTS = ("given", "family")


@dataclass(frozen=True)
class Unreadable:
    """A file that holds no record. ``people`` and ``companies`` are the names in it as far as they
    could be made out; the file's own name counts as one of a person.
    """

    path: str
    folder: str
    slug: str
    people: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    draft: bool = False


def read_names(kind: type[Record], file: Path, path: str, *, draft: bool) -> Unreadable:
    """What can be made out of ``file``, which is called ``path`` in problems. Raises nothing."""
    if kind not in (Advocate, Company):
        return Unreadable(path, kind.folder, file.stem, draft=draft)
    text = _text_of(file)
    blocks = _FENCE.split(text, maxsplit=2)
    fields = blocks[1] if len(blocks) > 2 else text
    if kind is Company:
        names = _names([*_names_of_company(fields)])
        return Unreadable(path, kind.folder, file.stem, companies=names, draft=draft)
    company = _COMPANY.search(fields)
    inside = company["rest"] if company else ""
    outside = fields.replace(inside, "") if inside else fields
    meta = _parsed(fields)
    people = [*_people_in(_values(outside)), *_people_in(list(meta.items()))]
    people.append(file.stem.replace("_", "-"))
    companies = [*_companies_in(inside), *_named(meta.get("company"))]
    return Unreadable(path, kind.folder, file.stem, _names(people), _names(companies), draft)


def _text_of(file: Path) -> str:
    """The beginning of ``file`` in the letters it was most likely written in; empty if there is
    none.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES)
    except (OSError, ValueError):
        return ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _parsed(fields: str) -> dict[str, Any]:
    try:
        return parse_yaml(f"{fields}\n", "")[0] or {}
    except Exception:  # the file is refused already, maybe for this very reason
        return {}


def _people_in(fields: list[tuple[str, Any]]) -> Iterator[str]:
    for key, value in fields:
        if key in _OWN:
            yield from _named(value)
    yield from _joined({key: value for key, value in fields if key in _PARTS})


def _named(value: Any) -> Iterator[str]:
    """The name that ``value`` is, or that stands in it."""
    if isinstance(value, dict):
        yield from _joined({key: each for key, each in value.items() if key in _PARTS})
        yield from _named(value.get("name"))
    elif value is not None:
        yield str(value)


def _joined(parts: dict[str, Any]) -> Iterator[str]:
    """A whole name of its parts in either order, with and without a blank between them."""
    words = [str(part) for part in parts.values() if part]
    if len(words) > 1:
        yield from (" ".join(words), " ".join(reversed(words)), "".join(words))


def _companies_in(block: str) -> Iterator[str]:
    names = [value for key, value in _values(block) if key == "name"]
    if not names and block.strip() and not block.lstrip().startswith("{"):
        names = [block.strip().splitlines()[0]]
    yield from names


def _names_of_company(fields: str) -> Iterator[str]:
    """The names in ``fields`` of a company, whether they are written as a list or not."""
    yield from (value for key, value in _values(fields) if key == "name")
    meta = _parsed(fields)
    listed = meta.get("names")
    yield from _named(meta.get("name"))
    yield from map(str, listed if isinstance(listed, list) else ())
    if match := _LIST.search(fields):
        yield from (each.strip(" \t\"'-[]") for each in re.split(r"[,\n]", match["rest"]))


def _names(names: list[str]) -> tuple[str, ...]:
    """Those of ``names`` that could be one, each once."""
    plain = (" ".join(name.split()) for name in names)
    return tuple(dict.fromkeys(name for name in plain if any(map(str.isalnum, name))))


def _values(text: str) -> list[tuple[str, str]]:
    found = (
        (match["key"], match["value"].strip().strip("\"'").strip())
        for match in _FIELD.finditer(text)
    )
    return [(key, value) for key, value in found if value]
