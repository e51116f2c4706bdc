"""Criticism: whether any is published, and whether the company's answers stay as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rooftop import git
from rooftop.consent import last_day, went_out
from rooftop.frontmatter import split
from rooftop.plan import Plan
from rooftop.problems import Problem, problem
from rooftop.records import Reply, Story, parse

#: Fewer stories in a year prove nothing.
_ENOUGH = 6
_MONTHS = 12


def check_criticism(plan: Plan) -> Iterator[Problem]:
    """One note where the stories that went out in the last twelve months are at least six, and none
    is critical.
    """
    stories = [
        story
        for slug, story in plan.catalogue.stories.items()
        if slug in plan.published.stories
        and last_day(went_out(story, plan.consents).date(), None, _MONTHS) > plan.today
    ]
    if len(stories) >= _ENOUGH and not any(story.is_critical for story in stories):
        folder = Path(plan.community.settings.content).name
        text = f"none of the {len(stories)} stories of the last twelve months is critical"
        hint = (
            "Readers doubt praise alone. Ask somebody who had trouble, and mark what they say with "
            "`critical: true`, `turnaround` or `reply`."
        )
        yield problem(f"{folder}/{Story.folder}", (0, 0), "criticism-missing", text, hint)


def check_replies(plan: Plan, content: Path) -> Iterator[Problem]:
    """A problem for each reply that says something else than it said in public on its day, as git
    remembers it. ``content`` is the folder of the records.
    """
    for story in plan.catalogue.stories.values():
        if story.reply and story.published and _changed_in_silence(story, story.reply, content):
            text = f"the reply of {story.reply.on} is not what it was when it was published"
            hint = "Put the old words back, or write the day of the change in `on`."
            at = story.origin.at("reply", "text")
            yield problem(story.origin.path, at, "reply-changed", text, hint)


def _changed_in_silence(story: Story, reply: Reply, content: Path) -> bool:
    file = content / story.folder / f"{story.slug}.md"
    before = (_reply_in(text, story) for text in git.versions(content, file))
    return any(each and each.on == reply.on and _words(each) != _words(reply) for each in before)


def _reply_in(text: str, story: Story) -> Reply | None:
    """The reply in an earlier ``text`` of a file, if that was published."""
    document, _ = split(text, story.origin.path)
    then = parse(Story, document, story.slug)[0] if document else None
    return then.reply if then and then.published else None


def _words(reply: Reply) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in (reply.by, reply.role, reply.text))
