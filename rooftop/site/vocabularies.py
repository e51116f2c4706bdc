"""The ways to find stories: by industry, role, stage and topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rooftop.consent import SiteStory
from rooftop.plan import Plan
from rooftop.site import wording


@dataclass(frozen=True)
class Vocabulary:
    """One way to find stories: its folder, its heading, the label of each word, and the stories under it."""

    folder: str
    title: str
    labels: Mapping[str, str]
    stories: Mapping[str, list[SiteStory]]


def vocabularies(plan: Plan) -> list[Vocabulary]:
    """Industries, roles, stages and topics that have stories."""
    settings = plan.community.settings

    def by_label(labels: Mapping[str, str], found: Mapping[str, list[SiteStory]]) -> dict[str, list[SiteStory]]:
        return {word: found[word] for word in sorted(found, key=lambda word: (labels.get(word, word).casefold(), word))}

    return [
        Vocabulary(
            "industries",
            "Industries",
            settings.industries,
            by_label(settings.industries, plan.stories_with(lambda story: story.industries)),
        ),
        Vocabulary(
            "roles", "Roles", settings.roles, by_label(settings.roles, plan.stories_with(lambda story: story.roles))
        ),
        Vocabulary("stages", "Where you are", wording.STAGES, plan.stages),
        Vocabulary(
            "topics",
            "Topics",
            settings.topics,
            by_label(settings.topics, plan.stories_with(lambda story: story.topics)),
        ),
    ]
