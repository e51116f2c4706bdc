"""What is withheld, as strings that can be looked for; and who says them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any

from ahocorasick_rs import AhoCorasick
from pydantic import BaseModel

from rooftop.catalogue import Catalogue
from rooftop.consent import CompanyView, SiteAdvocate, SiteStory, Terms
from rooftop.crosslinks import find_words
from rooftop.plan.plan import WithheldText
from rooftop.records import Advocate, Record, Story

#: Shorter passages turn up by chance.
MIN_PASSAGE = 24
MIN_NAME = 3
_WITHOUT_TEXT = (bool, int, float, datetime.date, Terms)
#: Stands between two texts that are searched at once, so that no clause is found across both.
_JOINT = " \x1f "
_CLAUSE = re.compile(r"(?<=[.!?…,;:])\s+|\s+[–—]\s+|\n{2,}|\n(?=[-*>#|])")
_MARKS = re.compile(r"[*_`~>#|\[\]]|\]\([^)]*\)")


def collect_withheld_text(
    catalogue: Catalogue,
    advocates: Mapping[str, SiteAdvocate],
    stories: Mapping[str, SiteStory],
    own_words: Iterable[str],
) -> WithheldText:
    """Every name and passage that no view shows. ``own_words`` are names that are never secret,
    such as the products'.

    References to evidence count as names: whoever writes one into a text has that text withheld.
    """
    shown_people, shown_companies = _shown(advocates, stories)
    names: set[str] = set()
    words: set[str] = set()
    for advocate in catalogue.advocates.values():
        names.update(_hidden_names(advocate, shown_people, shown_companies))
        words.update(_hidden_profile_words(advocate, advocates.get(advocate.slug)))
    for story in catalogue.stories.values():
        words.update(_hidden_story_words(story, stories.get(story.slug)))
    published = {*own_words, *shown_companies, *(name for name, _ in shown_people)}
    names = {name for name in names if len(name) >= MIN_NAME and name not in published} | set(
        _evidence(catalogue)
    )
    public = _said_in_public(words, [*advocates.values(), *stories.values()])
    return WithheldText(frozenset(names), frozenset(words - names - public))


def _said_in_public(words: set[str], shown: Iterable[SiteAdvocate | SiteStory]) -> set[str]:
    """Those of ``words`` that somebody else says with consent: they give nothing away."""
    if not words:
        return set()
    patterns = sorted(words)
    automaton = AhoCorasick(patterns)
    texts = (_plain(_JOINT.join(texts_of(view))) for view in shown)
    return {
        patterns[number]
        for text in texts
        for number, _, _ in automaton.find_matches_as_indexes(text, overlapping=True)
    }


class NameFinder:
    """Finds withheld names that a text says as whole words."""

    def __init__(self, withheld_text: WithheldText) -> None:
        self._names = sorted(withheld_text.names)
        self._automaton = AhoCorasick(self._names) if self._names else None

    def finds_in(self, text: str) -> bool:
        """Whether ``text`` says a withheld name."""
        return self._automaton is not None and bool(find_words(self._automaton, text))


def texts_of(shown: Any) -> Iterator[str]:
    """Every text in a view, or in a record that needs no consent; the advocates an event names are
    decided elsewhere.
    """
    if isinstance(shown, str):
        yield shown
    elif shown is None or isinstance(shown, _WITHOUT_TEXT):
        return
    elif isinstance(shown, Record):
        yield from texts_of(shown.model_dump(exclude={"advocates"}))
        yield shown.body
    elif isinstance(shown, BaseModel):
        yield from texts_of(shown.model_dump())
    elif is_dataclass(shown):
        yield from texts_of(vars(shown))
    elif isinstance(shown, Mapping):
        for value in shown.values():
            yield from texts_of(value)
    elif isinstance(shown, list | tuple):
        for value in shown:
            yield from texts_of(value)


def _shown(
    advocates: Mapping[str, SiteAdvocate], stories: Mapping[str, SiteStory]
) -> tuple[set[tuple[str, str]], set[str]]:
    """(name, slug) of people and names of companies that some view shows."""
    tellers = [teller for story in stories.values() for teller in story.tellers]
    people = {(view.name, view.slug) for view in advocates.values()} | {
        (t.name, t.slug) for t in tellers if t.slug
    }
    companies: list[CompanyView | None] = [
        *(view.company for view in advocates.values()),
        *(t.company for t in tellers),
    ]
    return people, {company.name for company in companies if company and company.name}


def _hidden_names(
    advocate: Advocate, people: set[tuple[str, str]], companies: set[str]
) -> Iterator[str]:
    if (advocate.called, advocate.slug) not in people:
        yield advocate.called
        yield advocate.slug
    if advocate.company and advocate.company.name and advocate.company.name not in companies:
        yield advocate.company.name


def _hidden_profile_words(advocate: Advocate, view: SiteAdvocate | None) -> Iterator[str]:
    if view is None:
        yield from (url for url in advocate.links.model_dump().values() if url)
        yield from (
            f"{prefix}{advocate.github}" for prefix in ("@", "github.com/") if advocate.github
        )
    if view is None or not view.headline:
        yield from _passages(advocate.headline or "", advocate.body)
    if advocate.company and advocate.company.url and not (view and view.company):
        yield advocate.company.url


def _hidden_story_words(story: Story, told: SiteStory | None) -> Iterator[str]:
    if told is None:
        yield from _passages(
            story.title,
            story.summary,
            story.quote.text if story.quote else "",
            story.challenge or "",
            story.body,
        )
        yield from _passages(
            *(turn.what for turn in story.turnaround), *(promise.what for promise in story.promises)
        )
    if told is None or not told.results:
        yield from _passages(*(result.how_measured for result in story.results))
    hidden = [medium for medium in story.media if told is None or medium not in told.media]
    yield from _passages(
        *(medium.alt for medium in hidden), *(medium.transcript or "" for medium in hidden)
    )


def _evidence(catalogue: Catalogue) -> Iterator[str]:
    """References into the company's own records: they are never published."""
    records = [advocate.consent for advocate in catalogue.advocates.values()]
    records += [record for story in catalogue.stories.values() for record in story.consent.values()]
    for record in filter(None, records):
        for holder in (record, record.employer):
            if holder and holder.evidence:
                yield holder.evidence


def _passages(*texts: str) -> Iterator[str]:
    """The clauses of ``texts``, as readers see them."""
    for text in texts:
        for clause in _CLAUSE.split(text):
            plain = _plain(clause).rstrip(".,;:")
            if len(plain) >= MIN_PASSAGE:
                yield plain


def _plain(text: str) -> str:
    """Without Markdown's marks, one blank between words."""
    return " ".join(_MARKS.sub(" ", text).split())
