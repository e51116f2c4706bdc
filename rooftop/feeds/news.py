"""News of the people who speak: a first story, and each year with us. Only of those who agreed to
``social``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from markupsafe import Markup

from rooftop.consent import SocialAdvocate, SocialStory
from rooftop.feeds.items import Author, Item, newest_first
from rooftop.plan import Plan, next_anniversary
from rooftop.translations import translation_for


def collect_news(plan: Plan) -> tuple[Item, ...]:
    """Thanks for first stories and for anniversaries up to now, newest first."""
    return newest_first(
        item for person in plan.channels.social_people.values() for item in _of(plan, person)
    )


def _of(plan: Plan, person: SocialAdvocate) -> Iterator[Item]:
    told = [
        story
        for story in plan.channels.social.values()
        if any(t.slug == person.slug for t in story.tellers)
    ]
    if told:
        first = min(told, key=lambda story: (story.moment, story.slug))
        if _is_first(plan, person, first):
            yield _first_story(plan, person, first)
    if person.joined and person.terms:
        day, years = next_anniversary(person.joined, person.joined), 1
        while day <= plan.today:
            if day >= person.terms.given:  # what was before they came here is no news
                yield _anniversary(plan, person, day, years)
            day, years = next_anniversary(person.joined, day), years + 1


def _is_first(plan: Plan, person: SocialAdvocate, story: SocialStory) -> bool:
    """Whether nothing of theirs went out before, shown now or not."""
    of_theirs = (
        each
        for each in plan.catalogue.stories.values()
        if person.slug in each.advocates and each.published
    )
    return all(
        each.published >= story.moment or each.slug == story.slug
        for each in of_theirs
        if each.published
    )


def _first_story(plan: Plan, person: SocialAdvocate, story: SocialStory) -> Item:
    words = translation_for(plan.community.language)
    title = words("news.first-title", name=person.name)
    text = Markup('<p>{} <a href="{}">{}</a>. {}</p>').format(
        words("news.first", name=person.name),
        plan.community.url + story.path,
        story.title,
        words("news.first-end"),
    )
    return _item(plan, person, "first-story", story.moment, title, text)


def _anniversary(plan: Plan, person: SocialAdvocate, day: datetime.date, years: int) -> Item:
    words = translation_for(plan.community.language)
    title = words("news.years-title", name=person.name, n=years)
    text = Markup("<p>{}</p>").format(words("news.years", name=person.name, n=years))
    noon = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
    return _item(plan, person, f"{years}-years", noon, title, text)


def _item(
    plan: Plan, person: SocialAdvocate, what: str, at: datetime.datetime, title: str, text: Markup
) -> Item:
    page = f"{plan.community.url}advocates/{person.slug}/"
    signed = text + Markup("<p><small>— {}</small></p>").format(plan.community.settings.company)
    return Item(
        f"{page}#{what}",
        page,
        title,
        title + ".",
        str(signed),
        at,
        at,
        plan.community.language,
        authors=(Author(plan.community.settings.company),),
    )
