"""Every page of a site, as the plan has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rooftop.feeds import Scope
from rooftop.plan import Plan
from rooftop.site.sheets.catalogue import event_sheets, product_sheets
from rooftop.site.sheets.people import advocate_sheets, thanks_sheet
from rooftop.site.sheets.sheet import Sheet, section
from rooftop.site.sheets.stories import story_sheets
from rooftop.site.vocabularies import Vocabulary, vocabularies

__all__ = ["Sheet", "sheets"]


def sheets(plan: Plan, scopes: Sequence[Scope]) -> Iterator[Sheet]:
    """All pages of ``plan``."""
    yield _home(plan)
    yield from story_sheets(plan)
    yield from advocate_sheets(plan)
    yield from product_sheets(plan)
    yield from event_sheets(plan)
    for vocabulary in vocabularies(plan):
        yield from _terms(plan, vocabulary)
    said = "Every story as it appears, in your own reader."
    yield section(plan, "feeds", "Feeds", "feeds.html", said, scopes=scopes)
    yield thanks_sheet(plan, scopes)
    yield from _ordinary(plan)
    yield from (Sheet(address, "notice.html", "No longer shared", listed=False) for address in plan.notices)
    yield from (
        Sheet(old, "moved.html", "Moved", listed=False, context={"target": new}) for old, new in plan.moved.items()
    )


def _home(plan: Plan) -> Sheet:
    stories = list(plan.stories.values())
    return section(
        plan,
        "index",
        plan.community.name,
        "home.html",
        plan.community.description,
        lead=next((story for story in stories if story.quote and story.quote.by.slug), None),
        stories=stories[:6],
        upcoming=[event for event in plan.events.values() if event.ends_utc.date() >= plan.today][:3],
        doors=vocabularies(plan),
    )


def _terms(plan: Plan, vocabulary: Vocabulary) -> Iterator[Sheet]:
    yield section(
        plan,
        vocabulary.folder,
        vocabulary.title,
        "terms.html",
        f"Stories by {vocabulary.title.lower()}.",
        section=vocabulary,
    )
    for word, stories in vocabulary.stories.items():
        label = vocabulary.labels.get(word, word)
        yield Sheet(
            f"{vocabulary.folder}/{word}/",
            "term.html",
            label,
            f"Stories: {label}",
            date=plan.newest,
            context={"section": vocabulary, "stories": stories},
        )


def _ordinary(plan: Plan) -> Iterator[Sheet]:
    sections: Iterable[str] = {
        "index",
        "stories",
        "advocates",
        "products",
        "events",
        "feeds",
        "thanks",
        *(v.folder for v in vocabularies(plan)),
    }
    for slug, page in plan.pages.items():
        if slug not in sections:
            yield Sheet(
                f"{slug}/",
                "page.html",
                page.title,
                page.description or "",
                date=plan.newest,
                prose=plan.prose_of("", slug),
            )
