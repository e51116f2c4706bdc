"""What one story is in any feed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from rooftop.consent import FeedStory, Teller
from rooftop.plan import Plan
from rooftop.records import Result


@dataclass(frozen=True)
class Item:
    """One story. ``id`` is the address it first had, for all time; ``published`` and ``updated`` are UTC."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    language: str
    published: datetime.datetime
    updated: datetime.datetime


def collect_items(plan: Plan) -> dict[str, Item]:
    """Every story that may go out in feeds, by its slug, newest first."""
    return {story.slug: _item(plan, story) for story in plan.feed}


def latest_change(plan: Plan, items: list[Item]) -> datetime.datetime:
    """When any of ``items`` last changed: feeds know no build time."""
    noon = datetime.datetime.combine(plan.newest, datetime.time(12), datetime.UTC)
    return max((item.updated for item in items), default=noon)


def _item(plan: Plan, story: FeedStory) -> Item:
    root = plan.community.url
    updated = max(story.moment, _noon(story.updated or story.moment.date()))
    words = plan.community.settings.topics
    products = (plan.products[slug].name for slug in story.products if slug in plan.products)
    return Item(
        id=root + story.permalink,
        url=root + story.path,
        title=story.title,
        summary=" ".join(story.summary.split()),
        html=str(Markup("\n").join(_passages(plan, story))),
        authors=tuple(teller.name for teller in story.tellers),
        categories=tuple(dict.fromkeys([*products, *(words.get(topic, topic) for topic in story.topics)])),
        language=story.language,
        published=story.moment,
        updated=updated if story.updated else story.moment,
    )


def _noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def _passages(plan: Plan, story: FeedStory) -> Iterator[Markup]:
    """The story's full text as HTML. Markup.format escapes whatever is not Markup itself."""
    root = plan.community.url
    yield Markup("<p><strong>{}</strong></p>").format(story.summary)
    yield Markup("<p>{}</p>").format("; ".join(describe(teller) for teller in story.tellers))
    if story.quote:
        yield Markup("<blockquote><p>{}</p><p>— {}</p></blockquote>").format(story.quote.text, describe(story.quote.by))
    if story.results:
        yield Markup("<ul>{}</ul>").format(Markup("").join(_result(result) for result in story.results))
    for field in ("challenge", "body"):
        if prose := plan.prose_of("stories", story.slug, field):
            yield prose.absolute(root)
    for turn in story.turnaround:
        yield Markup("<p><strong>{}</strong> {}</p>").format(turn.on.isoformat(), turn.what)
    for promise in story.promises:
        kept = f"Kept on {promise.kept.isoformat()}." if promise.kept else f"Due on {promise.due.isoformat()}."
        yield Markup("<p><strong>{}</strong> Promised: {} {}</p>").format(promise.made.isoformat(), promise.what, kept)
    if story.not_a_fit_for:
        yield Markup("<p><strong>Who should look elsewhere:</strong> {}</p>").format(story.not_a_fit_for)
    if story.source:
        yield Markup('<p><a href="{}">First posted on {}</a></p>').format(story.source.url, story.source.network)
    if story.thanks:
        yield Markup("<p>{}</p>").format(story.thanks)
    yield Markup("<p><small>{}</small></p>").format(disclose(story))


def _result(result: Result) -> Markup:
    change = str(result.after) if result.before is None else f"{result.before} → {result.after}"
    return Markup("<li><strong>{} {}</strong> {}. {}</li>").format(
        change, result.unit or "", result.what, result.how_measured
    )


def describe(teller: Teller) -> str:
    """A person in one line: name, role, company, as far as each is shown."""
    return ", ".join(part for part in (teller.name, teller.role, teller.company and teller.company.name) if part)


def disclose(story: FeedStory) -> str:
    """The relationship and incentive in a sentence, for beside the words (FTC 16 CFR 255.5)."""
    if story.disclosure is None:
        return ""
    relation = story.disclosure.relationship.removeprefix("other: ")
    incentive = story.disclosure.incentive
    paid = "no payment or other incentive" if incentive == "none" else incentive
    return f"Disclosure: {relation}; {paid}. Shared with consent."
