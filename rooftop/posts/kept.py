"""Posts of a story that is as it was when an earlier build wrote them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from rooftop.cache import Cache, dump, load
from rooftop.posts.compose import Post, write_posts
from rooftop.problems import blaming
from rooftop.settings import Community
from rooftop.views import SocialStory


def kept_posts(
    stories: Mapping[str, SocialStory], community: Community, cache: Cache
) -> dict[str, list[Post]]:
    """What `write_posts` gives for each of ``stories``, from ``cache`` if it was written before."""
    settings = community.settings
    made_by = repr((community.url, community.language, settings.social, settings.topics))
    posts = {}
    for slug, story in stories.items():
        with blaming(story.subject):
            posts[slug] = _posts_of(story, community, cache, made_by)
    return posts


def _posts_of(story: SocialStory, community: Community, cache: Cache, made_by: str) -> list[Post]:
    key = ("posts", story)
    if (kept := cache.get(*key, made_by=made_by, name=story.slug)) is not None:
        with contextlib.suppress(Exception):  # of whatever kind: it was altered, or holds no posts
            posts = load(kept)
            if all(isinstance(post, Post) for post in posts):
                return list(posts)
    posts = list(write_posts(story, community))
    cache.put(dump(posts), *key, made_by=made_by, name=story.slug)
    return posts
