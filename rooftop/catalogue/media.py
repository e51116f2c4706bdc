"""Media files that records name: each is there, and is of the kind that is shown in its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from rooftop.catalogue.catalogue import Catalogue
from rooftop.frontmatter import Path
from rooftop.problems import Problem, did_you_mean, problem
from rooftop.records import Advocate, Company, Record, Story

_CALLED = {"image": "a picture", "video": "a film", "audio": "a recording", "captions": "captions"}


class MediaUse(NamedTuple):
    """A field of a record, the media file it names, and the kind of file that belongs there."""

    field: Path
    name: str
    kind: str


def media_of(record: Record) -> Iterator[MediaUse]:
    """Each media file a record's fields name."""
    if isinstance(record, Advocate):
        if record.photo:
            yield MediaUse(("photo",), record.photo, "image")
        employer = record.company
        if employer and employer.logo and not employer.record:
            yield MediaUse(("company", "logo"), employer.logo, "image")
    elif isinstance(record, Company) and record.logo:
        yield MediaUse(("logo",), record.logo, "image")
    elif isinstance(record, Story):
        yield from _media_of_story(record)


def _media_of_story(record: Story) -> Iterator[MediaUse]:
    for number, medium in enumerate(record.media):
        for field, kind in (
            ("src", medium.kind),
            ("captions", "captions"),
            ("poster", "image"),
        ):
            if name := getattr(medium, field):
                yield MediaUse(("media", number, field), name, kind)
    for number, post in enumerate(record.social):
        if post.image:
            yield MediaUse(("social", number, "image"), post.image, "image")


def check_media(record: Record, catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with the media files that fields of ``record`` name."""
    for use in media_of(record):
        if (fault := find_media_fault(catalogue, record, use.name, use.kind)) is not None:
            at = record.origin.at(*use.field)
            yield problem(record.origin.path, at, "media-missing", *fault)


def find_media_fault(
    catalogue: Catalogue, record: Record, name: str, kind: str = "image"
) -> tuple[str, str] | None:
    """Why the media file ``name`` cannot be shown by ``record`` as one of ``kind``, and what to do;
    None where it can.
    """
    path, file = f"content/media/{name}", catalogue.media.get(name)
    is_there = file is not None and (record.origin.draft or not file.draft)
    if file and is_there:
        if file.kind == kind:
            return None
        return f"{path} is {_CALLED[file.kind]}; here must be {_CALLED[kind]}", "Name another file."
    if name in catalogue.refused_media:
        reason = catalogue.refused_media[name]
        return f"{path} exists but was refused: it {reason}", "Fix that file, or name another."
    if file:
        return f"there is no {path}, only a draft of it", "Move it there from the drafts."
    alike = {each for each, item in catalogue.media.items() if item.kind == kind}
    others = alike - set(_portraits_of_others(catalogue, record))
    hint = did_you_mean(name, others) if others else ""
    return f"there is no {path}", hint or "Put the file into content/media/."


def _portraits_of_others(catalogue: Catalogue, record: Record) -> Iterator[str]:
    """Media files that show, or are named like, somebody whom ``record`` is not about: a slip of
    the pen must not lead to their face.
    """
    people = {*catalogue.advocates}
    people |= {each.slug for each in catalogue.unreadable if each.folder == Advocate.folder}
    people -= {record.slug} if isinstance(record, Advocate) else set()
    photos = {catalogue.advocates[slug].photo for slug in people if slug in catalogue.advocates}
    for name in catalogue.media:
        words = f"{PurePosixPath(name).stem.lower().replace('_', '-')}-"
        if name in photos or any(words.startswith(f"{slug}-") for slug in people):
            yield name
