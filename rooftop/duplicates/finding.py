"""Records that are probably of one person, or one story. Drafts are compared too."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from rooftop.catalogue import Catalogue, web_place
from rooftop.problems import Problem, problem
from rooftop.records import Advocate, Record, Story
from rooftop.text import BREAK, COMMA, fold

R = TypeVar("R", bound=Record)
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
#: Words in a row that are compared, the share of them that two stories have in common when they are
#: one, and how many stories may share some before these count as a phrase of everybody's.
_IN_A_ROW, _SAME, _MOST_SHARING = 4, 0.6, 12
#: In how many parts the pieces of all stories are counted.
_PARTS = 64
_MERGE = "If they are one, `rooftop merge {} {}` makes one of them."


def find_duplicates(catalogue: Catalogue) -> Iterator[Problem]:
    """A note for each pair of people or stories that are probably the same, with both places."""
    records = [*catalogue.records(), *catalogue.left_out.values()]
    yield from _same_people([r for r in records if isinstance(r, Advocate) and not r.example])
    stories = [r for r in records if isinstance(r, Story) and not r.example]
    yield from _same_stories(stories)


def _same_people(people: Sequence[Advocate]) -> Iterator[Problem]:
    by_name, by_account = _groups(people)
    told: set[frozenset[str]] = set()
    for account, several in by_account.items():
        for first, second in combinations(several, 2):
            told.add(frozenset((first.origin.path, second.origin.path)))
            yield _note(first, second, f"has the account {account} too", ("links",))
    for several in by_name.values():
        for first, second in combinations(several, 2):
            is_told = frozenset((first.origin.path, second.origin.path)) in told
            if not is_told and not _are_told_apart(first, second):
                yield _note(first, second, f"is called {first.called!r} too", ("name",))


def _groups(
    people: Sequence[Advocate],
) -> tuple[dict[str, list[Advocate]], dict[str, list[Advocate]]]:
    """People by their folded name, and by each account of theirs."""
    by_name, by_account = defaultdict(list), defaultdict(list)
    for person in sorted(people, key=_age):
        by_name[_folded_name(person.called)].append(person)
        for account in _accounts(person).values():
            by_account[account].append(person)
    return by_name, by_account


def _folded_name(name: str) -> str:
    """``name`` without what people leave out or swap: apostrophes, marks, case, order."""
    words = fold(_APOSTROPHES.sub("", name)).replace(COMMA, " ").replace(BREAK, " ").split()
    return " ".join(sorted(words))


def _accounts(person: Advocate) -> dict[str, str]:
    """The accounts of ``person`` by their network, as hosts and paths."""
    accounts = {}
    for network, url in person.links.model_dump().items():
        if url:
            accounts[network] = web_place(url)
    if person.github:
        accounts["github"] = f"github.com/{person.github.casefold()}"
    return accounts


def _are_told_apart(first: Advocate, second: Advocate) -> bool:
    """Whether each has an account of their own on one network."""
    accounts = _accounts(first), _accounts(second)
    return any(accounts[0][name] != accounts[1][name] for name in accounts[0].keys() & accounts[1])


def _same_stories(stories: Sequence[Story]) -> Iterator[Problem]:
    ordered = sorted(stories, key=_age)
    sizes, parts = [], [_Part() for _ in range(_PARTS)]
    for number, story in enumerate(ordered):
        own = _pieces(story)
        sizes.append(len(own))
        for piece in own:
            parts[piece % _PARTS].add(piece, number)
    for first, second, share in sorted(_pairs(parts, sizes)):
        if not _are_versions(ordered[first], ordered[second]):
            what = f"has {share:.0%} of its words in common with it"
            yield _note(ordered[first], ordered[second], what, ("title",))


class _Part:
    """Some of the pieces, and who has each. A story has about as many pieces as words, so they are
    held as bare numbers.
    """

    def __init__(self) -> None:
        self._pieces, self._holders = array("q"), array("I")

    def add(self, piece: int, number: int) -> None:
        """Add a piece of the story ``number``; numbers never fall."""
        self._pieces.append(piece)
        self._holders.append(number)

    def shared(self) -> Iterator[list[int]]:
        """Who has each piece that several have, in the order in which they were added."""
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for piece, number in zip(self._pieces, self._holders, strict=True):
            holders[piece].append(number)
        return (numbers for numbers in holders.values() if 1 < len(numbers) <= _MOST_SHARING)


def _pairs(parts: list[_Part], sizes: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """The numbers of every two stories that are the same, and which share of their pieces both
    have. Stories have as many pieces as ``sizes`` says; ``parts`` are empty afterwards.
    """
    earlier = [array("I") for _ in sizes]
    while parts:
        for numbers in parts.pop().shared():
            for place, number in enumerate(numbers[1:], 1):
                earlier[number].extend(numbers[:place])
    for second, firsts in enumerate(earlier):
        for first, number in Counter(firsts).items():
            share = number / max(sizes[first], sizes[second])
            if share >= _SAME:
                yield first, second, share


def _pieces(story: Story) -> set[int]:
    """A number of 64 bits for every few words in a row of what ``story`` says; one for all its
    words where it says less.
    """
    quote = story.quote.text if story.quote else ""
    told = " ".join([story.title, story.summary, quote, story.challenge or "", story.body])
    words = [word for word in fold(told).split() if word not in (BREAK, COMMA)]
    rows = zip(*(words[start:] for start in range(_IN_A_ROW)), strict=False)
    return set(map(hash, rows)) or {hash(tuple(words))}


def _are_versions(first: Story, second: Story) -> bool:
    """Whether they tell one story in several languages, and say so."""
    families = (first.translation_of or first.slug, second.translation_of or second.slug)
    return families[0] == families[1]


def _age(record: Record) -> tuple[bool, str]:
    """What is published comes before drafts: it stays."""
    return record.is_draft, record.origin.path


def _note(first: Record, second: Record, what: str, field: tuple[str, ...]) -> Problem:
    path, line = first.origin.path, first.origin.at(*field)[0]
    names = (f"{first.folder}/{first.slug}", f"{second.folder}/{second.slug}")
    code = "duplicate-story" if isinstance(first, Story) else "duplicate-person"
    at = second.origin.at(*field)
    hint = _MERGE.format(*names)
    if code == "duplicate-person":
        hint += " If they are two, give each the link to an account of their own."
    return problem(second.origin.path, at, code, f"{path}:{line} {what}", hint)
