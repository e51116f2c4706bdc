"""Whose the files of the base branch are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rooftop.addresses import STORIES
from rooftop.frontmatter import Document, split
from rooftop.frontmatter.document import MAX_FILE_BYTES
from rooftop.guard.paths import Place
from rooftop.guard.repository import FILE, PROGRAM, Entry, Repository, Tree
from rooftop.records import Advocate, Event, Story

#: The folders whose records name people.
_WITH_PEOPLE = (Story.folder, Event.folder)


def as_account(login: str) -> str:
    """``login`` in small letters; empty for what no code host takes for an account: letters beyond
    ASCII may become plain ones when they are made small, such as the Kelvin sign.
    """
    return login.strip().lower() if login.isascii() else ""


@dataclass(frozen=True)
class Item:
    """A file of the content and its text."""

    place: Place
    text: str

    @cached_property
    def document(self) -> Document | None:
        """What the text says; None where its front matter cannot be read strictly."""
        return None if "\ufffd" in self.text else split(self.text, self.place.path)[0]

    def value(self, field: str) -> Any:
        """What stands in ``field``; None where nothing can be read there."""
        return self.document.meta.get(field) if self.document else None

    def words(self, field: str) -> tuple[str, ...]:
        """The texts in the list ``field``."""
        value = self.value(field)
        return tuple(each for each in value if isinstance(each, str)) if _is_list(value) else ()

    @property
    def consents(self) -> Mapping[str, Any]:
        """What a story says of consents, by the person's slug."""
        value = self.value("consent")
        return value if isinstance(value, dict) else {}

    @property
    def account(self) -> str:
        """The account of a profile, in small letters; empty where there is none."""
        return as_account(str(self.value("github") or ""))

    def names_media(self, name: str) -> bool:
        """Whether the text names the media file ``name``."""
        words = rf"(?:(?<=media/)|(?<![\w./-])){re.escape(name)}(?![\w-]|\.\w)"
        return re.search(words, self.text) is not None


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def read_item(repository: Repository, place: Place, entry: Entry) -> Item:
    """The file at ``place``, as git holds it. Raises `rooftop.git.GitError`."""
    return next(read_items(repository, {place.path: entry}, place.content))


def read_items(repository: Repository, tree: Tree, content: str) -> Iterator[Item]:
    """Every text of the content in ``tree``. A link, a submodule and what is too large are texts
    without words. Raises `rooftop.git.GitError`.
    """
    places = {Place(path, content): entry for path, entry in tree.items() if path.endswith(".md")}
    inside = {place: entry for place, entry in places.items() if place.inside is not None}
    texts = repository.texts(filter(_is_readable, inside.values()))
    for place, entry in inside.items():
        data = texts[entry.object] if _is_readable(entry) else b""
        yield Item(place, data.decode("utf-8-sig", "replace"))


def _is_readable(entry: Entry) -> bool:
    return entry.mode in (FILE, PROGRAM) and entry.size <= MAX_FILE_BYTES


@dataclass(frozen=True)
class People:
    """The content of the base branch, as one person may change it: the one with
    ``account``, which is in small letters.
    """

    account: str
    items: tuple[Item, ...]

    def at(self, place: Place) -> Item | None:
        """The file at ``place``; None where there is none."""
        return self._by_path.get(place.path)

    @cached_property
    def _by_path(self) -> Mapping[str, Item]:
        return {item.place.path: item for item in self.items}

    def is_mine(self, profile: Item) -> bool:
        """Whether ``profile`` says that it is this person's."""
        return bool(self.account) and profile.account == self.account

    @cached_property
    def profiles(self) -> tuple[str, ...]:
        """The slugs of this person's profiles."""
        return tuple(item.place.slug for item in self._in(Advocate.folder) if self.is_mine(item))

    @cached_property
    def slugs(self) -> frozenset[str]:
        """Every slug by which files name this person, those of former profiles among them."""
        mine = [item for item in self._in(Advocate.folder) if self.is_mine(item)]
        others = {i.place.slug for i in self._in(Advocate.folder)} - set(self.profiles)
        former = {alias for item in mine for alias in item.words("aliases")}
        return frozenset({*self.profiles, *(former - others)})

    def tells(self, story: Item) -> bool:
        """Whether this person is one of those who tell ``story``."""
        return not self.slugs.isdisjoint(story.words("advocates"))

    def others_unbound(self, story: Item) -> list[str]:
        """Those of the other tellers whose consent holds whatever the words of ``story`` are:
        nobody would notice that they never approved new ones.
        """
        consents = {s: c for s, c in story.consents.items() if s not in self.slugs}
        given = {s: c for s, c in consents.items() if isinstance(c, dict)}
        return [s for s, c in given.items() if c.get("status") == "given" and not c.get("approved")]

    def may_change(self, item: Item) -> bool:
        """Whether what ``item`` shows is this person's to change."""
        if item.place.folder == Advocate.folder:
            return self.is_mine(item)
        is_story = item.place.folder == Story.folder
        return is_story and self.tells(item) and not self.others_unbound(item)

    def holder(self, folder: str, name: str) -> str | None:
        """The path of somebody else's file in ``folder`` that is, or once was, called ``name``, or
        that names a person so; None where nobody's is.
        """
        for item in self._in(folder):
            own = self.is_mine(item) if folder == Advocate.folder else self.tells(item)
            if not own and name in _names(item):
                return item.place.path
        if folder == Advocate.folder and name not in self.slugs:
            return self.naming(name)
        return None

    def naming(self, slug: str) -> str | None:
        """The path of a story or an event that names the person ``slug``; None where none does."""
        for folder in _WITH_PEOPLE:
            for item in self._in(folder):
                if slug in item.words("advocates") or slug in item.consents:
                    return item.place.path
        return None

    def _in(self, folder: str) -> list[Item]:
        return self._by_folder.get(folder, [])

    @cached_property
    def _by_folder(self) -> Mapping[str, list[Item]]:
        folders: dict[str, list[Item]] = {}
        for item in self.items:
            folders.setdefault(item.place.folder, []).append(item)
        return folders


def _names(item: Item) -> set[str]:
    """The slug of a file, former ones, and that of its first address."""
    address = str(item.value("permalink") or "").removeprefix(STORIES).strip("/")
    return {item.place.slug, *item.words("aliases"), address} - {""}
