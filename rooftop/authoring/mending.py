"""What is wrong with files and safe to mend, mended: never an approved word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rooftop.authoring.media_repairs import better_names, oversize, shrink
from rooftop.authoring.ordering import in_order
from rooftop.authoring.syntax_repairs import mend_syntax
from rooftop.authoring.value_repairs import mend_values
from rooftop.catalogue import Catalogue
from rooftop.consent import people_of
from rooftop.consent.consents import consent_of
from rooftop.consent.digests import digest, files_of
from rooftop.files import is_left_behind, why_not_opened
from rooftop.frontmatter import split
from rooftop.frontmatter.document import MAX_FILE_BYTES
from rooftop.records import Advocate, Event, Product, Record, Story, parse
from rooftop.settings import Settings

_KINDS: tuple[type[Record], ...] = (Advocate, Story, Product, Event)


@dataclass(frozen=True)
class Mended:
    """A file that was changed, or left alone for what it says; ``path`` is relative to the folder
    that holds the content, and ``what`` says what was done or why nothing was.
    """

    path: str
    what: tuple[str, ...]
    is_left: bool = False


def mend(
    content: Path, drafts: Path | None, catalogue: Catalogue, settings: Settings
) -> Iterator[Mended]:
    """Mend the files below ``content`` and ``drafts``, and say what was done to each. ``catalogue``
    is what was read there. Raises OSError.
    """
    renamed: dict[str, str] = {}
    for root in filter(None, (content, drafts)):
        for each, names in _mend_media(root, catalogue):
            renamed |= names
            yield each
    for root in filter(None, (content, drafts)):
        for kind in _KINDS:
            folder = root / kind.folder
            for file in sorted(folder.glob("*.md")) if not folder.is_symlink() else ():
                if not is_left_behind(file.name) and not why_not_opened(file):
                    yield from _mend_file(file, kind, catalogue, settings, renamed)


def _mend_media(root: Path, catalogue: Catalogue) -> Iterator[tuple[Mended, dict[str, str]]]:
    """Rename and shrink files of the media folder that no approved record shows."""
    folder = root / "media"
    approved = {
        name for record in catalogue.records() if _bound(record) for name in files_of(record)
    }
    refused = {
        name: reason
        for name, reason in catalogue.refused_media.items()
        if name not in approved and (folder / name).is_file() and not (folder / name).is_symlink()
    }
    for name in oversize(folder, refused):
        shrink(folder / name)
        yield Mended(f"{root.name}/media/{name}", ("made smaller",)), {}
    for name, new in better_names(refused, frozenset(catalogue.media)).items():
        if not (folder / new).exists():
            (folder / new).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).rename(folder / new)
            yield Mended(f"{root.name}/media/{name}", (f"renamed to {new}",)), {name: new}


def _mend_file(
    file: Path,
    kind: type[Record],
    catalogue: Catalogue,
    settings: Settings,
    renamed: Mapping[str, str],
) -> Iterator[Mended]:
    path = f"{file.parent.parent.name}/{file.parent.name}/{file.name}"
    try:
        data = file.read_bytes()
        before = data.decode("utf-8-sig") if len(data) <= MAX_FILE_BYTES else ""
    except UnicodeDecodeError:
        return
    end = "\r\n" if "\r\n" in before else "\n"
    text = before.replace("\r\n", "\n")
    after, done = mended(text, kind, file.stem, catalogue, settings, renamed)
    if not done:
        return
    if is_approved_kept(text, after, kind, file.stem, catalogue):
        beside = file.with_name(f"{file.name}.new")
        beside.write_bytes(after.replace("\n", end).encode())
        beside.replace(file)
        yield Mended(path, tuple(done))
    else:
        yield Mended(path, ("it would change words that were approved",), is_left=True)


def mended(
    text: str,
    kind: type[Record],
    slug: str,
    catalogue: Catalogue,
    settings: Settings,
    renamed: Mapping[str, str] = {},
) -> tuple[str, list[str]]:
    """``text`` of the file ``slug`` of ``kind`` with everything mended that is clear, and what was
    done. ``renamed`` are media files by their former names.
    """
    done: list[str] = []
    for old, new in sorted(renamed.items(), key=lambda pair: -len(pair[0])):  # one may end another
        if old in text:
            text = text.replace(old, new).replace(old.replace(" ", "%20"), new)
            done.append(f"{old} is {new}")
    text, more = mend_syntax(text, kind)
    done += more
    text, more = mend_values(text, kind, slug, catalogue, settings)
    done += more
    if "approved:" not in text and (ordered := in_order(text, kind)) != text:
        text = ordered
        done.append("the order of the fields")
    return text, done


def is_approved_kept(
    before: str, after: str, kind: type[Record], slug: str, catalogue: Catalogue
) -> bool:
    """Whether everybody's approval in the file ``slug`` still is of the words in ``after``, or was
    not of those in ``before`` and nothing of it changed.
    """
    new, old = _record(after, kind, slug), _record(before, kind, slug)
    if new is None:
        return "approved:" not in after
    for person in _bound(new):
        consent = consent_of(new, person)
        assert consent is not None
        assert consent.approved is not None
        current = digest(new, person, consent, catalogue, like=consent.approved)
        former = consent_of(old, person) if old else None
        is_same = (
            former
            and old
            and current == digest(old, person, former, catalogue, like=consent.approved)
        )
        if current != consent.approved and not is_same:
            return False
    return True


def _record(text: str, kind: type[Record], slug: str) -> Record | None:
    document, _problems = split(text, "")
    return parse(kind, document, slug)[0] if document else None


def _bound(record: Record) -> list[str]:
    """Those whose consent is bound to the words of ``record``."""
    if not isinstance(record, Advocate | Story):
        return []
    consents = {person: consent_of(record, person) for person in people_of(record)}
    return [person for person, consent in consents.items() if consent and consent.approved]
