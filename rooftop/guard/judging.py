"""From two revisions and an account to a verdict."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rooftop.guard.paths import MEDIA, Names, Place, check_kind, check_place
from rooftop.guard.people import Item, People, as_account, read_item, read_items
from rooftop.guard.records import check_profile, check_story
from rooftop.guard.repository import Entry, Merge, Repository
from rooftop.guard.rules import Rules, read_rules
from rooftop.problems import Problem, problem
from rooftop.records import Advocate


@dataclass(frozen=True)
class Verdict:
    """How many files a contribution changes, whether a maintainer made it, and what is wrong with
    it.
    """

    files: int
    by_maintainer: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Change:
    """One file before and after; None where it is not there."""

    place: Place
    before: Entry | None
    after: Entry | None


def judge(root: Path, base: str, head: str, account: str, config_file: str) -> Verdict:
    """Whether the person with ``account`` may bring ``head`` into ``base``, two revisions of the
    repository that holds the folder ``root``. ``config_file`` is a path below that folder.

    What is judged is what merging would change. All rights come from ``base``. Raises
    `rooftop.git.GitError`.
    """
    repository = Repository(root)
    commit = repository.commit(base)
    merge = repository.merge(commit, repository.commit(head))
    old, new = repository.tree(commit), repository.tree(merge.tree)
    rules, problems = read_rules(repository, old, repository.prefix() + config_file)
    changed = sorted(path for path in {*old, *new} if old.get(path) != new.get(path))
    if rules is None:
        return Verdict(len(changed), False, tuple(problems))
    login = as_account(account)
    if login in rules.maintainers:
        return Verdict(len(changed), True, ())
    changes = [
        _Change(Place(path, rules.content), old.get(path), new.get(path)) for path in changed
    ]
    people = People(login, tuple(read_items(repository, old, rules.content)))
    renames = repository.renames(commit, merge.tree)
    names = Names.of({*old, *new})
    contribution = _Contribution(repository, rules, people, merge, names, renames, tuple(changes))
    found = set(contribution.check())
    if found and not rules.maintainers:
        found.add(_without_maintainers(repository.prefix() + config_file))
    return Verdict(len(changed), False, tuple(sorted(found)))


def _without_maintainers(config_file: str) -> Problem:
    what = "`maintainers` names nobody in the base branch, so nobody may change what is not theirs"
    hint = "Name the accounts of those who run the community, and push that to the base branch."
    return problem(config_file, (0, 0), "maintainers-missing", what, hint)


@dataclass(frozen=True)
class _Contribution:
    repository: Repository
    rules: Rules
    people: People
    merge: Merge
    names: Names
    renames: Mapping[str, str]
    changes: tuple[_Change, ...]

    def check(self) -> Iterator[Problem]:
        """Everything that is wrong with it, in any order."""
        most = self.rules.max_changed_files
        if len(self.changes) > most:
            what = f"this changes {len(self.changes):,} files; the limit is {most:,}"
            hint = "Send it in several parts, or ask a maintainer to raise `max_changed_files`."
            yield problem(self.rules.content, (0, 0), "guard-size", what, hint)
        allowed: list[_Change] = []
        for change in self.changes:
            first = next(self._check_path(change), None)  # all others follow from it
            if first:
                yield first
            else:
                allowed.append(change)
        if len(self.changes) <= most:  # whose more files are would take long to find out
            yield from self._check_owners(allowed)

    def _check_owners(self, changes: list[_Change]) -> Iterator[Problem]:
        """What is wrong with changes whose paths are in order."""
        people = yield from self._profiles(changes)
        for change in changes:
            if change.place.folder == MEDIA:
                yield from _check_media(self.people, change)
            elif change.place.folder != Advocate.folder:
                before, after = self.people.at(change.place), self._item(change)
                yield from check_story(people, change.place, before, after)

    def _check_path(self, change: _Change) -> Iterator[Problem]:
        """What is wrong with where a file is, of what kind, and how it is called."""
        place = change.place
        if place.path in self.merge.conflicts:
            what = "the base branch changed the same lines"
            hint = "Merge the base branch into this one, and resolve the conflict."
            yield problem(place.shown, (0, 0), "guard-conflict", what, hint)
            return
        yield from check_kind(place, change.before, change.after)
        yield from check_place(place)
        if change.before is None:
            yield from self.names.check(place)
        if (former := self.renames.get(place.path)) and place.folder != MEDIA:
            what = f"this renames {former}, to which addresses and references lead"
            hint = "Keep the old name, or ask a maintainer to rename it."
            yield problem(place.shown, (0, 0), "guard-rename", what, hint)

    def _profiles(self, changes: list[_Change]) -> Generator[Problem, None, People]:
        """Problems of profiles; gives the people as they are with a new profile of the author."""
        people = self.people
        for change in changes:
            if change.place.folder != Advocate.folder:
                continue
            before, after = self.people.at(change.place), self._item(change)
            found = list(check_profile(people, change.place, before, after))
            yield from found
            if after and not before and not found:
                people = replace(people, items=(*people.items, after))
        return people

    def _item(self, change: _Change) -> Item | None:
        """The file as the contribution leaves it."""
        return read_item(self.repository, change.place, change.after) if change.after else None


def _check_media(people: People, change: _Change) -> Iterator[Problem]:
    """A problem where a file of the base branch shows this one, and is somebody else's."""
    place = change.place
    shown_by = [item for item in people.items if item.names_media(place.name)]
    other = next((item for item in shown_by if not people.may_change(item)), None)
    if other:
        what = f"{other.place.path} shows this file, and that is not yours to change"
        hint = "Add your file under another name."
        yield problem(place.shown, (0, 0), "guard-owner", what, hint)
    elif change.before and not shown_by:
        what = "no profile or story of yours shows this file"
        yield problem(place.shown, (0, 0), "guard-owner", what, "Add your file under another name.")
