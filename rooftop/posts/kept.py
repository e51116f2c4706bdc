"""Caching of the posts of each story, by the parts of the story that they use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from rooftop.cache import Blocks, Cache
from rooftop.posts.compose import Material, Post, material_of, write_posts
from rooftop.problems import blaming
from rooftop.settings import Community
from rooftop.views import SocialStory


def kept_posts(
    stories: Mapping[str, SocialStory], community: Community, cache: Cache
) -> dict[str, tuple[Post, ...]]:
    """The result of `write_posts` for each of ``stories``, from ``cache`` if possible."""
    settings = community.settings
    made_by = repr((community.url, community.language, settings.social, settings.topics))
    blocks, posts = Blocks(cache, "posts", made_by), dict[str, tuple[Post, ...]]()
    for slug, story in stories.items():
        with blaming(story.subject):
            material = material_of(story, community)
            write = partial(_write, material, community)
            posts[slug] = blocks.get(slug, _bytes_of(material), tuple, write)
    blocks.keep()
    return posts


def _bytes_of(material: Material) -> bytes:
    """Other ones for each other ``material``: its ``repr``, without that of models, which takes
    long.
    """
    results = [[*vars(result).items()] for result in material.results]
    social = [[*vars(post).items()] for post in material.social]
    return repr((material._replace(results=(), social=()), results, social)).encode()


def _write(material: Material, community: Community) -> tuple[Post, ...]:
    return tuple(write_posts(material, community))
