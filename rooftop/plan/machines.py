"""Limits what AI systems may use to content that names only people who agreed to that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rooftop.cache import Cache, Verdicts
from rooftop.catalogue import Catalogue
from rooftop.consent import people_of, subject_of
from rooftop.crosslinks import relate
from rooftop.markup import readings
from rooftop.plan.gate import Gate
from rooftop.plan.mentions import SEAM, texts_of, words_of
from rooftop.published import Channels
from rooftop.records import Channel, Record
from rooftop.views import SiteStory
from rooftop.withheld_text import TextFinder, WithheldText

#: Each machine channel, and what `Channels` calls its stories and its people.
_FIELDS: tuple[tuple[Channel, str, str], ...] = (
    ("ai-input", "ai_input", "ai_input_people"),
    ("ai-train", "ai_train", "ai_train_people"),
)


@dataclass(frozen=True)
class _Names:
    """The names of everybody but the ``agreed``, by slug, and where they are looked for."""

    catalogue: Catalogue
    agreed: frozenset[str]

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """Whose each name and each slug that is one is."""
        people = [
            each for slug, each in self.catalogue.advocates.items() if slug not in self.agreed
        ]
        slugs = {each.slug: each.slug for each in people if "-" in each.slug}
        return slugs | {each.called: each.slug for each in people}

    @property
    def text(self) -> WithheldText:
        """The names, as text to look for."""
        return WithheldText(people=frozenset(self.owners))

    @cached_property
    def _finder(self) -> TextFinder:
        return TextFinder(self.text)

    def find(self, source: str) -> Iterator[str]:
        """The slug of each person whose name ``source`` mentions."""
        for text in readings(source):
            yield from (self.owners[mention.text] for mention in self._finder.find(text))


def narrow_machine_channels(
    channels: Channels, gate: Gate, catalogue: Catalogue, cache: Cache
) -> tuple[Channels, dict[Channel, frozenset[str]]]:
    """``channels`` whose machine channels hold only what names nobody who did not agree to them;
    and, for each of them, the subjects of the products and events whose fields do the same.

    A person agreed who let their profile be used so. Those who tell a story that is in the channel
    agreed to that story.
    """
    company = {
        **{f"products/{slug}": [*texts_of(view)] for slug, view in gate.products.items()},
        **{f"events/{slug}": [*texts_of(view)] for slug, view in gate.events.items()},
    }
    fields, unnamed = {}, dict[Channel, frozenset[str]]()
    for channel, stories, people in _FIELDS:
        told, known = getattr(channels, stories), getattr(channels, people)
        search = _Search(_Names(catalogue, frozenset(known)), cache)
        fields[stories] = {
            slug: view
            for slug, view in told.items()
            if search.passes(catalogue.stories[slug], view)
        }
        fields[people] = {
            slug: view
            for slug, view in known.items()
            if search.passes(catalogue.advocates[slug], view)
        }
        unnamed[channel] = frozenset(
            each for each in company if search.is_clean(each, company[each])
        )
        search.keep()
    return replace(channels, **fields), unnamed


class _Search:
    """Looks for ``names`` in records. What was clean when ``cache`` was kept is not read again."""

    def __init__(self, names: _Names, cache: Cache) -> None:
        self._names = names
        self._verdicts = Verdicts(cache, "mention", ("agreed", names.text.digest))
        self.keep = self._verdicts.keep

    def passes(self, record: Record, view: object) -> bool:
        """Whether ``view`` of ``record`` names nobody but those whose own words it is."""
        words = words_of(texts_of(view), record, self._names.catalogue)
        return self.is_clean(subject_of(record), [record.slug, *words], people_of(record))

    def is_clean(self, subject: str, texts: Iterable[str], own: Sequence[str] = ()) -> bool:
        """Whether ``texts`` name nobody but ``own``, which are slugs."""
        source = SEAM.join(texts)
        data = "\0".join([*own, source]).encode()
        if self._verdicts.is_clean(subject, data):
            return True
        is_clean = all(slug in own for slug in self._names.find(source))
        self._verdicts.note(subject, is_clean=is_clean)
        return is_clean


def relate_equally_open(
    stories: Sequence[SiteStory], channels: Channels, cache: Cache
) -> dict[str, tuple[str, ...]]:
    """For each of ``stories``, newest first, those related to it, as `relate` has them; for one
    that AI systems may use, only those that they may use in the same ways, so that its page can say
    so of all that it shows.
    """
    related = dict(relate(stories, cache))
    used, trained = channels.ai_input.keys(), channels.ai_train.keys()
    for name, group in (("used", used), ("trained", trained), ("both", used & trained)):
        members = [story for story in stories if story.slug in group]
        related |= relate(members, cache, name)
    return related
