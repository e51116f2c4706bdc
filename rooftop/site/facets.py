"""The ways to find stories and people: what each is by, the words for it, and what is found under
each word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rooftop.addresses import FORMER_DIRECTORY, word_in_address
from rooftop.published import Published
from rooftop.translations import Translation
from rooftop.views import STAGES, SiteAdvocate, SiteStory

T = TypeVar("T")
SIZES = ("1-10", "11-50", "51-200", "201-1000", "1001-5000", "5001+")


@dataclass(frozen=True)
class Choice:
    """A word of a facet: as addresses write it, as readers see it, and how much it finds."""

    word: str
    label: str
    count: int


@dataclass(frozen=True)
class Choices:
    """What a page shows of a facet. It holds no story and no person, so a page that shows it stays
    as it is when one of them changes.
    """

    name: str
    folder: str
    words: tuple[Choice, ...]


@dataclass(frozen=True)
class Facet(Generic[T]):
    """One way to find something. ``words`` are as addresses write them, in the order readers see;
    ``folder`` is where each has a page, below the root.
    """

    name: str
    folder: str
    words: tuple[str, ...]
    labels: Mapping[str, str]
    found: Mapping[str, list[T]]

    def label(self, word: str) -> str:
        """What readers see for ``word``."""
        return self.labels.get(word, word)

    @property
    def choices(self) -> Choices:
        """The words of this facet, for a page."""
        counted = (Choice(word, self.label(word), len(self.found[word])) for word in self.words)
        return Choices(self.name, self.folder, tuple(counted))


def story_facets(published: Published, words: Translation) -> list[Facet[SiteStory]]:
    """By product, industry, role, stage, topic, kind and language."""
    settings, stories = published.community.settings, list(published.stories.values())
    kinds = {kind: words(f"kinds.{kind}") for kind in _each(s.kind for s in stories)}
    products = {slug: product.name for slug, product in published.products.items()}
    return [
        _facet("products", "products", stories, lambda story: story.products, products),
        _facet(
            "industries", "industries", stories, lambda story: story.industries, settings.industries
        ),
        _facet("roles", "roles", stories, lambda story: story.roles, settings.roles),
        _facet(
            "stages", "stages", stories, lambda story: story.stages, stage_labels(words), STAGES
        ),
        _facet("topics", "topics", stories, lambda story: story.topics, settings.topics),
        _facet("kinds", "kinds", stories, lambda story: [story.kind], kinds),
        _facet(
            "languages",
            "languages",
            stories,
            lambda story: [story.language],
            _languages(stories, words),
        ),
    ]


def people_facets(published: Published, words: Translation) -> list[Facet[SiteAdvocate]]:
    """By product, industry, company size, country, language, topic, and what they are open to."""
    settings, people = published.community.settings, list(published.advocates.values())
    products = {slug: product.name for slug, product in published.products.items()}
    companies = [person.company for person in people if person.company]
    countries = {tag: words.country(tag) for tag in _each(c.country for c in companies) if tag}
    spoken = {tag: words.language(tag) for tag in _each(tag for p in people for tag in p.languages)}
    ways = {way: words(f"open.{way}") for way in _each(way for p in people for way in p.open_to)}
    traits: list[
        tuple[str, Callable[[SiteAdvocate], Iterable[str | None]], Mapping[str, str], Sequence[str]]
    ] = [
        ("products", lambda person: _of_site(published, person), products, ()),
        ("industries", lambda person: _of_company(person, "industry"), settings.industries, ()),
        (
            "sizes",
            lambda person: _of_company(person, "size"),
            {size: size.replace("-", "–") for size in SIZES},
            SIZES,
        ),
        ("countries", lambda person: _of_company(person, "country"), countries, ()),
        ("languages", lambda person: person.languages, spoken, ()),
        ("topics", lambda person: person.topics, settings.topics, ()),
        (
            "open",
            lambda person: person.open_to,
            {way: text[:1].upper() + text[1:] for way, text in ways.items()},
            (),
        ),
    ]
    return [
        _facet(name, f"{FORMER_DIRECTORY}{name}", people, trait, labels, order)
        for name, trait, labels, order in traits
    ]


def stage_labels(words: Translation) -> dict[str, str]:
    """The stages of buying, as readers see them."""
    return {stage: words(f"stages.{stage}") for stage in STAGES}


def index_of(
    facets: Sequence[Facet[Any]], items: Sequence[Any], size: int, further: int
) -> dict[str, Any]:
    """What a script needs to narrow down a list of ``items``: for each, in their order, the places
    of its words. The first page of the list shows ``size`` of them, each ``further`` page so many.
    """
    places: list[dict[int, list[int]]] = [{} for _ in facets]
    for column, facet in enumerate(facets):
        for number, word in enumerate(facet.words):
            for item in facet.found[word]:
                places[column].setdefault(id(item), []).append(number)
    return {
        "size": size,
        "further": further,
        "facets": [facet.name for facet in facets],
        "words": {facet.name: list(facet.words) for facet in facets},
        "items": [[column.get(id(item), []) for column in places] for item in items],
    }


def _facet(
    name: str,
    folder: str,
    items: Iterable[T],
    trait: Callable[[T], Iterable[str | None]],
    labels: Mapping[str, str],
    order: Sequence[str] = (),
) -> Facet[T]:
    """A facet whose words come in ``order`` where there is one, else by label."""
    groups: dict[str, list[T]] = {}
    for item in items:
        for word in dict.fromkeys(filter(None, trait(item))):
            groups.setdefault(word_in_address(word), []).append(item)
    spoken: dict[str, str] = {word_in_address(word): label for word, label in labels.items()}
    by_label = sorted(groups, key=lambda word: (str(spoken.get(word, word)).casefold(), word))
    sorted_words = (
        [each for each in map(word_in_address, order) if each in groups] if order else by_label
    )
    return Facet(name, folder, tuple(sorted_words), spoken, groups)


def _of_company(person: SiteAdvocate, name: str) -> list[str | None]:
    return [getattr(person.company, name, None)]


def _of_site(published: Published, person: SiteAdvocate) -> list[str]:
    """The products of ``person`` that have a page."""
    return [slug for slug in person.products if slug in published.products]


def _languages(stories: Iterable[SiteStory], words: Translation) -> dict[str, str]:
    return {tag: words.language(tag) for tag in _each(s.language for s in stories)}


def _each(values: Iterable[T]) -> Iterable[T]:
    """Each of ``values`` once, in their order."""
    return dict.fromkeys(values)
