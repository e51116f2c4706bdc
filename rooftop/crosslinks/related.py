"""Three stories like this one, the same on every build."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rooftop.consent import SiteStory

HOW_MANY = 3
#: How much it counts that two stories share a product, a topic, an industry, a stage.
_WEIGHTS = {"product": 4, "topic": 3, "industry": 2, "stage": 1}
#: How many of the newest stories of each trait are compared: with more, ten thousand stories would cost a hundred million pairs.
_COMPARED = 60


def relate(stories: Sequence[SiteStory]) -> dict[str, tuple[str, ...]]:
    """For each story's slug those of up to three others that share most with it; of equals the newer, then the slug.

    ``stories`` come newest first. A translation is no company for its original, nor for its sisters.
    """
    newest: dict[tuple[str, str], list[SiteStory]] = defaultdict(list)
    for story in stories:
        for trait in _traits(story):
            if len(newest[trait]) < _COMPARED:
                newest[trait].append(story)
    rank = {story.slug: number for number, story in enumerate(stories)}
    return {story.slug: _nearest(story, newest, rank) for story in stories}


def _nearest(story: SiteStory, newest: dict[tuple[str, str], list[SiteStory]], rank: dict[str, int]) -> tuple[str, ...]:
    family = story.translation_of or story.slug
    scores: Counter[str] = Counter()
    for trait in _traits(story):
        for other in newest[trait]:
            if (other.translation_of or other.slug) != family and other.language == story.language:
                scores[other.slug] += _WEIGHTS[trait[0]]
    best = sorted(scores, key=lambda slug: (-scores[slug], rank[slug]))
    return tuple(best[:HOW_MANY])


def _traits(story: SiteStory) -> Iterator[tuple[str, str]]:
    for name, values in (
        ("product", story.products),
        ("topic", story.topics),
        ("industry", story.industries),
        ("stage", story.stages),
    ):
        for value in values:
            yield name, value
