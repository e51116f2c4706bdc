"""Posts of a story that is as it was when an earlier build wrote them."""

from __future__ import annotations

import contextlib

from rooftop.cache import Cache, dump, load
from rooftop.posts.compose import Post, write_posts
from rooftop.settings import Community
from rooftop.views import SocialStory


def kept_posts(story: SocialStory, community: Community, cache: Cache) -> list[Post]:
    """What `write_posts` gives, from ``cache`` if it was written before."""
    settings = community.settings
    key = ("posts", story, community.url, community.language, settings.social, settings.topics)
    if (kept := cache.get(*key, name=story.slug)) is not None:
        with contextlib.suppress(Exception):  # of whatever kind: it was altered, or holds no posts
            posts = load(kept)
            if all(isinstance(post, Post) for post in posts):
                return list(posts)
    posts = list(write_posts(story, community))
    cache.put(dump(posts), *key, name=story.slug)
    return posts
