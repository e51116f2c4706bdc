"""From a folder of files to a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from rooftop.addresses import RESERVED
from rooftop.cache import Cache
from rooftop.catalogue.catalogue import Catalogue
from rooftop.catalogue.employers import with_employers
from rooftop.catalogue.examples import check_examples
from rooftop.catalogue.kept import read_kept
from rooftop.catalogue.letters import Letters
from rooftop.catalogue.record import Reading
from rooftop.catalogue.record_files import files_in, why_not_read
from rooftop.catalogue.references import check_references
from rooftop.catalogue.unreadable import Unreadable, read_names
from rooftop.markup import ParsedMarkdown
from rooftop.media import MediaFile, inspect
from rooftop.problems import Problem, as_notes, problem
from rooftop.records import Advocate, Company, Event, Page, Product, Record, Story
from rooftop.settings import Settings

R = TypeVar("R", bound=Record)
#: Folders of the drafts that hold no records: letters that ask for consent, and copies of what was
#: approved.
REQUESTS, APPROVED = "requests", "approved"
#: The list of imported pictures whose rights are to be cleared. It is in the drafts folder.
MEDIA_RIGHTS = "media-rights.csv"
_KINDS: tuple[type[Record], ...] = (Advocate, Story, Product, Event, Company)


def _empty_folders() -> dict[str, dict[str, Record]]:
    kinds: tuple[type[Record], ...] = (*_KINDS, Page)
    return {kind.folder: {} for kind in kinds}


@dataclass
class _Shelf:
    """Records while they are being read, by folder and slug."""

    allowed_contacts: tuple[str, ...]
    cache: Cache
    jobs: int | None
    records: dict[str, dict[str, Record]] = field(default_factory=_empty_folders)
    prose: dict[str, ParsedMarkdown] = field(default_factory=dict)
    letters: dict[str, tuple[Record, Letters]] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    media: dict[str, MediaFile] = field(default_factory=dict)
    refused_media: dict[str, str] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)

    def of(self, kind: type[R]) -> dict[str, R]:
        return {
            slug: record
            for slug, record in self.records[kind.folder].items()
            if isinstance(record, kind)
        }


def read_catalogue(
    content: Path,
    settings: Settings,
    *,
    drafts: Path | None = None,
    cache: Cache | None = None,
    jobs: int | None = 1,
) -> Catalogue:
    """The catalogue of everything below ``content`` and ``drafts``, whose records are marked as
    drafts, with all problems of all files. Unchanged files come from ``cache``; ``jobs`` processes
    read the rest, by default one for each processor.

    Paths in problems begin with the name of the folder. Problems of drafts are notes, because
    drafts are not published.
    """
    shelf = _Shelf(settings.public_contacts, cache or Cache(), jobs)
    for root in (content, drafts):
        if root and root.is_dir():
            _read_media(root, shelf, draft=root is drafts)
            _read_folder(root, shelf, draft=root is drafts)
    renamed = _aliases(shelf)
    catalogue = Catalogue(
        advocates=shelf.of(Advocate),
        stories=shelf.of(Story),
        products=shelf.of(Product),
        events=shelf.of(Event),
        companies=shelf.of(Company),
        pages=shelf.of(Page),
        media=shelf.media,
        refused_media=shelf.refused_media,
        renamed=renamed,
        prose=shelf.prose,
        letters=shelf.letters,
        unreadable=tuple(shelf.unreadable),
        allowed_signers=_signers(content.parent / settings.allowed_signers),
    )
    catalogue = with_employers(catalogue)
    problems = {
        *shelf.problems,
        *check_references(catalogue, settings),
        *check_examples(catalogue),
    }
    return replace(catalogue, problems=tuple(sorted(problems)))


def _signers(file: Path) -> str:
    """The keys that may sign; none where the file can't be read, so that nothing counts as
    signed.
    """
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _read_media(root: Path, shelf: _Shelf, *, draft: bool) -> None:
    """What stands in ``content/media/`` counts before what stands in the drafts'."""
    path = f"{root.name}/media"
    files, found = inspect(root / "media", path, shelf.allowed_contacts)
    refused = {each.path.removeprefix(f"{path}/"): each.message for each in found}
    shelf.media = {name: replace(file, draft=draft) for name, file in files.items()} | shelf.media
    shelf.refused_media = refused | shelf.refused_media
    shelf.problems += as_notes(found) if draft else found


def _read_folder(root: Path, shelf: _Shelf, *, draft: bool) -> None:
    for kind in _KINDS:
        _read_files(kind, root, files_in(root / kind.folder), shelf, draft)
    known = {"media", *(kind.folder for kind in _KINDS), *((REQUESTS, APPROVED) if draft else ())}
    for file in files_in(root):
        if draft and file.name == MEDIA_RIGHTS:
            continue
        if file.suffix == ".md":
            _read_files(Page, root, [file], shelf, draft)
        elif file.name not in known or not file.is_dir() or file.is_symlink():
            hint = (
                "content/ holds advocates/, stories/, products/, companies/, events/, media/ and "
                "pages such as about.md."
            )
            _refuse(shelf, root, file, draft, "this is not published", hint)


def _read_files(
    kind: type[Record], root: Path, files: Iterable[Path], shelf: _Shelf, draft: bool
) -> None:
    refusals = {file: why_not_read(kind, file) for file in files}
    paths = {_path_of(file, root): file for file, refusal in refusals.items() if not refusal}
    names = {file: path for path, file in paths.items()}
    readings = _read_records(kind, paths, shelf, draft)
    for file, refusal in refusals.items():
        if not refusal:
            _add(kind, names[file], file, next(readings), shelf, draft)
            continue
        code, what, hint = refusal
        _refuse(shelf, root, file, draft, what, hint, code)
        if code == "file-name":
            shelf.unreadable.append(read_names(kind, file, _path_of(file, root), draft=draft))


def _read_records(
    kind: type[Record], files: Mapping[str, Path], shelf: _Shelf, draft: bool
) -> Iterator[Reading]:
    """The records in ``files``. Stories are read together. The files of each other kind are read in
    turn, because one may name a country whose telephone numbers are searched for in the next.
    """
    for batch in [files] if kind is Story else [{path: file} for path, file in files.items()]:
        yield from read_kept(
            *(shelf.cache, kind, batch, shelf.countries, shelf.allowed_contacts),
            draft=draft,
            jobs=shelf.jobs,
        )


def _path_of(file: Path, root: Path) -> str:
    return root.name + file.as_posix().removeprefix(root.as_posix())


def _refuse(
    shelf: _Shelf,
    root: Path,
    file: Path,
    draft: bool,
    what: str,
    hint: str,
    code: str = "file-not-allowed",
) -> None:
    found = [problem(_path_of(file, root), (0, 0), code, what, hint)]
    shelf.problems += as_notes(found) if draft else found


def _add(
    kind: type[Record], path: str, file: Path, reading: Reading, shelf: _Shelf, draft: bool
) -> None:
    slug, found = file.stem, list(reading.problems)
    if reading.record and slug in shelf.records[kind.folder]:
        first = shelf.records[kind.folder][slug].origin.path
        hint = "Give the newer file another name."
        found.append(problem(path, (1, 1), "slug-taken", f"{first} has this name already", hint))
    elif reading.record:
        shelf.records[kind.folder][slug] = reading.record
        shelf.prose.update(reading.prose)
        if reading.letters:
            shelf.letters[path] = reading.record, reading.letters
        shelf.countries.update(reading.countries)
    else:
        shelf.unreadable.append(read_names(kind, file, path, draft=draft))
    shelf.problems += as_notes(found) if draft else found


def _aliases(shelf: _Shelf) -> dict[str, dict[str, str]]:
    """Old slug → slug for each folder. An alias that is another record's name or alias is a
    problem, and not used.
    """
    renamed: dict[str, dict[str, str]] = {}
    for folder, records in shelf.records.items():
        old: dict[str, str] = {}
        for slug, record in records.items():
            for number, alias in enumerate(getattr(record, "aliases", ())):
                holder = alias if alias in records else old.get(alias)
                if holder or alias in RESERVED[folder]:
                    owner = records[holder].origin.path if holder else "the site itself"
                    at, what = (
                        record.origin.at("aliases", number),
                        f"{alias!r} is a name of {owner}",
                    )
                    hint = "Remove one of the two." if holder else "Remove it."
                    found = problem(record.origin.path, at, "slug-taken", f"{what} already", hint)
                    shelf.problems.append(found)
                else:
                    old[alias] = slug
        renamed[folder] = old
    return renamed
