"""Whether the words of ``programme.yml`` exist: products, topics, industries, roles, kinds of
stories, languages, and kinds of requests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from babel.core import Locale

from rooftop.catalogue import Catalogue
from rooftop.config_file import Keys, locate
from rooftop.problems import Problem, did_you_mean, problem
from rooftop.programme import Needs, Programme
from rooftop.records import KINDS, PURPOSES
from rooftop.settings import Settings

#: What one word of each list is called.
_NOUNS = {
    "products": "product",
    "topics": "topic",
    "industries": "industry",
    "roles": "role",
}


def check_programme(
    programme: Programme, file: Path, catalogue: Catalogue, settings: Settings
) -> Iterator[Problem]:
    """A problem for each word in ``file``, from which ``programme`` was read, that is known neither
    to ``catalogue`` nor to ``settings``, in the order of its lists.
    """
    known = {
        "products": {*catalogue.products, *catalogue.renamed.get("products", {})},
        "topics": settings.topics,
        "industries": settings.industries,
        "roles": settings.roles,
    }
    for number, goal in enumerate(programme.goals):
        yield from _needs(goal.needs, ("goals", number, "needs"), file, known)
    for number, pack in enumerate(programme.packs):
        yield from _needs(pack.needs, ("packs", number, "needs"), file, known)
        for place, kind in enumerate(pack.kinds):
            if kind not in KINDS:
                at = ("packs", number, "kinds", place)
                yield _unknown(file, at, "kind of story", kind, KINDS)
    for purpose in programme.asks.may_ask:
        if purpose not in PURPOSES:
            where = ("asks", "may_ask", purpose)
            yield _unknown(file, where, "kind of request", purpose, PURPOSES)


def _needs(
    needs: Needs, keys: Keys, file: Path, known: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    for name, noun in _NOUNS.items():
        for place, word in enumerate(getattr(needs, name)):
            if word not in known[name]:
                yield _unknown(file, (*keys, name, place), noun, word, known[name])
    for place, language in enumerate(needs.languages):
        if not _is_language(language):
            at = (*keys, "languages", place)
            yield _unknown(file, at, "language", language, ())


def _is_language(tag: str) -> bool:
    """Whether the Common Locale Data Repository has heard of the language of ``tag`` (BCP 47)."""
    language = tag.partition("-")[0].lower()
    return language in Locale("en").languages


def _unknown(file: Path, keys: Keys, what: str, word: str, known: Collection[str]) -> Problem:
    _, at = locate(file, keys)
    hint = did_you_mean(word, known)
    return problem(file.name, at, "reference-unknown", f"there is no {what} {word!r}", hint)
