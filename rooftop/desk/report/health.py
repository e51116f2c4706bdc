"""What needs attention on the site: dead links, outdated profiles, missing translations and
words.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rooftop.consent import Standing, last_day
from rooftop.desk.facts import DeadLink
from rooftop.desk.report.sources import Sources

#: After so many months without a look at it, a profile is stale: `rooftop review-profiles` asks.
_MONTHS = 12


@dataclass(frozen=True)
class StaleProfile:
    """A profile that nobody has reviewed since ``confirmed``."""

    person: str
    confirmed: datetime.date | None


@dataclass(frozen=True)
class MissingTranslation:
    """A language in which everybody who tells ``story`` allows it, and into which it is not yet
    translated.
    """

    story: str
    language: str


@dataclass(frozen=True)
class WordlessPicture:
    """A picture in the prose of ``file`` without a description."""

    file: str
    picture: str


@dataclass(frozen=True)
class Health:
    """Everything that needs attention, sorted by file and name."""

    dead_link_count: int
    stale_profile_count: int
    missing_translation_count: int
    wordless_picture_count: int
    dead_links: tuple[DeadLink, ...]
    stale_profiles: tuple[StaleProfile, ...]
    missing_translations: tuple[MissingTranslation, ...]
    wordless_pictures: tuple[WordlessPicture, ...]


def health(sources: Sources) -> Health:
    """Everything on the site that needs attention."""
    links = sources.facts.dead_links
    profiles = tuple(_stale_profiles(sources))
    translations = tuple(_missing_translations(sources))
    pictures = tuple(WordlessPicture(*each) for each in sources.facts.wordless)
    return Health(
        dead_link_count=len(links),
        stale_profile_count=len(profiles),
        missing_translation_count=len(translations),
        wordless_picture_count=len(pictures),
        dead_links=links,
        stale_profiles=profiles,
        missing_translations=translations,
        wordless_pictures=pictures,
    )


def _stale_profiles(sources: Sources) -> Iterator[StaleProfile]:
    for slug, person in sources.facts.people.items():
        agreed = person.consent.given if person.consent else None
        days = (person.reviewed, agreed, sources.changed.get(slug))
        confirmed = max(filter(None, days), default=None)
        is_stale = confirmed is None or last_day(confirmed, None, _MONTHS) < sources.today
        if person.is_published and is_stale:
            yield StaleProfile(slug, confirmed)


def _missing_translations(sources: Sources) -> Iterator[MissingTranslation]:
    present = defaultdict[str, set[str]](set)
    for story in sources.facts.published.values():
        present[story.translation_of or story.slug].add(story.language)
    for slug, story in sources.facts.published.items():
        agreed = [set(each.languages) for each in story.consents if each.standing == Standing.GIVEN]
        if story.translation_of is None and agreed:
            for language in sorted(set.intersection(*agreed) - present[slug]):
                yield MissingTranslation(slug, language)
