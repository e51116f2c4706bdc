"""What to say of a reference that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from rooftop.problems import Problem, did_you_mean, problem
from rooftop.records import Advocate, Company, Product, Record, Story

#: Where the files are that a reference can name.
_FOLDERS = {
    "advocate": Advocate.folder,
    "company": Company.folder,
    "product": Product.folder,
    "story": Story.folder,
}


def unknown(
    record: Record, path: tuple[str | int, ...], what: str, slug: str, known: Iterable[str]
) -> Problem:
    """The field at ``path`` of ``record`` names ``slug``, and there is no such ``what``."""
    text, hint = f"there is no {what} {slug!r}", did_you_mean(slug, known)
    if not hint and what in _FOLDERS:
        hint = f"Correct the name, or write content/{_FOLDERS[what]}/{slug}.md as well."
    at = record.origin.at(*path)
    return problem(record.origin.path, at, "reference-unknown", text, hint)
