"""Files in the drafts folder: written once, never over another."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rooftop.files import write_atomically
from rooftop.frontmatter import read
from rooftop.importing.fitting import Fitted, fit, nest
from rooftop.records import Record
from rooftop.records.fields import MAX_SLUG, is_slug, slug_of


@dataclass
class Drafts:
    """The drafts folder, seen together with ``content``. ``written`` and ``kept`` name files below
    either; with ``is_trial`` nothing is written.
    """

    folder: Path
    content: Path
    is_trial: bool = False
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    _origins: dict[tuple[str, str], str] = field(default_factory=dict)

    def address(self, kind: type[Record], slug: str, origin: str) -> str:
        """``slug``, or where another origin of this import has it, the next one with a number."""
        base, number = slug if is_slug(slug) else f"{slug}-1", 1
        slug = base
        while self._origins.setdefault((kind.folder, slug), origin) != origin:
            number += 1
            slug = f"{base[: MAX_SLUG - len(str(number)) - 1].rstrip('-')}-{number}"
        return slug

    def find(self, kind: type[Record], slug: str) -> Path | None:
        """The file of a record that stands in the drafts or the content already."""
        name = f"{kind.folder}/{slug}.md"
        places = (self.content / name, self.folder / name)
        return next((file for file in places if file.exists()), None)

    def put(
        self, kind: type[Record], slug: str, values: dict[str, Any], defaults: dict[str, Any]
    ) -> Fitted | None:
        """Write one record from ``values`` by the names of its fields; where one does not fit, its
        value of ``defaults``. None where a file stands there already. Raises OSError.
        """
        name = f"{kind.folder}/{slug}.md"
        if self.find(kind, slug):
            self.kept.append(name)
            return None
        fitted = _fit(kind, values)
        instead = {
            field: defaults[field]
            for field, _ in fitted.lost
            if field in defaults and defaults[field] != values[field]
        }
        if instead:
            lost = fitted.lost
            fitted = _fit(kind, {**values, **instead})
            fitted.lost = lost
        if not self.is_trial:
            write_atomically(self.folder / name, fitted.text.encode())
        self.written.append(name)
        return fitted

    def contradiction(self, file: Path, values: dict[str, Any]) -> str:
        """What the advocate in ``file`` and ``values`` say differently of who they are; empty where
        nothing speaks against their being one person.
        """
        document, _ = read(file, file.name)
        meta = document.meta if document else {}
        company = meta.get("company")
        here = {
            "name": meta.get("name"),
            "company.name": company.get("name") if isinstance(company, dict) else company,
        }
        for name, value in here.items():
            other = values.get(name)
            if value and other and slug_of(str(value)) != slug_of(str(other)):
                return f"the file says {value!s}, and this record {other!s}"
        return ""


def _fit(kind: type[Record], values: dict[str, Any]) -> Fitted:
    fields = nest({name: value for name, value in values.items() if name != "body"})
    return fit(kind, fields, values.get("body", ""))
