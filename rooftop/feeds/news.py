"""News of the people who speak: a first story, and each year with us. Only of those who agreed to
``social``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from markupsafe import Markup

from rooftop import addresses
from rooftop.feeds.items import Author, Item, typeset_item
from rooftop.published import Published, next_anniversary
from rooftop.translations import translation_for
from rooftop.views import SocialAdvocate, SocialStory


def collect_news(published: Published) -> Iterator[Item]:
    """Thanks for first stories and for anniversaries up to now, by person."""
    for person in published.channels.social_people.values():
        yield from _of(published, person)


def _of(published: Published, person: SocialAdvocate) -> Iterator[Item]:
    debut = published.channels.social.get(published.debuts.get(person.slug, ""))
    if debut and any(teller.slug == person.slug for teller in debut.tellers):
        yield _first_story(published, person, debut)
    if person.joined and person.terms:
        # What was before they came is no news. A renewed consent is younger than their first story.
        came = min([person.terms.given, *([debut.moment.date()] if debut else [])])
        day, years = next_anniversary(person.joined, person.joined), 1
        while day <= published.today:
            if day >= came:
                yield _anniversary(published, person, day, years)
            day, years = next_anniversary(person.joined, day), years + 1


def _first_story(published: Published, person: SocialAdvocate, story: SocialStory) -> Item:
    words = translation_for(published.community.language)
    title = words("news.first-title", name=person.name)
    text = Markup('<p>{} <a href="{}">{}</a>. {}</p>').format(
        words("news.first", name=person.name),
        published.community.url + story.path,
        story.title,
        words("news.first-end"),
    )
    return _item(published, person, "first-story", story.moment, title, text)


def _anniversary(
    published: Published, person: SocialAdvocate, day: datetime.date, years: int
) -> Item:
    words = translation_for(published.community.language)
    title = words("news.years-title", name=person.name, n=years)
    text = Markup("<p>{}</p>").format(words("news.years", name=person.name, n=years))
    noon = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    return _item(published, person, f"{years}-years", noon, title, text)


def _item(
    published: Published,
    person: SocialAdvocate,
    what: str,
    at: datetime.datetime,
    title: str,
    text: Markup,
) -> Item:
    community = published.community
    profile = addresses.advocate(person.slug)
    signed = text + Markup("<p><small>— {}</small></p>").format(community.settings.company)
    item = Item(
        id=community.id_of(f"{profile}#{what}"),
        url=community.url + addresses.news(person.slug, what),
        title=title,
        summary=title + ".",
        html=str(signed),
        published=at,
        updated=at,
        language=community.language,
        authors=(Author(community.settings.company),),
        facts={"about": community.url + addresses.FEEDS, "profile": community.url + profile},
    )
    return typeset_item(item)
