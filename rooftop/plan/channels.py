"""What may go beyond the site, each channel by its own consent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rooftop.consent import Consents, is_as_on_site, is_kept_from, view_advocate, view_story
from rooftop.plan.mentions import says_own_people
from rooftop.plan.pictures import Likenesses, own_pictures, without_withheld_pictures
from rooftop.published import Channels
from rooftop.records import Record
from rooftop.views import SiteAdvocate, SiteStory


@dataclass(frozen=True)
class Finish:
    """What is done to every view, whatever its channel: pictures that may not stand in it are taken
    out, and a story gets the address that belongs to it as its id.
    """

    consents: Consents
    likenesses: Likenesses
    ids: Mapping[str, str]

    def story(self, view: Any) -> Any:
        """The finished view of a story."""
        record = self.consents.catalogue.stories[view.slug]
        story = without_withheld_pictures(view, record, self.likenesses)
        permalink = self.ids[view.slug]
        return story if story.permalink == permalink else replace(story, permalink=permalink)

    def person(self, view: Any) -> Any:
        """The finished view of a profile."""
        return own_pictures(view, self.likenesses)


def open_channels(
    stories: Iterable[SiteStory], people: Iterable[SiteAdvocate], finish: Finish
) -> Channels:
    """Of the ``stories`` and ``people`` that the site shows, in their order, those that each
    channel may carry.
    """
    consents, catalogue = finish.consents, finish.consents.catalogue
    records = [(catalogue.stories[view.slug], view) for view in stories if not view.is_draft]
    profiles = [(catalogue.advocates[view.slug], view) for view in people if not view.is_draft]

    def told(channel: Any) -> dict[str, Any]:
        return _views(records, channel, view_story, finish.story, consents)

    def known(channel: Any) -> dict[str, Any]:
        return _views(profiles, channel, view_advocate, finish.person, consents)

    return Channels(
        feeds=told("feeds"),
        social=told("social"),
        embeds=told("embeds"),
        press=told("press"),
        ai_input=told("ai-input"),
        ai_train=told("ai-train"),
        social_people=known("social"),
        embeds_people=known("embeds"),
        press_people=known("press"),
        ai_input_people=known("ai-input"),
        ai_train_people=known("ai-train"),
    )


def _views(
    records: Iterable[tuple[Record, Any]],
    channel: Any,
    view_of: Callable[[Any, Any, Consents], tuple[Any, object]],
    finish: Callable[[Any], Any],
    consents: Consents,
) -> dict[str, Any]:
    """The views of ``channel`` of each record, which come with that of the site. A record whose
    words say what the channel may not show is in none.
    """
    views: dict[str, Any] = {}
    for record, on_site in records:
        if is_kept_from(record, channel, consents):
            continue
        if is_as_on_site(record, channel, consents):
            views[record.slug] = on_site
            continue
        view, _ = view_of(record, channel, consents)
        if view and not says_own_people(record, view, consents.catalogue):
            views[record.slug] = finish(view)
    return views
