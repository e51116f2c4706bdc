"""Notices in feeds about withdrawn stories: that they are gone, and nothing else."""

from __future__ import annotations

import datetime

from markupsafe import Markup

from rooftop.feeds.entries import Entry, entry_of
from rooftop.feeds.items import Author, Item
from rooftop.published import Published, Retraction
from rooftop.translations import translation_for

_SECOND = datetime.timedelta(seconds=1)


def collect_notices(published: Published) -> list[tuple[Retraction, Entry]]:
    """A notice for each story that feeds carried once and carry no more, by the community and in
    its language.

    Its id is the story's, so that readers put it in the story's place. The tombstone is a second
    newer than the notice: an entry that is newer than the tombstone brings the story back
    (RFC 6721, section 3).
    """
    retractions = published.retracted_from("feeds")
    return [(retraction, entry_of(_notice(published, retraction))) for retraction in retractions]


def _notice(published: Published, retraction: Retraction) -> Item:
    community = published.community
    words = translation_for(community.language)
    return Item(
        id=community.id_of(retraction.address),
        url=community.url + retraction.address,
        title=words("gone.title"),
        summary=words("gone.frame"),
        html=str(Markup("<p>{}</p>").format(words("gone.text"))),
        published=retraction.published,
        updated=retraction.since,
        language=community.language,
        authors=(Author(community.name, community.url),),
        deleted=retraction.since + _SECOND,
    )
