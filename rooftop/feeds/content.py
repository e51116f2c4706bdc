"""The full text of a story as HTML for feeds, in its own language where the interface has it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from rooftop.posts import describe_change, disclose, one_line, sign
from rooftop.published import Published
from rooftop.translations import Translation, translation_for
from rooftop.views import FeedStory, Result


def content_of(published: Published, story: FeedStory) -> Markup:
    """``story`` as feeds carry it. Markup.format escapes whatever is not Markup itself."""
    return Markup("\n").join(_passages(published, story))


def _passages(published: Published, story: FeedStory) -> Iterator[Markup]:
    root = published.community.url
    words = translation_for(story.language, published.community.language)
    language = words.tag
    yield Markup("<p><strong>{}</strong></p>").format(story.summary)
    people = "; ".join(one_line(teller, language) for teller in story.tellers)
    yield Markup("<p>{}</p>").format(people)
    if story.quote:
        yield Markup("<blockquote><p>{}</p><p>— {}</p></blockquote>").format(
            story.quote.text, one_line(story.quote.by, language)
        )
    if story.results:
        yield Markup("<ul>{}</ul>").format(
            Markup("").join(_result(result, language) for result in story.results)
        )
    for name in ("challenge", "body"):
        if prose := published.prose_of("stories", story.slug, name):
            yield prose.absolute(root)
    yield from _what_happened(story, words)
    yield from _asides(published, story, words)


def _asides(published: Published, story: FeedStory, words: Translation) -> Iterator[Markup]:
    """What stands below the story's own words."""
    if story.not_a_fit_for:
        yield _labelled(words("story.not-for"), story.not_a_fit_for)
    if source := story.source:
        network, day = words(f"networks.{source.network}"), words.day(source.posted)
        first = words("story.first-posted", network=network, day=day)
        yield Markup('<p><a href="{}">{}</a></p>').format(source.url, first)
    if reply := story.reply:
        company = published.community.settings.company
        yield _labelled(words("story.reply", company=company), reply.text)
        yield Markup("<p><small>{}</small></p>").format(sign(reply, words))
    if story.thanks:
        company = published.community.settings.company
        yield _labelled(words("story.thanks", company=company), story.thanks)
    if story.disclosure:
        aside = words("feed.disclosure", disclosure=disclose(story.disclosure, words.tag))
        yield Markup("<p><small>{}</small></p>").format(aside)


def _labelled(label: str, text: str) -> Markup:
    return Markup("<p><strong>{}</strong><br>{}</p>").format(label, text)


def _what_happened(story: FeedStory, words: Translation) -> Iterator[Markup]:
    for turn in story.turnaround:
        yield Markup("<p><strong>{}</strong> {}</p>").format(words.day(turn.on), turn.what)
    for promise in story.promises:
        text = words("feed.promise", due=words.day(promise.due), what=promise.what)
        kept = ""
        if promise.kept:
            form = "story.kept-late" if promise.kept > promise.due else "story.kept"
            kept = words(form, day=words.day(promise.kept))
        yield Markup("<p><strong>{}</strong> {} {}</p>").format(words.day(promise.made), text, kept)


def _result(result: Result, language: str) -> Markup:
    return Markup("<li><strong>{}</strong> {}. {}</li>").format(
        describe_change(result, language), result.what, result.how_measured
    )
