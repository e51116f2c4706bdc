"""Exports that a mapping which comes with Rooftop is made for, known by the fields they have."""

from __future__ import annotations

from rooftop.importing.guess.fields import SourceField
from rooftop.importing.guess.layout import Layout

#: Paths of fields that only one program writes together, by format and mapping.
_SIGNS: tuple[tuple[str, str, frozenset[str]], ...] = tuple(
    (form, name, frozenset(paths.split("|")))
    for form, name, paths in (
        ("csv", "senja", "customer_name|customer_tagline"),
        ("csv", "senja", "customer_name|customer_avatar"),
        ("csv", "testimonial-to", "testimonial|avatarURL"),
        ("csv", "testimonial-to", "testimonial|socialLink"),
        ("csv", "testimonial-to", "Testimonial|Social Link"),
        ("csv", "typeform", "Network ID|Submit Date (UTC)"),
        ("csv", "typeform", "Network ID|Start Date (UTC)"),
        ("csv", "google-forms", "Timestamp"),
        ("csv", "survey", "Score|Comment"),
        ("csv", "survey", "score|comment"),
        ("csv", "survey", "NPS|Comment"),
        ("xml", "wordpress", "wp:post_type|title"),
        ("xml", "feed", "title|pubDate"),
        ("xml", "feed", "title|guid.#text"),
        ("xml", "feed", "title|id|updated"),
        ("json", "mastodon", "object.content|actor"),
        ("json", "mastodon", "account.acct|content"),
        ("json", "bluesky", "post.record.text|post.uri"),
        ("json", "bluesky", "record.text|uri"),
        ("json", "bluesky", "value.text|uri"),
    )
)


def ready_format_of(layout: Layout, fields: list[SourceField]) -> str | None:
    """The name of the ready mapping for a source with these ``fields``; None if there is none."""
    paths = {field.path.replace('"', "") for field in fields}
    form = layout.files.format
    return next((name for each, name, signs in _SIGNS if each == form and signs <= paths), None)
