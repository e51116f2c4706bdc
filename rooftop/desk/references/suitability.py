"""What somebody is wanted for, and how far people suit it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rooftop.logbook import Request
from rooftop.published import Published
from rooftop.views import SiteStory

#: What is said of somebody who has, and who lacks, a word of each list.
_SENTENCES = {
    "products": ("uses {}", "does not use {}"),
    "industries": ("works in {}", "does not work in {}"),
    "roles": ("tells a story for {}", "tells no story for {}"),
    "stages": ("tells a story for the stage {}", "tells no story for the stage {}"),
}


@dataclass(frozen=True)
class Wish:
    """What somebody is wanted for, and what they should bring: a word of each list that is given.
    Whoever speaks none of ``languages`` is out of the question.
    """

    purpose: str
    products: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: Request) -> Wish:
        """What ``request`` asks for."""
        return cls(**{name: getattr(request, name) for name in cls.__dataclass_fields__})

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The lists by which people are compared, where they are given."""
        return {name: words for name in _SENTENCES if (words := getattr(self, name))}


@dataclass(frozen=True)
class Fit:
    """How far somebody suits a wish. ``met`` has, for each list of which they have a word, these
    words; ``unmet`` the words of all other lists.
    """

    met: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unmet: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        """In words; empty where the wish has no lists."""
        if not (self.met or self.unmet):
            return ""
        has = [_SENTENCES[name][0].format(" and ".join(each)) for name, each in self.met.items()]
        lacks = [_SENTENCES[name][1].format(" or ".join(each)) for name, each in self.unmet.items()]
        everything = len(self.met) + len(self.unmet)
        return f"meets {len(self.met)} of {everything}: {', '.join([*has, *lacks])}"


class Profiles:
    """What people can speak about, as far as the site says it of them."""

    def __init__(self, published: Published) -> None:
        self._people = published.advocates
        self._stories: dict[str, list[SiteStory]] = defaultdict(list)
        for story in published.stories.values():
            for person in dict.fromkeys(teller.slug for teller in story.tellers):
                if person:
                    self._stories[person].append(story)

    def fit(self, person: str, wish: Wish) -> Fit:
        """How far ``person``, who has a profile, suits ``wish``."""
        met: dict[str, tuple[str, ...]] = {}
        for name, words in wish.lists.items():
            own = self._words(person, name)
            if common := tuple(word for word in words if word in own):
                met[name] = common
        return Fit(met, {name: words for name, words in wish.lists.items() if name not in met})

    def objections(self, person: str, wish: Wish, fit: Fit) -> tuple[str, ...]:
        """Why ``person``, who suits ``wish`` as ``fit`` says, is out of the question."""
        reasons = []
        spoken = self._people[person].languages
        if wish.languages and not any(_speaks(spoken, language) for language in wish.languages):
            reasons.append(f"does not speak {' or '.join(wish.languages)}")
        if fit.unmet and not fit.met:
            reasons.append(f"suits nothing of it: {str(fit).partition(': ')[2]}")
        return tuple(reasons)

    def _words(self, person: str, name: str) -> set[str]:
        view = self._people[person]
        if name == "industries":
            return {view.company.industry or ""} if view.company else set()
        words = set(view.products) if name == "products" else set[str]()
        return words.union(*(getattr(story, name) for story in self._stories[person]))


def _speaks(spoken: Iterable[str], language: str) -> bool:
    """Whether one of the languages ``spoken`` is ``language``, whatever its region."""
    tongue = language.partition("-")[0].lower()
    return any(each.partition("-")[0].lower() == tongue for each in spoken)
