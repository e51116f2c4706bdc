"""The digest of exactly what a person approved, so that a changed word is noticed and a moved line
break is not.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rooftop.media import MediaFile
from rooftop.records import Advocate, ConsentRecord, Record, Story

#: What counts as the person's words and pictures. The rest is the company's (``thanks``, ``kept``),
#: or tells where a
#: story belongs (``products``, ``topics`` …), and may change without asking again.
_STORY = {
    "title", "date", "advocates", "language", "translation_of", "summary", "quote", "results",
    "media", "challenge",
    "not_a_fit_for", "turnaround", "source", "disclosure", "social",
}  # fmt: skip
_PROFILE = {
    "name", "pseudonym", "pronouns", "role", "company", "photo", "photo_alt", "headline",
    "languages", "links",
    "open_to", "preferred_contact",
}  # fmt: skip
_TERMS = {"given", "expires", "covers", "channels", "languages", "by", "terms", "employer"}
_PICTURE = re.compile(r"\]\((?:\.\./|/)*media/([^)\s]+)")
_BLANKS = re.compile(r"[^\S\n]+")
_PARAGRAPHS = re.compile(r"\n\s*\n")


def digest(record: Record, consent: ConsentRecord, media: Mapping[str, MediaFile]) -> str:
    """``sha256:`` and 64 hexadecimal digits over the words, the bytes of the pictures, and the
    terms of ``consent``.
    """
    return "sha256:" + hashlib.sha256(canonical(record, consent, media).encode()).hexdigest()


def canonical(record: Record, consent: ConsentRecord, media: Mapping[str, MediaFile]) -> str:
    """What is digested: JSON with sorted keys, text in NFC, blanks and line breaks within
    paragraphs folded.
    """
    words = record.model_dump(
        include=_STORY if isinstance(record, Story) else _PROFILE, exclude_none=True
    )
    if isinstance(record, Story):
        words["promises"] = [promise.model_dump(exclude={"kept"}) for promise in record.promises]
    files = {name: _hash(media.get(name)) for name in sorted(set(files_of(record)))}
    terms = consent.model_dump(include=_TERMS, exclude_none=True)
    if consent.employer:
        terms["employer"] = consent.employer.model_dump(
            include={"status", "given", "expires"}, exclude_none=True
        )
    whole = {"words": words, "prose": record.body, "files": files, "terms": terms}
    return json.dumps(_folded(whole), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        paragraphs = _PARAGRAPHS.split(unicodedata.normalize("NFC", value).strip())
        return "\n\n".join(
            _BLANKS.sub(" ", paragraph.replace("\n", " ")).strip() for paragraph in paragraphs
        )
    if isinstance(value, Mapping):
        return {key: _folded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_folded(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def files_of(record: Record) -> Iterator[str]:
    """Every media file that ``record`` shows, in its fields and in its prose."""
    yield from _PICTURE.findall(record.body)
    if isinstance(record, Advocate):
        yield from filter(None, [record.photo, record.company and record.company.logo])
    if isinstance(record, Story):
        yield from _PICTURE.findall(record.challenge or "")
        for medium in record.media:
            yield from filter(None, [medium.src, medium.captions, medium.poster])
        yield from filter(None, [post.image for post in record.social])


def _hash(file: MediaFile | None) -> str:
    return hashlib.sha256(file.file.read_bytes()).hexdigest() if file else "missing"
