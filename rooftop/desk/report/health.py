"""What on the site wants care: dead links, profiles nobody looked at, translations and words that
are missing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from rooftop import addresses
from rooftop.consent import Standing, last_day
from rooftop.consent_request import last_confirmed
from rooftop.desk.report.sources import Sources
from rooftop.markup import links_in
from rooftop.plan import site_path
from rooftop.records import Record, Story

#: After so many months without a look at it, a profile is stale: `rooftop review-profiles` asks.
_MONTHS = 12


@dataclass(frozen=True)
class DeadLink:
    """A link that leads nowhere, since when, and what its host said."""

    file: str
    url: str
    since: datetime.date
    said: str


@dataclass(frozen=True)
class StaleProfile:
    """A profile that nobody has looked at since ``confirmed``."""

    person: str
    confirmed: datetime.date | None


@dataclass(frozen=True)
class MissingTranslation:
    """A language in which everybody who tells ``story`` lets it appear, and in which it does not
    yet.
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
    """What wants care, in the order of files and names."""

    dead_link_count: int
    stale_profile_count: int
    missing_translation_count: int
    wordless_picture_count: int
    dead_links: tuple[DeadLink, ...]
    stale_profiles: tuple[StaleProfile, ...]
    missing_translations: tuple[MissingTranslation, ...]
    wordless_pictures: tuple[WordlessPicture, ...]


def health(sources: Sources) -> Health:
    """What on the site wants care."""
    links = tuple(_dead_links(sources))
    profiles = tuple(_stale_profiles(sources))
    translations = tuple(_missing_translations(sources))
    pictures = tuple(_wordless_pictures(sources))
    counts = map(len, (links, profiles, translations, pictures))
    return Health(*counts, links, profiles, translations, pictures)


def _dead_links(sources: Sources) -> Iterator[DeadLink]:
    for file, verdicts in sorted(sources.dead_links.items()):
        for each in verdicts:
            yield DeadLink(file, each.url, each.since, each.said)


def _stale_profiles(sources: Sources) -> Iterator[StaleProfile]:
    for slug in sorted(sources.plan.published.advocates):
        confirmed = last_confirmed(sources.people[slug], sources.changed.get(slug))
        if confirmed is None or last_day(confirmed, None, _MONTHS) < sources.today:
            yield StaleProfile(slug, confirmed)


def _missing_translations(sources: Sources) -> Iterator[MissingTranslation]:
    published = sources.plan.published
    for slug, view in sorted(published.stories.items()):
        consents = sources.plan.consents.of(sources.stories[slug]).values()
        records = [each.record for each in consents if each.standing is Standing.GIVEN]
        if view.translation_of or not all(record and record.languages for record in records):
            continue
        agreed = set.intersection(*(set(record.languages) for record in records if record))
        present = {view.language, *(each.language for each in published.families.get(slug, ()))}
        for language in sorted(agreed - present):
            yield MissingTranslation(slug, language)


def _wordless_pictures(sources: Sources) -> Iterator[WordlessPicture]:
    for record in sorted(sources.plan.catalogue.records(), key=lambda each: each.origin.path):
        for picture in _pictures_in(record, sources):
            yield WordlessPicture(record.origin.path, picture)


def _pictures_in(record: Record, sources: Sources) -> Iterator[str]:
    """The pictures in the prose of ``record`` that are described neither there nor in its media."""
    media = record.media if isinstance(record, Story) else ()
    described = {addresses.media(medium.src) for medium in media if medium.src}
    for text in record.markdown.values():
        if "![" in text or "<img" in text:  # most texts have none
            for element, _, url in links_in(sources.plan.catalogue.prose[text].tree):
                has_words = element.tag != "img" or (element.get("alt") or "").strip()
                if not has_words and site_path(record, url) not in described:
                    yield url
