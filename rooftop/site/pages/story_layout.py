"""How the page of a story is laid out: as one statement, or as prose with pull quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rooftop.markup import Prose, place_pull_quotes, take_paragraph
from rooftop.published import Published
from rooftop.views import SiteStory

#: Kinds that are one statement where they come with little prose.
_STATEMENTS = frozenset(("quote", "review", "social-post"))
#: Up to how many characters prose is little: about 200 words.
_LITTLE = 1_200
#: Up to how many characters a paragraph that nobody chose as the quote can be the statement.
_STATEMENT = 400
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class StoryLayout:
    """The passages of a story as its page shows them. A short story has a ``statement``, which is
    in none of them; a long one has none, and pull quotes in them. ``states_title`` is whether the
    statement says the title too, which is then not shown above it.
    """

    challenge: Prose
    body: Prose
    statement: str = ""
    states_title: bool = False


def lay_out(published: Published, story: SiteStory) -> StoryLayout:
    """The layout of ``story``."""
    challenge = published.prose_of("stories", story.slug, "challenge")
    body = published.prose_of("stories", story.slug)
    if _is_short(story, challenge, body):
        return _short(story, challenge, body)
    challenge, body = place_pull_quotes([challenge, body], story.pull_quotes)
    return StoryLayout(challenge, body)


def _is_short(story: SiteStory, challenge: Prose, body: Prose) -> bool:
    return story.kind in _STATEMENTS and len(challenge.text + body.text) <= _LITTLE


def _short(story: SiteStory, challenge: Prose, body: Prose) -> StoryLayout:
    """The statement is the paragraph that says the quote, so that no words stand there twice; else
    the quote. Without a quote it is the first paragraph, if that is not too long.
    """
    quote = story.quote.text if story.quote else ""
    paragraph, rest = take_paragraph(body, quote)
    if not quote and len(paragraph) > _STATEMENT:
        return StoryLayout(challenge, body)
    statement = paragraph or quote
    return StoryLayout(challenge, rest, statement, _letters(story.title) in _letters(statement))


def _letters(text: str) -> str:
    return f" {_NO_LETTERS.sub(' ', text.casefold()).strip()} "
