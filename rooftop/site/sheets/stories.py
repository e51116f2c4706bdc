"""The list of stories, each story, and what it takes to pass it on."""

from __future__ import annotations

from collections.abc import Iterator

from rooftop.consent import SiteStory
from rooftop.plan import Plan
from rooftop.posts import Post
from rooftop.share import kit_of
from rooftop.site.sheets.sheet import Sheet, section


def story_sheets(plan: Plan) -> Iterator[Sheet]:
    stories, size = list(plan.stories.values()), plan.community.settings.stories_per_page
    chunks = [stories[start : start + size] for start in range(0, max(len(stories), 1), size)]
    for number, chunk in enumerate(chunks, 1):
        first = section(
            plan,
            "stories",
            "Stories",
            "stories.html",
            f"What customers of {plan.community.settings.company} lived through.",
            stories=chunk,
            number=number,
            pages=len(chunks),
        )
        if number == 1:
            yield first
        else:
            yield Sheet(
                f"stories/page/{number}/",
                "stories.html",
                f"{first.title}, page {number}",
                date=plan.newest,
                context=first.context,
            )
    posts: dict[str, list[Post]] = {}
    order = plan.community.settings.social.networks
    for each in sorted(plan.posts, key=lambda each: (order.index(each.post.network), each.post.number)):
        if not each.embargoed:
            posts.setdefault(each.post.story, []).append(each.post)
    for story in plan.stories.values():
        kit = kit_of(plan, story.slug, posts.get(story.slug, ())) if not story.is_draft else None
        yield _story(plan, story, kit is not None)
        if kit:
            yield Sheet(
                f"{story.path}share/",
                "share.html",
                f"Share: {story.title}",
                language=story.language,
                listed=False,
                context={"story": story, "kit": kit},
            )


def _story(plan: Plan, story: SiteStory, has_kit: bool) -> Sheet:
    return Sheet(
        story.path,
        "story.html",
        story.title,
        story.summary,
        story.language,
        story.changed,
        prose=plan.prose_of("stories", story.slug),
        context={
            "story": story,
            "challenge": plan.prose_of("stories", story.slug, "challenge"),
            "products": [plan.products[slug] for slug in story.products if slug in plan.products],
            "related": [plan.stories[slug] for slug in plan.related.get(story.slug, ())],
            "versions": _versions(plan, story),
            "has_kit": has_kit,
            "is_embeddable": story.slug in plan.channels.embeds,
        },
    )


def _versions(plan: Plan, story: SiteStory) -> list[SiteStory]:
    """The same story in other languages."""
    family = plan.families[story.translation_of or story.slug]
    return [other for other in family if other.slug != story.slug]
