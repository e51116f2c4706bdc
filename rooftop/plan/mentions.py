"""Finds records that would reveal something withheld in their text, their captions or their
address.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Reversible
from dataclasses import is_dataclass
from functools import cache as remember
from functools import cached_property, partial
from typing import Any, NamedTuple

from pydantic import BaseModel

from rooftop.cache import Cache, Verdicts
from rooftop.catalogue import Catalogue
from rooftop.consent import Consents, Reason, subject_of
from rooftop.markup import readings
from rooftop.plan.gate import Gate, LeftOut
from rooftop.records import Advocate, Record, Story
from rooftop.views import StoryView, Terms
from rooftop.withheld_text import TextFinder, WithheldText, finder_of

_WITHOUT_TEXT = (bool, int, float, datetime.date, Terms)


class Saying(NamedTuple):
    """Every text in the view of a record, and a digest of them all."""

    texts: tuple[str, ...]
    digest: bytes


#: What the view of each record says, by its subject.
Texts = Mapping[str, Saying]
#: Stands between two texts that are searched at once, so that nothing is found across both.
SEAM = " \x1f "


def find_mentions(
    gate: Gate, texts: Texts, consents: Consents, withheld: WithheldText, cache: Cache
) -> LeftOut:
    """The records that would show something withheld, by subject, each with the reason and what it
    mentions.

    ``withheld`` is what no record may mention. What a record withholds of its own people is
    searched for in that record too, whatever other records show of them. Records whose ``texts``
    are unchanged since ``cache`` recorded that nothing was found are not searched again.
    """
    catalogue, verdicts = consents.catalogue, Verdicts(cache, "mention", withheld.digest)
    finders = cache.memory.recall("finders", withheld.digest, partial(_Finders, withheld))
    mentions: dict[str, tuple[Reason, str]] = {}
    for record, view in gate.views(catalogue):
        subject = subject_of(record)
        address = SEAM.join([record.slug, getattr(view, "permalink", "")])
        own = withheld_of_own_people(record, view, catalogue)
        saying = texts[subject]
        sources = _sources_of(saying.texts, record, catalogue)
        data = "\0".join([address, *sources, own.digest if own else ""]).encode()
        if verdicts.is_clean(subject, saying.digest + data):
            continue
        source = SEAM.join(words_of(saying.texts, record, catalogue))
        mention = finders.find(address, source)
        if own and not mention:
            mention = _Finders(own).find(address, source)
        if mention:
            mentions[subject] = mention
        verdicts.note(subject, is_clean=mention is None)
    verdicts.keep()
    return mentions


def withheld_of_own_people(record: Record, view: object, catalogue: Catalogue) -> WithheldText:
    """The names, accounts and employers of those who tell ``record`` that its ``view`` leaves
    out.
    """
    if isinstance(record, Advocate):
        company = getattr(view, "company", None)
        return WithheldText(companies=frozenset(_employer(record, company, catalogue)))
    if not isinstance(record, Story) or not isinstance(view, StoryView):
        return WithheldText()
    tellers = zip(dict.fromkeys(record.advocates), view.tellers, strict=True)
    people, companies, marks = set[str](), set[str](), set[str]()
    for slug, teller in tellers:
        profile = catalogue.advocates[slug]
        companies.update(_employer(profile, teller.company, catalogue))
        if teller.slug is None:
            people.add(profile.called)
            marks.update(accounts_of(profile))
    return WithheldText(frozenset(people), frozenset(companies), marks=frozenset(marks))


def says_own_people(record: Record, view: object, catalogue: Catalogue) -> bool:
    """Whether the words of ``record`` say a name, an account or an employer that its ``view``
    leaves out: another channel than the site may show less of its people.
    """
    own = withheld_of_own_people(record, view, catalogue)
    source = SEAM.join([record.slug, *words_of(texts_of(view), record, catalogue)])
    return bool(own) and _Finders(own).find(record.slug, source) is not None


def accounts_of(advocate: Advocate) -> Iterator[str]:
    """The addresses of a person's own places elsewhere, and their account."""
    yield from (url for url in advocate.links.model_dump().values() if url)
    if advocate.github:
        yield from (f"@{advocate.github}", f"github.com/{advocate.github}")


def _employer(advocate: Advocate, shown: object | None, catalogue: Catalogue) -> Iterator[str]:
    """Every name of the employer of ``advocate``, unless it is ``shown``."""
    employer = advocate.company
    if shown is None and employer and employer.name:
        yield employer.name
        company = catalogue.company(employer.record) if employer.record else None
        yield from company.names if company else ()


class _Finders:
    """What looks into addresses, and what looks into words."""

    def __init__(self, withheld: WithheldText) -> None:
        self._withheld = withheld

    @cached_property
    def _in_address(self) -> TextFinder:
        return finder_of(self._withheld.names)

    @cached_property
    def _in_words(self) -> TextFinder:
        return finder_of(self._withheld)

    def find(self, address: str, source: str) -> tuple[Reason, str] | None:
        """Why the record at ``address`` that says ``source`` is withheld, and what it says; None
        where it is not.
        """
        for what in self._in_address.find(address):
            return Reason.NAME_SHOWN, str(what)
        for text in readings(source):
            for what in self._in_words.find(text):
                return Reason.MENTION, str(what)
        return None


def words_of(texts: Iterable[str], record: Record, catalogue: Catalogue) -> Iterator[str]:
    """What ``texts`` of ``record`` say to readers: Markdown without its marks, films by their
    captions.
    """
    for text in _with_prose(texts, record):
        parsed, medium = catalogue.prose.get(text), catalogue.media.get(text)
        yield parsed.words if parsed else text
        yield medium.words if medium else ""


def _sources_of(texts: Iterable[str], record: Record, catalogue: Catalogue) -> Iterator[str]:
    """All inputs of `words_of` in addition to ``texts``: prose that no view contains, which texts
    are Markdown, and the captions of films.
    """
    yield _prose_beside_view(record)
    for number, text in enumerate(_with_prose(texts, record)):
        if text in catalogue.prose:
            yield f"{number} Markdown"
        if medium := catalogue.media.get(text):
            yield f"{number} {medium.words}"


def _with_prose(texts: Iterable[str], record: Record) -> Iterator[str]:
    """``texts`` of the view of ``record``, and its prose."""
    yield from texts
    if body := _prose_beside_view(record):
        yield body


def _prose_beside_view(record: Record) -> str:
    """The prose of ``record``, unless its view holds it, as those of people do."""
    return "" if isinstance(record, Advocate | Story) else record.markdown.get("body", "")


def read_texts(gate: Gate, catalogue: Catalogue) -> Texts:
    """What each view of ``gate`` says, by its subject."""
    views = gate.views(catalogue)
    return {subject_of(record): _saying_of(view) for record, view in views}


def _saying_of(view: object) -> Saying:
    texts = tuple(texts_of(view))
    data = "\0".join(texts).encode()
    return Saying(texts, hashlib.blake2b(data, digest_size=20).digest())


def texts_of(shown: Any) -> Iterator[str]:
    """Every text in a view."""
    waiting = [shown]
    while waiting:
        value = waiting.pop()
        kind: Any = type(value)
        if issubclass(kind, str):
            yield value
        elif parts_of := _opener_of(kind):
            waiting += reversed(parts_of(value))


@remember
def _opener_of(kind: Any) -> Callable[[Any], Reversible[Any]] | None:
    """A function that returns the parts of a value of this ``kind`` that may contain text; None for
    a kind that contains none.
    """
    if issubclass(kind, _WITHOUT_TEXT):
        return None
    if issubclass(kind, list | tuple):
        return lambda value: value
    if issubclass(kind, BaseModel) or is_dataclass(kind):
        return lambda value: vars(value).values()
    return (lambda value: value.values()) if issubclass(kind, Mapping) else None
