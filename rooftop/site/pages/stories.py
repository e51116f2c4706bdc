"""The list of stories, each story, the wall of what was said, and what it takes to pass a story
on.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rooftop.consent import SiteStory
from rooftop.metadata import facts_of_story
from rooftop.plan import Plan
from rooftop.posts import Post
from rooftop.records import Promise, Turn
from rooftop.share import kit_of
from rooftop.site.facets import Facet
from rooftop.site.pages.page import SitePage, paged, section, translation_for_plan, under


@dataclass(frozen=True)
class Step:
    """One line of what went wrong and was put right: what happened, or what was promised."""

    day: datetime.date
    turn: Turn | None = None
    promise: Promise | None = None


def story_pages(plan: Plan, facets: Sequence[Facet[SiteStory]]) -> Iterator[SitePage]:
    words = translation_for_plan(plan)
    said = words("stories.intro", company=plan.community.settings.company)
    stories = list(plan.stories.values())
    first = section(plan, "stories", "stories.html", words("stories.title"), said, facets=facets)
    yield from paged(plan, first, "stories", stories)
    wall = section(plan, "wall", "wall-page.html", words("wall.title"), words("wall.intro"))
    yield from paged(plan, wall, "stories", [story for story in stories if story.quote])
    posts = _posts(plan)
    for story in stories:
        kit = kit_of(plan, story.slug, posts.get(story.slug, ())) if not story.is_draft else None
        yield under(
            plan, _story(plan, story, has_kit=kit is not None), (first.title, first.address)
        )
        if kit:
            yield SitePage(
                f"{story.path}share/",
                "share.html",
                words("share.title", title=story.title),
                language=story.language,
                listed=False,
                context={"story": story, "kit": kit},
            )


def _posts(plan: Plan) -> dict[str, list[Post]]:
    """The posts for each story that may be sent now, in the order of the networks."""
    posts: dict[str, list[Post]] = {}
    order = plan.community.settings.social.networks
    for each in sorted(
        plan.posts, key=lambda each: (order.index(each.post.network), each.post.number)
    ):
        if not each.embargoed:
            posts.setdefault(each.post.story, []).append(each.post)
    return posts


def _story(plan: Plan, story: SiteStory, *, has_kit: bool) -> SitePage:
    words = translation_for_plan(plan)
    family = plan.families[story.translation_of or story.slug]
    return SitePage(
        story.path,
        "story.html",
        story.title,
        story.summary,
        story.language,
        story.changed,
        prose=plan.prose_of("stories", story.slug),
        found_as=words(f"kinds.{story.kind}"),
        graph=() if story.is_draft else tuple(facts_of_story(plan, story)),
        translations={each.language: each.path for each in family} if len(family) > 1 else {},
        context=_context(plan, story, family) | {"has_kit": has_kit},
    )


def _context(plan: Plan, story: SiteStory, family: list[SiteStory]) -> dict[str, Any]:
    willing = [
        plan.advocates[slug]
        for teller in story.tellers
        if (slug := teller.slug or "") in plan.advocates
    ]
    return {
        "story": story,
        "challenge": plan.prose_of("stories", story.slug, "challenge"),
        "products": [plan.products[slug] for slug in story.products if slug in plan.products],
        "related": [plan.stories[slug] for slug in plan.related.get(story.slug, ())],
        "versions": [other for other in family if other.slug != story.slug],
        "timeline": _timeline(story),
        "willing": [person for person in willing if person.open_to],
        "is_embeddable": story.slug in plan.channels.embeds,
    }


def _timeline(story: SiteStory) -> list[Step]:
    steps = [Step(turn.on, turn=turn) for turn in story.turnaround]
    return sorted(
        [*steps, *(Step(each.made, promise=each) for each in story.promises)],
        key=lambda step: step.day,
    )
