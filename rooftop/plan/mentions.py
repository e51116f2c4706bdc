"""Records that would tell what is withheld: in their words, in their captions, in their address."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any

from pydantic import BaseModel

from rooftop.catalogue import Catalogue
from rooftop.consent import Consents, Reason, subject_of
from rooftop.markup import readings
from rooftop.plan.gate import Gate, LeftOut
from rooftop.records import Advocate, Record, Story
from rooftop.views import StoryView, Terms
from rooftop.withheld_text import TextFinder, WithheldText

_WITHOUT_TEXT = (bool, int, float, datetime.date, Terms)
#: Stands between two texts that are searched at once, so that nothing is found across both.
SEAM = " \x1f "


def find_mentions(gate: Gate, consents: Consents, withheld: WithheldText) -> LeftOut:
    """The records that would show what is withheld, by their subject: why each is withheld, and
    what it says.

    ``withheld`` is what nothing may say. What a record withholds of its own people is looked for in
    that record too, whatever others show of them.
    """
    everybody, catalogue = _finders(withheld), consents.catalogue
    mentions: dict[str, tuple[Reason, str]] = {}
    for record, view in gate.views(catalogue):
        finders = [everybody]
        if own := withheld_of_own_people(record, view, catalogue):
            finders.append(_finders(own))
        if mention := _find(record, view, finders, catalogue):
            mentions[subject_of(record)] = mention
    return mentions


def withheld_of_own_people(record: Record, view: object, catalogue: Catalogue) -> WithheldText:
    """The names, accounts and employers of those who tell ``record`` that its ``view`` leaves
    out.
    """
    if isinstance(record, Advocate):
        company = getattr(view, "company", None)
        return WithheldText(companies=frozenset(_employer(record, company)))
    if not isinstance(record, Story) or not isinstance(view, StoryView):
        return WithheldText()
    tellers = zip(dict.fromkeys(record.advocates), view.tellers, strict=True)
    people, companies, marks = set[str](), set[str](), set[str]()
    for slug, teller in tellers:
        profile = catalogue.advocates[slug]
        companies.update(_employer(profile, teller.company))
        if teller.slug is None:
            people.add(profile.called)
            marks.update(accounts_of(profile))
    return WithheldText(frozenset(people), frozenset(companies), marks=frozenset(marks))


def accounts_of(advocate: Advocate) -> Iterator[str]:
    """The addresses of a person's own places elsewhere, and their account."""
    yield from (url for url in advocate.links.model_dump().values() if url)
    if advocate.github:
        yield from (f"@{advocate.github}", f"github.com/{advocate.github}")


def _employer(advocate: Advocate, shown: object | None) -> Iterator[str]:
    if shown is None and advocate.company and advocate.company.name:
        yield advocate.company.name


def _finders(withheld: WithheldText) -> tuple[TextFinder, TextFinder]:
    """What looks into addresses, and what looks into words."""
    return TextFinder(withheld.names), TextFinder(withheld)


def _find(
    record: Record,
    view: object,
    finders: list[tuple[TextFinder, TextFinder]],
    catalogue: Catalogue,
) -> tuple[Reason, str] | None:
    address = SEAM.join([record.slug, getattr(view, "permalink", "")])
    for in_address, finder in finders:
        for what in in_address.find(address):
            return Reason.NAME_SHOWN, str(what)
        for text in read_view(view, record, catalogue):
            for what in finder.find(text):
                return Reason.MENTION, str(what)
    return None


def read_view(view: object, record: Record, catalogue: Catalogue) -> Iterator[str]:
    """Everything that ``view`` of ``record`` says, as it is read: fields with their escapes undone,
    Markdown without its marks, films by their captions.
    """
    plain: list[str] = []
    for text in texts_of(view):
        parsed, medium = catalogue.prose.get(text), catalogue.media.get(text)
        plain.append(parsed.words if parsed else text)
        plain.append(medium.words if medium else "")
    if record.body and not isinstance(record, Advocate | Story):  # views of these hold it
        plain.append(catalogue.prose[record.body].words)
    yield from readings(SEAM.join(plain))


def texts_of(shown: Any) -> Iterator[str]:
    """Every text in a view."""
    if isinstance(shown, str):
        yield shown
    elif shown is None or isinstance(shown, _WITHOUT_TEXT):
        return
    elif isinstance(shown, BaseModel):
        yield from texts_of(shown.model_dump())
    elif is_dataclass(shown):
        yield from texts_of(vars(shown))
    elif isinstance(shown, Mapping):
        for value in shown.values():
            yield from texts_of(value)
    elif isinstance(shown, list | tuple):
        for value in shown:
            yield from texts_of(value)
