"""Three stories like this one, the same on every build."""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from rooftop.cache import Cache
from rooftop.views import SiteStory

HOW_MANY = 3
#: How much it counts that two stories share a product, a topic, an industry, a stage.
_WEIGHTS = {"product": 4, "topic": 3, "industry": 2, "stage": 1}
#: How many of the newest stories of each trait are compared: with all of them, ten thousand stories
#: would make a hundred million pairs.
_COMPARED = 40

Trait = tuple[str, str]
Related = Mapping[str, tuple[str, ...]]


def relate(stories: Sequence[SiteStory], cache: Cache, group: str = "") -> Related:
    """For the slug of each story, those of up to three others that have most in common with it.
    Ties go to the newer story, then to the slug.

    ``stories`` are sorted newest first. A translation is not related to its original, nor to other
    translations of it. ``cache`` keeps the result for each ``group`` of stories.
    """
    slugs = [story.slug for story in stories]
    families = [(story.language, story.translation_of or story.slug) for story in stories]
    traits = [list(_traits(story)) for story in stories]
    key = "related", group, slugs, families, traits
    if (data := cache.get(*key)) is not None:
        with contextlib.suppress(Exception):  # of whatever kind: it was altered
            return {slug: tuple(others) for slug, others in json.loads(data).items()}
    related = _relate(slugs, families, traits)
    cache.put(json.dumps(related).encode(), *key)
    return related


def _relate(
    slugs: list[str], families: list[tuple[str, str]], traits: list[list[Trait]]
) -> Related:
    newest: dict[Trait, list[int]] = defaultdict(list)
    for number, found in enumerate(traits):
        for trait in found:
            if len(newest[trait]) < _COMPARED:
                newest[trait].append(number)
    return {
        slug: tuple(slugs[other] for other in _nearest(number, traits[number], newest, families))
        for number, slug in enumerate(slugs)
    }


def _nearest(
    number: int,
    traits: list[Trait],
    newest: dict[Trait, list[int]],
    families: list[tuple[str, str]],
) -> list[int]:
    """The places of those that share most with the story at ``number``, in its language."""
    language, family = families[number]
    size, ranks = len(families), dict[int, int]()
    for trait in traits:  # a rank is the score and, of equals, the place: one number sorts fast
        weight = _WEIGHTS[trait[0]] * size
        for other in newest[trait]:
            ranks[other] = ranks.get(other, -other) + weight
    fitting = (
        other
        for other in (-rank % size for rank in sorted(ranks.values(), reverse=True))
        if families[other][0] == language and families[other][1] != family
    )
    return list(islice(fitting, HOW_MANY))


def _traits(story: SiteStory) -> Iterator[Trait]:
    for name, values in (
        ("product", story.products),
        ("topic", story.topics),
        ("industry", story.industries),
        ("stage", story.stages),
    ):
        for value in values:
            yield name, value
