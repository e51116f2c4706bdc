"""What the site shows after a merge that it does not show today."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from rooftop.catalogue import Catalogue
from rooftop.consent import amend, subject_of
from rooftop.duplicates.merging import Merge
from rooftop.plan import Plan, compose
from rooftop.published import Published
from rooftop.records import Advocate, Event, Record, Story
from rooftop.settings import Community
from rooftop.text import fold
from rooftop.views import PersonView, SiteStory


@dataclass(frozen=True)
class Outcome:
    """``more`` is what the merge would show beyond what is shown today: what nobody agreed to.
    ``withheld`` are records that are shown today and would not be, until they are approved again.
    """

    more: tuple[str, ...]
    withheld: tuple[str, ...]


def foresee(
    merge: Merge, catalogue: Catalogue, community: Community, now: datetime.datetime
) -> Outcome:
    """What becomes of the site on the day of ``now`` (UTC) when ``merge`` is done."""
    before = compose(catalogue, community, now)
    after = compose(_merged(merge, catalogue), community, now)
    slugs = frozenset((merge.kept.slug, merge.dropped.slug))
    more = dict.fromkeys(_more(before.published, after.published, slugs))
    return Outcome(tuple(more), tuple(_withheld(before, after, merge)))


def _merged(merge: Merge, catalogue: Catalogue) -> Catalogue:
    """The catalogue as the changed files have it."""
    changed = {
        subject: amend.parsed(text, record).with_origin(record.origin)
        for subject, (record, text) in merge.texts.items()
    }

    def put(records: Mapping[str, Record], kind: type[Record]) -> dict[str, Record]:
        left = {s: r for s, r in records.items() if r is not merge.dropped}
        return left | {each.slug: each for each in changed.values() if isinstance(each, kind)}

    kinds: dict[str, type[Record]] = {"advocates": Advocate, "stories": Story, "events": Event}
    groups = {name: put(getattr(catalogue, name), kind) for name, kind in kinds.items()}
    return replace(catalogue, **groups)  # type: ignore[arg-type]


def _withheld(before: Plan, after: Plan, merge: Merge) -> Iterator[str]:
    for folder, old, new in (
        ("stories", before.published.stories, after.published.stories),
        ("advocates", before.published.advocates, after.published.advocates),
    ):
        for slug in old:
            subject = f"{folder}/{slug}"
            if slug not in new and subject != subject_of(merge.dropped):
                yield subject


def _more(before: Published, after: Published, slugs: frozenset[str]) -> Iterator[str]:
    channels = ("feeds", "social", "embeds", "press", "ai_input", "ai_train")
    pairs = [(before.stories, after.stories)]
    pairs += [(getattr(before.channels, c), getattr(after.channels, c)) for c in channels]
    for old, new in pairs:
        for slug, story in new.items():
            if slug not in old and slug not in slugs:
                yield f"stories/{slug} would be published"
            elif slug in old:
                yield from _more_in_story(old[slug], story, slugs)
    for slug, person in after.advocates.items():
        known = [before.advocates[each] for each in slugs if each in before.advocates]
        if slug in slugs and known:
            yield from _more_of(known, person, person.subject)
    for slug, event in after.events.items():
        shown = slugs & set(event.advocates)
        if shown and not (slug in before.events and slugs & set(before.events[slug].advocates)):
            yield f"events/{slug} would show {', '.join(sorted(shown))}"


def _more_in_story(old: SiteStory, new: SiteStory, slugs: frozenset[str]) -> Iterator[str]:
    for teller in new.tellers:
        if teller.slug in slugs:
            known = [each for each in old.tellers if each.slug in slugs]
            yield from _more_of(known, teller, new.subject)


def _more_of(known: Sequence[PersonView], person: PersonView, where: str) -> Iterator[str]:
    """Each text of ``person`` that none of ``known`` shows."""
    texts = {fold(text) for each in known for text in _texts(each)}
    for text in _texts(person):
        if fold(text) not in texts:
            yield f"{where} would show “{text}”"


def _texts(shown: object) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, Mapping):
        for value in shown.values():
            yield from _texts(value)
    elif isinstance(shown, list | tuple):
        for value in shown:
            yield from _texts(value)
    elif is_dataclass(shown) and not isinstance(shown, type):
        for each in fields(shown):
            if each.name not in ("slug", "terms", "loyalty_stage"):
                yield from _texts(getattr(shown, each.name))
