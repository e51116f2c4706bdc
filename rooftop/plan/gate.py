"""Who and what passes the gate on a day, and why the rest does not."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rooftop.catalogue import Catalogue
from rooftop.consent import Reason, SiteAdvocate, SiteStory, view_advocate, view_story
from rooftop.plan.plan import Withheld, WithheldText
from rooftop.plan.withheld_text import NameFinder, texts_of
from rooftop.problems import Problem, problem
from rooftop.records import Advocate, Record, Story
from rooftop.settings import Settings

_BY_TIME = {Reason.EXPIRED, Reason.WITHDRAWN, Reason.NOT_YET}

#: Paths of records that would tell a withheld name, and how.
WithheldForMention = dict[str, Reason]


@dataclass
class Gate:
    """The views of everything that is shown, and why the rest is withheld."""

    advocates: dict[str, SiteAdvocate] = field(default_factory=dict)
    stories: dict[str, SiteStory] = field(default_factory=dict)
    withheld: list[Withheld] = field(default_factory=list)


def decide_all(
    catalogue: Catalogue,
    settings: Settings,
    today: datetime.date,
    withheld_for_mention: WithheldForMention,
) -> Gate:
    """Decide every record on its own; those in ``withheld_for_mention`` are withheld whatever their
    consent says.
    """
    gate = Gate()
    for advocate in catalogue.advocates.values():
        person, reasons = view_advocate(
            advocate, "site", today, catalogue, settings, preview=advocate.origin.draft
        )
        if person and advocate.origin.path not in withheld_for_mention:
            gate.advocates[advocate.slug] = person
        gate.withheld += _withheld(advocate, person is not None, reasons, catalogue)
    for story in catalogue.stories.values():
        told, why = view_story(
            story, "site", today, catalogue, settings, preview=story.origin.draft
        )
        if told and story.origin.path not in withheld_for_mention:
            gate.stories[story.slug] = told
        gate.withheld += _withheld(story, told is not None, why, catalogue)
    gate.withheld = [each for each in gate.withheld if each.path not in withheld_for_mention]
    gate.withheld += [
        Withheld(path, "all of it", reason) for path, reason in withheld_for_mention.items()
    ]
    return gate


def find_mentions(
    catalogue: Catalogue,
    gate: Gate,
    withheld_text: WithheldText,
    withheld_for_mention: WithheldForMention,
) -> WithheldForMention:
    """Records, not in ``withheld_for_mention`` yet, that would show a withheld name in their words
    or in their address.
    """
    finder = NameFinder(withheld_text)
    slugs = tuple(f"-{name}-" for name in withheld_text.names if name in catalogue.advocates)
    found: WithheldForMention = {}
    for record, shown in _shown(catalogue, gate):
        if record.origin.path in withheld_for_mention:
            continue
        if any(slug in f"-{record.slug}-" for slug in slugs):
            found[record.origin.path] = Reason.NAME_SHOWN
        elif finder.finds_in(_words(shown, catalogue)):
            found[record.origin.path] = Reason.MENTION
    return found


def _words(shown: object, catalogue: Catalogue) -> str:
    """Everything that is said in ``shown``, as it will be read: Markdown without its marks, films
    by their captions.
    """
    said: list[str] = []
    for text in texts_of(shown):
        parsed, medium = catalogue.prose.get(text), catalogue.media.get(text)
        said += (parsed.words if parsed else text, medium.words if medium else "")
    return " ".join(" ".join(said).split())


def explain_mentions(withheld_for_mention: WithheldForMention) -> Iterator[Problem]:
    """What a person can do about each record that is withheld because of a name in it."""
    hints = {
        Reason.NAME_SHOWN: (
            "consent-name-shown",
            "Give the file a name without the person's, or ask them whether it may be shown.",
        ),
        Reason.MENTION: (
            "consent-withheld-mention",
            "Ask whether the name may be shown, or ask the author for other words.",
        ),
    }
    for path, reason in withheld_for_mention.items():
        code, hint = hints[reason]
        yield problem(path, (1, 1), code, f"withheld: {reason}", hint)


def _shown(catalogue: Catalogue, gate: Gate) -> Iterator[tuple[Record, object]]:
    """Every record that is shown, and what is shown of it."""
    yield from ((catalogue.advocates[slug], view) for slug, view in gate.advocates.items())
    yield from ((catalogue.stories[slug], view) for slug, view in gate.stories.items())
    for records in (catalogue.products, catalogue.events, catalogue.pages):
        yield from ((record, record) for record in records.values())


def _withheld(
    record: Record, shown: bool, why: Mapping[str, Reason], catalogue: Catalogue
) -> Iterator[Withheld]:
    path = record.origin.path
    if shown:
        for name, reason in why.items():
            if _is_written(record, name, catalogue):
                yield Withheld(path, name, reason, reason in _BY_TIME)
    else:
        reason = next(
            (reason for reason in why.values() if reason in _BY_TIME), next(iter(why.values()))
        )
        yield Withheld(path, "all of it", reason, reason in _BY_TIME)


def _is_written(record: Record, name: str, catalogue: Catalogue) -> bool:
    """Whether there is anything to show for the field of consent ``name``, such as ``photo`` or
    ``ana-ribeiro.photo``.
    """
    slug, _, field_name = name.rpartition(".")
    if isinstance(record, Story):
        slugs = [slug] if slug else record.advocates
        people = [catalogue.advocates[slug] for slug in slugs if slug in catalogue.advocates]
        kinds = {"photo" if medium.kind == "image" else "voice" for medium in record.media}
        own = (
            field_name == "words"
            or field_name in kinds
            or (field_name == "numbers" and bool(record.results))
        )
        return own or any(
            _is_in_profile(person, field_name) for person in people if field_name != "words"
        )
    return isinstance(record, Advocate) and _is_in_profile(record, field_name)


def _is_in_profile(advocate: Advocate, name: str) -> bool:
    company = advocate.company
    present = {
        "name": advocate.name,
        "photo": advocate.photo,
        "employer": company,
        "logo": company and company.logo,
        "words": advocate.headline or advocate.body,
    }
    return bool(present.get(name))
