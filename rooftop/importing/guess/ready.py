"""Exports that a mapping which comes with Rooftop is made for, known by the fields they have."""

from __future__ import annotations

from pathlib import Path

from rooftop.importing.guess.fields import survey
from rooftop.importing.guess.layout import format_of, read_some
from rooftop.importing.mapping_files import parse_mapping, ready_text
from rooftop.importing.sources import files_of

#: Files that are looked at.
_FILES = 5
#: Paths of fields that only one program writes together, by mapping.
_SIGNS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(paths.split("|")))
    for name, paths in (
        ("senja", "customer_name|customer_tagline"),
        ("senja", "customer_name|customer_avatar"),
        ("testimonial-to", "testimonial|avatarURL"),
        ("testimonial-to", "testimonial|socialLink"),
        ("testimonial-to", "Testimonial|Social Link"),
        ("typeform", "Network ID|Submit Date (UTC)"),
        ("typeform", "Network ID|Start Date (UTC)"),
        ("google-forms", "Timestamp"),
        ("survey", "Score|Comment"),
        ("survey", "score|comment"),
        ("survey", "NPS|Comment"),
        ("wordpress", "wp:post_type|title"),
        ("feed", "title|pubDate"),
        ("feed", "title|guid"),
        ("feed", "title|id|updated"),
        ("mastodon", "object.content|actor"),
        ("mastodon", "account.acct|content"),
        ("bluesky", "post.record.text|post.uri"),
        ("bluesky", "record.text|uri"),
        ("bluesky", "value.text|uri"),
    )
)


def ready_format_of(source: Path) -> str | None:
    """The name of the ready mapping for ``source``, a file or a folder; None if there is none."""
    for name in dict.fromkeys(name for name, _ in _SIGNS):
        paths = _paths(source, name)
        if any(each == name and signs <= paths for each, signs in _SIGNS):
            return name
    return None


def _paths(source: Path, name: str) -> set[str]:
    """The fields that ``source`` has for the ready mapping ``name``, if it is of its format."""
    mapping, _ = parse_mapping(ready_text(name), name)
    assert mapping, "the mappings that come with Rooftop are right"
    folder = source.parent if source.is_file() else source
    files = [source] if source.is_file() else files_of(folder, mapping)
    if not files or format_of(files[0]) != mapping.format:
        return set()
    fields = survey(read_some(folder, files[:_FILES], mapping, []))
    return {field.path.replace('"', "") for field in fields}
