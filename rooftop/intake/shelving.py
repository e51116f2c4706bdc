"""Forms of people whom nobody knows, or who were not asked yet, as private drafts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rooftop.catalogue import Catalogue
from rooftop.forms import Filing
from rooftop.intake.composing import Composer, Draft


@dataclass(frozen=True)
class Shelved:
    """A draft, and whether its file stood there already."""

    draft: Draft
    is_known: bool


def shelve(
    filing: Filing, number: str, day: date, catalogue: Catalogue, drafts: Path
) -> Iterator[Shelved]:
    """Write what ``filing`` makes below ``drafts``; nothing that stands there is changed, and a
    form that was read before makes no second file. ``catalogue`` has the content alone. Raises
    OSError.
    """
    composer = Composer(filing, catalogue, None, number, day, shows_all=True)
    made = composer.compose()
    person = made.person
    for draft in made.drafts:
        text = draft.text
        if person != made.person:  # the profile got another name than the story has for it
            text = text.replace(f"- {made.person}\n", f"- {person}\n")
            text = text.replace(f"  {made.person}:\n", f"  {person}:\n")
        shelved = _put(replace(draft, text=text), drafts)
        if draft.kind.folder == "advocates":
            person = shelved.draft.slug
        yield shelved


def _put(draft: Draft, drafts: Path) -> Shelved:
    slug, number = draft.slug, 1
    while True:
        renamed = replace(draft, slug=slug)
        file = drafts / renamed.path
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = file.with_name(f".{file.name}.new")
            beside.write_text(draft.text, encoding="utf-8", newline="\n")
            beside.replace(file)
            return Shelved(renamed, is_known=False)
        if file.read_bytes() == draft.text.encode():
            return Shelved(renamed, is_known=True)
        number += 1
        slug = f"{draft.slug[:58].rstrip('-')}-{number}"
