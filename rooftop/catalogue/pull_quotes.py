"""Pull quotes: sentences of a story that its page sets large. They are words of the prose, so
whoever approved the prose is asked for no other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rooftop.markup import ParsedMarkdown, paragraphs_of, says
from rooftop.problems import Problem, problem
from rooftop.records import Story

#: Below this likeness, of 100, a sentence is another one.
_LIKE = 60
_SENTENCE_END = re.compile(r"[.!?…]\W*(?:\s|$)")


def check_pull_quotes(story: Story, prose: Mapping[str, ParsedMarkdown]) -> Iterator[Problem]:
    """A problem for each pull quote of ``story`` that no paragraph of its prose says, as readers
    see both. ``prose`` is its Markdown, read, by its source.
    """
    if not story.pull_quotes:
        return
    paragraphs = [
        paragraph
        for text in story.markdown.values()
        for paragraph in paragraphs_of(prose[text].tree)
    ]
    for number, quote in enumerate(story.pull_quotes):
        if not any(says(paragraph, quote) for paragraph in paragraphs):
            at = story.origin.at("pull_quotes", number)
            what = f"pull_quotes.{number} is not in the prose in these words"
            hint = _nearest(quote, paragraphs) or "Copy a sentence from the prose, word for word."
            yield problem(story.origin.path, at, "pull-quote-unmatched", what, hint)


def _nearest(quote: str, paragraphs: Iterable[str]) -> str:
    """A hint with the sentences of a paragraph that are most like ``quote``."""
    from rapidfuzz import fuzz  # noqa: PLC0415 — slow to load, and for mistakes alone

    best, words = 0.0, ""
    for paragraph in paragraphs:
        place = fuzz.partial_ratio_alignment(quote, paragraph, score_cutoff=max(best, _LIKE))
        if place and place.score > best:
            best = place.score
            ends = [0, *(match.end() for match in _SENTENCE_END.finditer(paragraph))]
            start = max(end for end in ends if end <= place.dest_start)
            after = (end for end in ends if end >= place.dest_end)
            words = paragraph[start : next(after, len(paragraph))].strip()
    return f"The prose says: {words}" if words else ""
