"""The content of a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from rooftop.posts import describe_work, disclose
from rooftop.settings import Community
from rooftop.text import quotation, runs_left, typographic
from rooftop.translations import translation_for
from rooftop.views import AdvocateView, C, StoryView

Size = Literal["wide", "square", "tall"]
#: Pixels. ``wide`` is what previews of links and feeds show, ``square`` what streams show, ``tall``
#: what fills a phone.
SIZES: Mapping[Size, tuple[int, int]] = {
    "wide": (1200, 630),
    "square": (1080, 1080),
    "tall": (1080, 1350),
}
#: What every card is drawn with, beside its own colour.
PAPER, INK, SOFT = "#fbf7f0", "#1d1a16", "#61594f"
#: Pixels around the words, in which a frame is drawn: at each side, at the top and at the bottom.
SIDE, TOP, BOTTOM = 64, 44, 100
_LARGEST = {"wide": 62, "square": 78, "tall": 86}


@dataclass(frozen=True)
class Card:
    """The content of one picture, whatever its size. ``alt`` says the same to people who cannot see
    it.
    """

    words: str
    name: str
    about: str
    aside: str
    community: str
    colour: str
    language: str

    @property
    def alt(self) -> str:
        """Everything that can be read in the picture."""
        by = ", ".join(part for part in (self.name, self.about) if part)
        return " ".join(part for part in (self.words, f"— {by}." if by else "", self.aside) if part)

    def at(self, size: Size) -> dict[str, Any]:
        """As data for the drawing of its words."""
        width, height = SIZES[size]
        return {
            **vars(self),
            "size": (width - 2 * SIDE, height - TOP - BOTTOM),
            "largest": _LARGEST[size],
            "rtl": runs_left(self.language),
            "ink": INK,
            "soft": SOFT,
        }


def _typographic(card: Card, language: str) -> Card:
    """``card`` with the marks of print, in the ``language`` of its words."""
    shown = ("words", "name", "about", "aside", "community")
    return replace(card, **{name: typographic(getattr(card, name), language) for name in shown})


def _quoted(text: str, language: str) -> str:
    opening, words, closing = quotation(text, language)
    return f"{opening}{typographic(words, language, is_quoted=True)}{closing}"


def of_story(story: StoryView[C], community: Community) -> Card:
    """The quote of the story, or its title if it has none."""
    by = story.quote.by if story.quote else story.tellers[0]
    words = _quoted(story.quote.text, story.language) if story.quote else story.title
    language = translation_for(story.language, community.language).tag
    aside = disclose(story.disclosure, language) if story.disclosure else ""
    colours = community.settings.product_colours
    colour = next(
        (colours[slug] for slug in story.products if slug in colours), community.settings.accent
    )
    about = describe_work(by, language)
    card = Card(words, by.name, about, aside, community.name, colour, story.language)
    return _typographic(card, story.language)


def of_person(person: AdvocateView[C], community: Community) -> Card:
    """What the person says of themselves."""
    about = describe_work(person, community.language)
    language = person.languages[0] if person.languages else community.language
    words = _quoted(person.headline, community.language) if person.headline else person.name
    name = person.name if person.headline else ""
    card = Card(words, name, about, "", community.name, community.settings.accent, language)
    return _typographic(card, community.language)


def of_community(community: Community) -> Card:
    """The name of the community, for pages that are about nobody in particular."""
    card = Card(
        community.description,
        "",
        "",
        "",
        community.name,
        community.settings.accent,
        community.language,
    )
    return _typographic(card, community.language)
