"""The list of stories, each story, the wall of quotes, and the share kits."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rooftop.metadata import Facts, facts_of_story
from rooftop.posts import Post
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.share import kit_of, may_be_passed_on
from rooftop.site.facets import Facet
from rooftop.site.pages.page import SitePage, paged, section, translation_of_site, under
from rooftop.site.pages.story_layout import lay_out
from rooftop.translations import translation_for
from rooftop.views import ProductView, Promise, SiteAdvocate, SiteStory, Turn


@dataclass(frozen=True)
class Step:
    """One line of what went wrong and was put right: what happened, or what was promised."""

    day: datetime.date
    turn: Turn | None = None
    promise: Promise | None = None


def story_pages(published: Published, facets: Sequence[Facet[SiteStory]]) -> Iterator[SitePage]:
    """The list of stories, which ``facets`` narrow down, the wall of their quotations, and the
    pages of each story.
    """
    words = translation_of_site(published)
    said = words("stories.intro", company=published.community.settings.company)
    stories = list(published.stories.values())
    first = section(
        published,
        "stories",
        "stories.html",
        words("stories.title"),
        said,
        facets=[facet.choices for facet in facets],
    )
    yield from paged(published, first, "stories", stories)
    wall = section(published, "wall", "wall.html", words("wall.title"), words("wall.intro"))
    yield from paged(published, wall, "stories", [story for story in stories if story.quote])
    posts = _posts(published)
    for story in stories:
        with blaming(story.subject):
            has_kit = not story.is_draft and may_be_passed_on(published, story.slug)
            page = _story(published, story, has_kit=has_kit)
            yield under(published, page, (first.title, first.address))
        if has_kit:
            yield _share_page(published, story, posts.get(story.slug, ()))


def _share_page(published: Published, story: SiteStory, posts: Sequence[Post]) -> SitePage:
    community, channels = published.community, published.channels
    press, embed = channels.press.get(story.slug), channels.embeds.get(story.slug)
    people = _profiles(published, story)
    willing = next((person.slug for person in people if person.answers_peers), None)
    return SitePage(
        f"{story.path}share/",
        "share.html",
        translation_of_site(published)("share.title", title=story.title),
        listed=False,
        subject=story.subject,
        is_social=story.slug in published.channels.social,
        context={
            "story": story,
            "kit": partial(kit_of, community, story.slug, posts, press, embed, willing),
        },
    )


def _posts(published: Published) -> dict[str, list[Post]]:
    """The posts for each story that may be sent now, in the order of the networks."""
    posts: dict[str, list[Post]] = {}
    order = published.community.settings.social.networks
    for each in sorted(
        published.posts, key=lambda each: (order.index(each.post.network), each.post.number)
    ):
        if not each.embargoed:
            posts.setdefault(each.post.story, []).append(each.post)
    return posts


def _story(published: Published, story: SiteStory, *, has_kit: bool) -> SitePage:
    words = translation_of_site(published)
    family = published.families[story.translation_of or story.slug]
    layout = lay_out(published, story)
    return SitePage(
        story.path,
        "story.html",
        story.title,
        story.summary,
        story.language,
        story.changed,
        prose=layout.body,
        found_as=words(f"kinds.{story.kind}"),
        graph=() if story.is_draft else (_facts(published, story),),
        translations={each.language: each.path for each in family} if len(family) > 1 else {},
        subject=story.subject,
        view=story,
        is_social=story.slug in published.channels.social,
        context=_context(published, story, family) | {"layout": layout, "has_kit": has_kit},
    )


def _facts(published: Published, story: SiteStory) -> partial[list[Facts]]:
    """A partial that makes the JSON-LD of ``story``."""
    named = [*story.tellers, *([story.quote.by] if story.quote else ())]
    profiles = [each.slug for each in named if each.slug in published.advocates]
    original = published.stories.get(story.translation_of or "")
    return partial(
        facts_of_story,
        published.community,
        story,
        _products(published, story),
        profiles,
        original.path if original else None,
    )


def _products(published: Published, story: SiteStory) -> list[ProductView]:
    """The products of ``story`` that have a page."""
    return [published.products[slug] for slug in story.products if slug in published.products]


def _profiles(published: Published, story: SiteStory) -> list[SiteAdvocate]:
    """The people who tell ``story`` and have a page."""
    slugs = [teller.slug or "" for teller in story.tellers]
    return [published.advocates[slug] for slug in slugs if slug in published.advocates]


def _context(published: Published, story: SiteStory, family: list[SiteStory]) -> dict[str, Any]:
    return {
        "story": story,
        "t": translation_for(story.language, published.community.language),
        "products": _products(published, story),
        "related": [published.stories[slug] for slug in published.related.get(story.slug, ())],
        "versions": [other for other in family if other.slug != story.slug],
        "timeline": partial(_timeline, story),
        "willing": [each for each in _profiles(published, story) if each.open_to],
        "is_embeddable": story.slug in published.channels.embeds,
    }


def _timeline(story: SiteStory) -> list[Step]:
    steps = [Step(turn.on, turn=turn) for turn in story.turnaround]
    return sorted(
        [*steps, *(Step(each.made, promise=each) for each in story.promises)],
        key=lambda step: step.day,
    )
