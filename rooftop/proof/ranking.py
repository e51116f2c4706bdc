"""Finding published stories by words.

Every word must be somewhere in the story, at the beginning of a word, whatever its case and
accents. A story is worth what the best place of each word is worth, and once more where all words
stand in one place in the order asked for. Of stories that are worth the same, the newest is first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic

from rooftop.published import Published
from rooftop.text import BREAK, COMMA, fold
from rooftop.views import C, StoryView

#: What a word is worth, by the place where it stands, the best first.
PLACES: Mapping[str, int] = {
    "title": 8,
    "summary": 5,
    "quote": 4,
    "results": 3,
    "people": 2,
    "prose": 1,
}


@dataclass(frozen=True)
class Match(Generic[C]):
    """A story that was found, what it is worth, and the ``places`` where the words stand, by
    `PLACES`.
    """

    story: StoryView[C]
    worth: int
    places: tuple[str, ...]


def search(
    query: str, stories: Iterable[StoryView[C]], published: Published
) -> tuple[Match[C], ...]:
    """Those of ``stories`` that say all words of ``query``, the best first; all of them, in their
    order, where it has no words. Their prose is that of ``published``.
    """
    words = [word for word in fold(query).split() if word not in (BREAK, COMMA)]
    matches = [
        match
        for story in stories
        if (match := _match(words, story, _texts(story, published))) is not None
    ]
    return tuple(sorted(matches, key=lambda match: -match.worth))


def _texts(story: StoryView[C], published: Published) -> dict[str, str]:
    """What ``story`` says at each of `PLACES`, folded."""
    results = (f"{each.what}\n\n{each.how_measured}" for each in story.results)
    people = (
        " | ".join(filter(None, (each.name, each.role, each.employer))) for each in story.tellers
    )
    fields = ("challenge", "body")
    texts = {
        "title": story.title,
        "summary": story.summary,
        "quote": story.quote.text if story.quote else "",
        "results": "\n\n".join(results),
        "people": " | ".join(people),
        "prose": "\n\n".join(
            published.prose_of("stories", story.slug, field).text for field in fields
        ),
    }
    return {place: fold(texts[place]) for place in PLACES}


def _match(words: list[str], story: StoryView[C], texts: Mapping[str, str]) -> Match[C] | None:
    best = [
        next((place for place, text in texts.items() if _says(text, word)), None) for word in words
    ]
    if None in best:
        return None
    worth = sum(PLACES[place] for place in best if place)
    phrase = " ".join(words)
    if len(words) > 1:
        worth += max((PLACES[at] for at, text in texts.items() if _says(text, phrase)), default=0)
    return Match(story, worth, tuple(place for place in PLACES if place in best))


def _says(text: str, word: str) -> bool:
    """Whether ``word`` begins a word of ``text``; anywhere in scripts without blanks."""
    is_spaced = unicodedata.east_asian_width(word[0]) not in "WF"
    return f" {word}" in text if is_spaced else word in text
