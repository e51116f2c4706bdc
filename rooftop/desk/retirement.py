"""A story is retired: it stays where it is, and says of which year it is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from rooftop.frontmatter import set_values
from rooftop.programme import Pack, Programme, serving
from rooftop.published import Published
from rooftop.translations import translation_for
from rooftop.views import SiteStory


def mark_as_retired(text: str, day: datetime.date) -> str:
    """``text`` of a story's file, retired on ``day``. What the person approved stays approved.
    Raises `EditError`.
    """
    return set_values(text, (), {"retired": day.isoformat()})


def describe_retirement(
    slug: str, published: Published, programme: Programme, home: Sequence[SiteStory]
) -> Iterator[str]:
    """Lines for people: what changes once the story ``slug`` is retired. ``home`` are the stories
    that the home page shows today.
    """
    story = published.stories.get(slug)
    if story is None:
        yield "The story is not published, so nothing changes on the site."
        return
    words = translation_for(story.language)("story.from-year", year=str(story.date.year))
    yield f"{story.path} stays, and says: {words}"
    if any(each.slug == slug for each in home):
        yield "The home page no longer shows it."
    for pack in programme.packs:
        if _is_in(story, pack):
            yield f"The pack {pack.name} leaves it out."
    for goal in programme.goals:
        stories = serving(goal.needs, published.stories.values())
        if story in stories:
            yield f"The goal “{goal.name}” then has {len(stories) - 1} of {goal.target} stories."


def _is_in(story: SiteStory, pack: Pack) -> bool:
    return bool(serving(pack.needs, [story])) and story.kind in (pack.kinds or (story.kind,))
