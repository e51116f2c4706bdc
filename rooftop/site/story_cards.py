"""Stories as cards in a list: what each card says of its story, and how large it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rooftop.records import Medium, Result
from rooftop.views import SiteStory, Teller

#: ``wide`` has its picture beside the words, the others above them.
Size = Literal["wide", "large", "small"]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class StoryCard:
    """What one card shows. The line under the title is the story's ``quote``, or its summary where
    ``quote`` is None. ``picture`` is an image, or a film with a poster.

    With ``has_portrait``, the picture beside the words is the photo of ``person``.
    """

    story: SiteStory
    size: Size
    quote: str | None
    number: Result | None
    picture: Medium | None
    person: Teller | None

    @property
    def has_portrait(self) -> bool:
        """Whether the photo of ``person`` stands where a picture would."""
        return bool(self.size == "wide" and not self.picture and self.person and self.person.photo)


def compose(story: SiteStory, size: Size, without: str = "") -> StoryCard:
    """The card of ``story``; on the page of the person ``without``, it does not show them again."""
    quote = story.quote if story.quote and not _repeats(story.title, story.quote.text) else None
    tellers = [story.quote.by] if story.quote else list(story.tellers)
    if not quote and without in {teller.slug for teller in tellers}:
        tellers = list(story.tellers)
    others = (teller for teller in tellers if not without or teller.slug != without)
    return StoryCard(
        story=story,
        size=size,
        quote=quote.text if quote else None,
        number=story.results[0] if story.results else None,
        picture=picture_of(story),
        person=next(others, None),
    )


def picture_of(story: SiteStory) -> Medium | None:
    """The first picture that ``story`` may show: an image, or a film with a poster."""
    pictures = (each for each in story.media if each.poster or (each.kind == "image" and each.src))
    return next(pictures, None)


def sizes_of(
    stories: Sequence[SiteStory], *, narrow: bool = False
) -> Iterator[tuple[SiteStory, Size]]:
    """Each of ``stories`` with its size. Rows of two, one of them wide, alternate with rows of
    three small ones, so that a list begins with something to look at and every row is full. In a
    ``narrow`` column the first one is wide and all others are small.
    """
    if narrow:
        yield from ((each, "small" if number else "wide") for number, each in enumerate(stories))
        return
    start = pairs = 0
    for length in _rows(len(stories)):
        row = stories[start : start + length]
        start += length
        if length == 1:
            yield row[0], "wide"
        elif length == 2:
            yield from _pair(row[0], row[1], is_first=pairs % 2 == 0)
            pairs += 1
        else:
            yield from ((story, "small") for story in row)


def _rows(count: int) -> Iterator[int]:
    """How many of ``count`` cards each row has."""
    if count == 3:
        yield from (2, 1)
        return
    length = 2
    while count > 0:
        here = count if count <= 3 else 2 if count == 4 else length
        yield here
        count -= here
        length = 5 - length


def _pair(
    first: SiteStory, second: SiteStory, *, is_first: bool
) -> Iterator[tuple[SiteStory, Size]]:
    """Two stories side by side. The one with more to look at is wide; where they have the same, the
    ``first`` in every other pair.
    """
    first_sight, second_sight = _sight(first), _sight(second)
    is_wide = first_sight > second_sight if first_sight != second_sight else is_first
    yield first, "wide" if is_wide else "large"
    yield second, "large" if is_wide else "wide"


def _sight(story: SiteStory) -> int:
    """How much there is to look at: a picture, a portrait, or nothing."""
    person = story.quote.by if story.quote else story.tellers[0]
    return 2 if picture_of(story) else 1 if person.photo else 0


def _repeats(title: str, quote: str) -> bool:
    """Whether ``quote`` has every word of ``title``, so that a card would say it twice."""
    return _words(title) <= _words(quote)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
