"""What readers of feeds are told of stories that were taken back: that they are gone, and nothing
else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from markupsafe import Markup

from rooftop.consent import last_day
from rooftop.feeds.items import Item
from rooftop.plan import Plan
from rooftop.records import ConsentRecord, Story

TITLE = "No longer shared"
_TEXT = Markup(
    "<p>A story stood here. It is no longer shared, and we do not say why: that is for whoever "
    "told it.</p>"
)


def collect_notices(plan: Plan) -> dict[str, Item]:
    """A notice for each story that feeds carried once and carry no more, by its slug.

    Its id is the story's, so that readers put it in the story's place.
    """
    return {story.slug: _notice(plan, story) for story in plan.taken_back("feeds")}


def _notice(plan: Plan, story: Story) -> Item:
    assert story.published
    url = plan.community.url + story.address
    since = max([story.published + datetime.timedelta(seconds=1), *_ends(plan, story)]).astimezone(
        datetime.UTC
    )
    published = story.published.astimezone(datetime.UTC)
    return Item(
        url,
        url,
        TITLE,
        TITLE + ".",
        str(_TEXT),
        published,
        since,
        plan.community.language,
        deleted=since,
    )


def _ends(plan: Plan, story: Story) -> Iterator[datetime.datetime]:
    """The moments, not after now, at which a consent to ``story`` ended; UTC."""
    for record in story.consent.values():
        day = record.withdrawn or _expiry(record, plan.community.settings.default_term_months)
        if day and day <= plan.today:
            yield datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _expiry(record: ConsentRecord, term: int) -> datetime.date | None:
    last = last_day(record.given, record.expires, term) if record.given else None
    return last + datetime.timedelta(1) if last and last < datetime.date.max else None
