"""What readers of feeds are told of stories that were taken back: that they are gone, nothing
else.
"""

from __future__ import annotations

from markupsafe import Markup

from rooftop.feeds.items import Item
from rooftop.published import Published, Retraction

TITLE = "No longer shared"
_TEXT = Markup(
    "<p>A story stood here. It is no longer shared, and we do not say why: that is for whoever told it.</p>"
)


def collect_notices(published: Published) -> list[tuple[Retraction, Item]]:
    """A notice for each story that feeds carried once and carry no more.

    Its id is the story's, so that readers put it in the story's place.
    """
    retractions = published.retracted_from("feeds")
    return [(retraction, _notice(published, retraction)) for retraction in retractions]


def _notice(published: Published, retraction: Retraction) -> Item:
    url = published.community.url + retraction.address
    return Item(
        id=url,
        url=url,
        title=TITLE,
        summary=TITLE + ".",
        html=str(_TEXT),
        published=retraction.published,
        updated=retraction.since,
        language=published.community.language,
        deleted=retraction.since,
    )
