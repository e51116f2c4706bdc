"""Fields that name pictures: each gets a copy, and words for those who cannot see it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, NamedTuple

from rooftop.importing.pictures import Pictures
from rooftop.importing.targets import KINDS, target_of
from rooftop.media import MediaError
from rooftop.records.fields import slug_of

#: What stands in for a description where the source has none: the name of what is shown.
_DESCRIPTIONS = {
    "photo": ("photo_alt", ("name", "pseudonym")),
    "company.logo": ("company.logo_alt", ("company.name",)),
}


class Refusal(NamedTuple):
    """A picture that was not copied, and why."""

    name: str
    message: str
    hint: str


def copy_pictures(
    section: str, slug: str, values: dict[str, Any], path: PurePosixPath, pictures: Pictures
) -> tuple[dict[str, Any], list[Refusal]]:
    """``values`` of a record read from ``path``, with the names of copies in place of what the
    source says of its pictures; and those that could not be copied, which are left out.
    """
    refusals: list[Refusal] = []
    made: dict[str, Any] = {}
    shown_by = f"{KINDS[section].folder}/{slug}.md"
    for name, value in values.items():
        target = target_of(section, name)
        if target is None or target.shape != "file":
            made[name] = value
            continue
        try:
            made[name] = pictures.copy(str(value), path, _stem(slug, name, values), shown_by)
        except MediaError as refused:
            what = f"the picture {str(value)[:200]} {refused}"
            refusals.append(Refusal(name, what, refused.hint))
        else:
            made |= {each: text for each, text in _beside(name, values) if each not in values}
    return made, refusals


def _stem(slug: str, name: str, values: dict[str, Any]) -> str:
    """What a copy is called: portraits as the person, logos as the company."""
    if name == "photo":
        return slug
    if name == "company.logo":
        return f"{slug_of(str(values.get('company.name', slug)))}-logo"
    return f"{slug}-{slug_of(name.removesuffix('.src'))}"


def _beside(name: str, values: dict[str, Any]) -> list[tuple[str, Any]]:
    """Fields that a picture needs beside it."""
    group = name.rpartition(".")[0]
    if name.startswith("media."):
        title = values.get("title")
        return [(f"{group}.kind", "image"), *([(f"{group}.alt", title)] if title else [])]
    description, names = _DESCRIPTIONS.get(name, ("", ()))
    text = next((values[each] for each in names if each in values), None)
    return [(description, text)] if text else []
