"""Whom a file names that holds no record: a typing error must not bring back the name of somebody
who withdrew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from rooftop.records import Advocate, Record

_MOST_BYTES = 64 * 1024
#: A field of front matter, however it is quoted, at the beginning of a line or within braces.
_FIELD = re.compile(
    r"(?:^[ \t]*|[{,]\s*)(?P<key>[\w-]+)\s*:\s*"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\n{},#]+)",
    re.MULTILINE,
)
_COMPANY = re.compile(r"^company\s*:\s*(?P<rest>(?:\{.*|.*\n(?:[ \t]+.*\n?)*))", re.MULTILINE)
_OWN = ("name", "pseudonym", "github")


@dataclass(frozen=True)
class Unreadable:
    """A file that holds no record. ``people`` and ``companies`` are the names in it as far as they
    could be made out; the file's own name counts as one.
    """

    path: str
    folder: str
    slug: str
    people: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    draft: bool = False


def read_names(kind: type[Record], file: Path, path: str, *, draft: bool) -> Unreadable:
    """What can be made out of ``file``, which is called ``path`` in problems. Raises nothing."""
    if kind is not Advocate:
        return Unreadable(path, kind.folder, file.stem, draft=draft)
    try:
        with file.open("rb") as stream:
            text = stream.read(_MOST_BYTES).decode("utf-8", "replace")
    except (OSError, ValueError):
        text = ""
    front = re.split(r"^---\s*$", text, maxsplit=2, flags=re.MULTILINE)
    fields = front[1] if len(front) > 2 else text
    company = _COMPANY.search(fields)
    inside = company["rest"] if company else ""
    outside = fields.replace(inside, "") if inside else fields
    people = [value for key, value in _values(outside) if key in _OWN]
    names = dict(_values(outside))
    if "given" in names and "family" in names:
        people.append(f"{names['given']} {names['family']}")
    people += [file.stem.replace("_", "-")]
    companies = [value for key, value in _values(inside) if key == "name"]
    if company and not companies and inside.strip() and not inside.lstrip().startswith("{"):
        companies = [inside.strip().splitlines()[0]]
    return Unreadable(path, kind.folder, file.stem, tuple(people), tuple(companies), draft)


def _values(text: str) -> list[tuple[str, str]]:
    found = (
        (match["key"], match["value"].strip().strip("\"'").strip())
        for match in _FIELD.finditer(text)
    )
    return [(key, value) for key, value in found if value]
