"""Where a contribution may put a file, of what kind, and under which name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from rooftop.addresses import RESERVED
from rooftop.files import names_device
from rooftop.guard.repository import FILE, LINK, PROGRAM, SUBMODULE, Entry
from rooftop.media import ACCEPTED_ENDINGS, MediaError, check_name
from rooftop.problems import Problem, problem
from rooftop.records import Advocate, Story
from rooftop.records.fields import is_slug

#: Folders of records that people change themselves.
RECORDS = (Advocate.folder, Story.folder)
MEDIA = "media"
_KINDS = {LINK: "a symbolic link", SUBMODULE: "a submodule", PROGRAM: "executable"}
#: Files that tell git, code hosts, MkDocs and Rooftop what to do, and folders of such files.
_CONFIGURATION = frozenset(
    {"mkdocs.yml", "mkdocs.yaml", "programme.yml", "allowed_signers", "codeowners"}
    | {"hooks", "overrides", "scripts"}
)
#: What macOS does not tell apart, and Windows takes away from the end of a name.
_IGNORED = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0]"
)
_ENDS = " ."
_ASK = "Leave it out, or ask a maintainer to make this change."


def folded(path: str) -> str:
    """``path`` as file systems compare it that know no case and no composed letters: two paths
    that are one file somewhere are one text here (Unicode, toNFKC_Casefold).
    """
    return "/".join(map(_folded_name, path.split("/")))


def _folded_name(name: str) -> str:
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", name).casefold())
    text = unicodedata.normalize("NFKC", text.casefold())
    text = "".join(each for each in text if unicodedata.category(each) != "Cf")
    text = unicodedata.normalize("NFKC", _IGNORED.sub("", text)).rstrip(_ENDS)
    text = text.replace("i\u0307", "i").replace("ı", "i")  # one letter in some languages
    return unicodedata.normalize("NFKC", text)


@dataclass(frozen=True)
class Place:
    """A path of the repository, as it lies to the folder ``content``."""

    path: str
    content: str

    @cached_property
    def inside(self) -> str | None:
        """The path below the content folder; None for a file elsewhere."""
        if self.content == ".":
            return self.path
        start = f"{self.content}/"
        return self.path.removeprefix(start) if self.path.startswith(start) else None

    @property
    def shown(self) -> str:
        """The path as problems name it: what nobody would see is an escape."""
        return "".join(
            f"\\u{ord(each):04x}" if unicodedata.category(each) == "Cf" else each
            for each in self.path
        )

    @property
    def folder(self) -> str:
        """The folder of the content that holds the file; empty where none does."""
        return (self.inside or "").partition("/")[0] if "/" in (self.inside or "") else ""

    @property
    def name(self) -> str:
        """The path below that folder."""
        return (self.inside or "").partition("/")[2]

    @property
    def slug(self) -> str:
        """The name that a record in this file has."""
        return self.name.removesuffix(".md")


def check_kind(place: Place, before: Entry | None, after: Entry | None) -> Iterator[Problem]:
    """A problem where the file is, or becomes, anything but an ordinary file."""
    was_program = before is not None and before.mode == PROGRAM
    if after and after.mode != FILE and not (after.mode == PROGRAM and was_program):
        what = f"this is {_KINDS.get(after.mode, f'of the mode {after.mode}')}"
        what += "; a contribution holds ordinary files alone"
        hint = "Put the file itself here."
        if after.mode == PROGRAM:
            hint = f"Run `git update-index --chmod=-x {place.path}`, and commit."
        yield problem(place.shown, (0, 0), "guard-kind", what, hint)


def check_place(place: Place) -> Iterator[Problem]:
    """A problem where only maintainers may change a file."""
    parts = (place.inside or place.path).split("/")
    names = [*map(_folded_name, parts)]
    if any(part.startswith(".") for part in (*parts, *names)):
        what = "this is a hidden file, which only maintainers change"
    elif _CONFIGURATION & set(names):
        what = "this is configuration, which only maintainers change"
    elif place.inside is None:
        what = f"this is outside {place.content}/, where only maintainers change files"
    elif place.folder == MEDIA or _is_record(place):
        return
    elif place.inside.endswith(".md") and place.folder not in RECORDS:
        what = "this is a page of the company, which only maintainers change"
    else:
        what = "this is no profile, no story and no media file"
    yield problem(place.shown, (0, 0), "guard-outside", what, _ASK)


def _is_record(place: Place) -> bool:
    return place.folder in RECORDS and place.name.endswith(".md") and "/" not in place.name


@dataclass(frozen=True)
class Names:
    """Paths and every folder above one, by what file systems make of them."""

    by_folded: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, paths: Iterable[str]) -> Names:
        """The names that ``paths`` use."""
        found: dict[str, set[str]] = {}
        for path in paths:
            for each in _with_folders(path):
                found.setdefault(folded(each), set()).add(each)
        return cls({key: frozenset(each) for key, each in found.items()})

    def check(self, place: Place) -> Iterator[Problem]:
        """A problem where the file, or a folder above it, cannot have this name everywhere."""
        if any(map(_is_surrogate, place.path)):
            yield _unfit(place, "the name is not UTF-8", "Use the letters a-z, digits and hyphens.")
        elif other := self._other(place.path):
            what = f"on some systems, this is the same file as {other}"
            yield _unfit(place, what, "Give it another name.")
        elif reason := _why_unfit(place):
            yield _unfit(place, *reason)

    def _other(self, path: str) -> str | None:
        for each in _with_folders(path):
            if others := self.by_folded.get(folded(each), frozenset()) - {each}:
                return min(others)
        return None


def _with_folders(path: str) -> Iterator[str]:
    parts = path.split("/")
    yield from ("/".join(parts[:count]) for count in range(1, len(parts) + 1))


def _is_surrogate(letter: str) -> bool:
    return unicodedata.category(letter) == "Cs"


def _why_unfit(place: Place) -> tuple[str, str] | None:
    """Why the file cannot have its name, and what to do; None where it can."""
    hint = "Use small letters a-z, digits and single hyphens, 64 at most: ana-ribeiro.md."
    if any(names_device(_folded_name(part)) for part in place.path.split("/")):
        return "Windows keeps this name for a device", "Give it another name."
    if place.folder in RECORDS:
        if not is_slug(place.slug):
            return "the file name cannot be an address", hint
        if place.slug in RESERVED[place.folder]:
            return f"the site itself uses the name {place.slug!r}", "Give it another name."
        return None
    try:
        check_name(place.name)
    except MediaError as error:
        return f"this {error}", error.hint or "Give it another name."
    if PurePosixPath(place.name).suffix.lower() not in ACCEPTED_ENDINGS:
        return "this is of a kind that is not published", "Pictures, films and sound belong here."
    return None


def _unfit(place: Place, what: str, hint: str) -> Problem:
    return problem(place.shown, (0, 0), "guard-name", what, hint)
