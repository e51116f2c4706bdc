"""What AI systems may do with each address, as far as the people shown there agreed.

It is said in two vocabularies. ``Content-Usage`` is that of the IETF's AI preferences
(draft-ietf-aipref-vocab-07 and draft-ietf-aipref-attach-05, August 2026, work in progress): search
(``search``) and training (``train-ai``). ``Content-Signal`` (contentsignals.org) also knows input
to models (``ai-input``), which the drafts have no word for. Both are preferences; no program has to
follow them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rooftop import addresses
from rooftop.media import MediaFile
from rooftop.published import Published
from rooftop.views import SiteAdvocate, SiteStory

CONTENT_USAGE, CONTENT_SIGNAL = "Content-Usage", "Content-Signal"


@dataclass(frozen=True)
class Usage:
    """Whether AI systems may use something as input and for training. Search always may."""

    ai_input: bool = False
    ai_train: bool = False

    def __bool__(self) -> bool:
        return self.ai_input or self.ai_train

    def __and__(self, other: Usage) -> Usage:
        """The stricter of both."""
        return Usage(self.ai_input and other.ai_input, self.ai_train and other.ai_train)

    @property
    def content_usage(self) -> str:
        """The value for ``Content-Usage``. The use that may differ from the default comes first."""
        return f"train-ai={'y' if self.ai_train else 'n'}, search=y"

    @property
    def content_signal(self) -> str:
        """The value for ``Content-Signal``."""
        return (
            f"search=yes, ai-input={'yes' if self.ai_input else 'no'}, "
            f"ai-train={'yes' if self.ai_train else 'no'}"
        )


#: What holds wherever nobody agreed to more.
DEFAULT = Usage()


def usages_of(published: Published) -> dict[str, Usage]:
    """The usage of every address that allows more than `DEFAULT`, below the site root, the pages of
    stories first. One that ends in a slash stands for all that begins with it.

    An address allows what everybody shown there agreed to: on the page of a story also those who
    tell the stories it leads to; at a profile and its feeds also those who tell the same stories.
    `FOR_MACHINES` has the files that hold nothing but what may be used as input.
    """
    channels = published.channels
    stories_and_people = (
        channels.ai_input, channels.ai_train, channels.ai_input_people, channels.ai_train_people,
    )  # fmt: skip
    if not any(stories_and_people):
        return {}
    stories = {slug: _story(published, story) for slug, story in published.stories.items()}
    people = {slug: _profile(published, person) for slug, person in published.advocates.items()}
    found = {addresses.story(slug): usage for slug, usage in stories.items()}
    found |= {addresses.advocate(slug): usage for slug, usage in people.items()}
    found |= {
        addresses.embed(slug): _of_story(published, slug) for slug in published.channels.embeds
    }
    found |= _media(published)
    return {address: usage for address, usage in found.items() if usage}


#: The files that list only what AI systems may use as input.
FOR_MACHINES = {
    addresses.LLMS: Usage(ai_input=True),
    **{addresses.api(name): Usage(ai_input=True) for name in addresses.DATA},
}


def _of_story(published: Published, slug: str) -> Usage:
    """What those who tell the story ``slug`` agreed to."""
    channels = published.channels
    return Usage(slug in channels.ai_input, slug in channels.ai_train)


def _of_person(published: Published, slug: str) -> Usage:
    """What the person ``slug`` agreed to for their profile."""
    channels = published.channels
    return Usage(slug in channels.ai_input_people, slug in channels.ai_train_people)


def _story(published: Published, story: SiteStory) -> Usage:
    """The usage of the page of ``story`` and of all below it."""
    usage = _of_story(published, story.slug)
    family = published.families[story.translation_of or story.slug] if usage else ()
    shown = [*published.related.get(story.slug, ()), *(each.slug for each in family)]
    for slug in shown if usage else ():
        usage &= _of_story(published, slug)
    for teller in story.tellers if usage else ():  # the page says what they are open to
        person = published.advocates.get(teller.slug or "")
        usage &= _of_person(published, person.slug) if person and person.open_to else usage
    return usage


def _profile(published: Published, person: SiteAdvocate) -> Usage:
    """The usage of the page of ``person``, their feeds and their profile in other forms."""
    usage = _of_person(published, person.slug)
    for story in published.stories_of.get(person.slug, ()) if usage else ():
        usage &= _of_story(published, story.slug)
    for event in published.events.values() if usage else ():
        if person.slug in event.advocates:
            usage &= _of_event(published, event.slug)
    return usage


def _of_event(published: Published, slug: str) -> Usage:
    subject, unnamed = f"events/{slug}", published.unnamed
    return Usage(subject in unnamed["ai-input"], subject in unnamed["ai-train"])


def _media(published: Published) -> dict[str, Usage]:
    """The usage of each media file, and of its renditions, by their addresses: what everybody
    agreed to whose story or profile shows it. Nobody's logo is part of what a person agrees to.
    """
    found: dict[str, Usage] = {}
    for usage, names in _uses(published):
        for name in names:
            found[name] = found.get(name, usage) & usage
    return {
        address: usage
        for name, usage in found.items()
        if name in published.media
        for address in _addresses_of(published.media[name])
    }


def _addresses_of(file: MediaFile) -> Iterator[str]:
    yield addresses.media(file.name)
    if file.kind == "image":
        yield addresses.renditions(file.name)


def _uses(published: Published) -> Iterator[tuple[Usage, Iterable[str]]]:
    """The media files that each story and each profile shows, and what its people agreed to."""
    for slug, story in published.stories.items():
        names = [*story.pictures_in_prose, *(post.image for post in story.social)]
        names += [name for each in story.media for name in (each.src, each.captions, each.poster)]
        yield _of_story(published, slug), filter(None, [*names, *(t.photo for t in story.tellers)])
        logos = (teller.company.logo for teller in story.tellers if teller.company)
        yield DEFAULT, filter(None, logos)
    for slug, person in published.advocates.items():
        yield _of_person(published, slug), filter(None, [person.photo])
        yield DEFAULT, filter(None, [person.company.logo if person.company else None])
