"""What is withheld, as strings that can be looked for; and who says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ahocorasick_rs import AhoCorasick

from rooftop.catalogue import Catalogue
from rooftop.consent import CompanyView, SiteAdvocate, SiteStory
from rooftop.crosslinks import find_words
from rooftop.plan.plan import Secrets
from rooftop.records import Advocate, ConsentRecord, Record, Story

#: Shorter passages turn up by chance.
MIN_PASSAGE = 24
MIN_NAME = 3
#: Fields that name people and companies as records, not in words: each is decided on its own.
_OWN_FIELDS = ("consent", "name", "pseudonym", "company", "advocates", "github", "aliases", "translation_of")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n{2,}|\n(?=[-*>#|])")
_MARKS = re.compile(r"[*_`~>#|\[\]]|\]\([^)]*\)")


def collect_secrets(
    catalogue: Catalogue,
    advocates: Mapping[str, SiteAdvocate],
    stories: Mapping[str, SiteStory],
    own_words: Iterable[str],
) -> Secrets:
    """Every name and passage that no view shows. ``own_words`` are names that are never secret, such as the products'."""
    shown_people, shown_companies = _shown(advocates, stories)
    names: set[str] = set()
    words: set[str] = set()
    for advocate in catalogue.advocates.values():
        view = advocates.get(advocate.slug)
        names.update(_hidden_names(advocate, shown_people, shown_companies))
        words.update(_evidence(advocate.consent))
        words.update(_hidden_profile_words(advocate, view))
    for story in catalogue.stories.values():
        told = stories.get(story.slug)
        for record in story.consent.values():
            words.update(_evidence(record))
        words.update(_hidden_story_words(story, told))
    published = set(own_words) | shown_companies | {name for name, _ in shown_people}
    names = {name for name in names if len(name) >= MIN_NAME and name not in published}
    return Secrets(frozenset(names), frozenset(words) - names)


class NameFinder:
    """Finds the first withheld name that a text says as a whole word."""

    def __init__(self, secrets: Secrets) -> None:
        self._names = sorted(secrets.names)
        self._automaton = AhoCorasick(self._names) if self._names else None

    def first_in(self, texts: Iterable[str]) -> str | None:
        """The first withheld name in ``texts``, or None."""
        if self._automaton is None:
            return None
        found = (match for text in texts for match in find_words(self._automaton, text))
        return next((self._names[number] for number, _, _ in found), None)


def texts_of(record: Record) -> Iterator[str]:
    """Every text a record would publish beside a person's own name and company: its words."""
    skipped: dict[str, Any] = dict.fromkeys(_OWN_FIELDS, True)
    if isinstance(record, Story):
        skipped["quote"] = {"by"}
    if isinstance(record, Advocate):
        skipped |= {"links": True, "photo": True}
    yield from _strings(record.model_dump(exclude=skipped))
    yield record.body


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _shown(
    advocates: Mapping[str, SiteAdvocate], stories: Mapping[str, SiteStory]
) -> tuple[set[tuple[str, str]], set[str]]:
    """(name, slug) of people and names of companies that some view shows."""
    tellers = [teller for story in stories.values() for teller in story.tellers]
    people = {(view.name, view.slug) for view in advocates.values()} | {(t.name, t.slug) for t in tellers if t.slug}
    companies: list[CompanyView | None] = [
        *(view.company for view in advocates.values()),
        *(t.company for t in tellers),
    ]
    return people, {company.name for company in companies if company and company.name}


def _hidden_names(advocate: Advocate, people: set[tuple[str, str]], companies: set[str]) -> Iterator[str]:
    if (advocate.called, advocate.slug) not in people:
        yield advocate.called
        yield advocate.slug
    if advocate.company and advocate.company.name and advocate.company.name not in companies:
        yield advocate.company.name


def _hidden_profile_words(advocate: Advocate, view: SiteAdvocate | None) -> Iterator[str]:
    if view is None:
        yield from (url for url in advocate.links.model_dump().values() if url)
    if view is None or not view.headline:
        yield from _passages(advocate.headline or "", advocate.body)
    if advocate.company and advocate.company.url and not (view and view.company):
        yield advocate.company.url


def _hidden_story_words(story: Story, told: SiteStory | None) -> Iterator[str]:
    if told is None:
        yield from _passages(
            story.title, story.summary, story.quote.text if story.quote else "", story.challenge or "", story.body
        )
        yield from _passages(*(turn.what for turn in story.turnaround), *(promise.what for promise in story.promises))
    if told is None or not told.results:
        yield from _passages(*(result.how_measured for result in story.results))
    hidden = [medium for medium in story.media if told is None or medium not in told.media]
    yield from _passages(*(medium.alt for medium in hidden), *(medium.transcript or "" for medium in hidden))


def _evidence(record: ConsentRecord | None) -> Iterator[str]:
    if record and record.evidence:
        yield record.evidence
    if record and record.employer and record.employer.evidence:
        yield record.employer.evidence


def _passages(*texts: str) -> Iterator[str]:
    """The sentences of ``texts``, without Markdown's marks, one blank between words."""
    for text in texts:
        for sentence in _SENTENCE.split(text):
            plain = " ".join(_MARKS.sub(" ", sentence).split())
            if len(plain) >= MIN_PASSAGE:
                yield plain
