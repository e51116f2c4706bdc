"""Employers that several profiles spell out, made one record that all of them name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rooftop.authoring.drafting import TakenError, locate_new
from rooftop.catalogue import Catalogue, web_place
from rooftop.frontmatter import EditError, replace_field
from rooftop.importing.fitting import render_fields
from rooftop.records import Advocate, Company, Employer
from rooftop.records.fields import slug_of
from rooftop.text import company_key

_NOT_THE_COMPANY = {"former", "record"}


@dataclass(frozen=True)
class Fold:
    """One company. ``file`` is its record and ``text`` what is written there; empty where it
    stands there already. ``profiles`` are those that name it from now on, with their new texts.
    ``remarks`` say which profiles are left alone, and why.
    """

    name: str
    file: Path | None
    text: str
    profiles: tuple[tuple[Advocate, str], ...]
    remarks: tuple[str, ...]


def find_folds(
    catalogue: Catalogue, content: Path, drafts: Path, read: Callable[[Advocate], str]
) -> Iterator[Fold]:
    """What can be folded, by the name of the company. ``read`` gives the text of a profile's file.

    Employers are one company where their names are the same however they are written, or their
    websites. Only profiles that say exactly the same of it are folded: whatever a person approved
    then stays as they approved it.
    """
    for group in _groups(catalogue):
        known = _known(group, catalogue)
        facts = Counter(_facts(_employer(person)) for person in group)
        ours = _facts(known.as_employer(former=False)) if known else facts.most_common(1)[0][0]
        same = [person for person in group if _facts(_employer(person)) == ours]
        remarks = [
            *(_difference(person, ours) for person in group if person not in same),
        ]
        if len(same) < (1 if known else 2):
            same = []
        yield _fold(same, known, dict(ours), remarks, catalogue, content, drafts, read)


def _fold(
    same: list[Advocate],
    known: Company | None,
    facts: dict[str, Any],
    remarks: list[str],
    catalogue: Catalogue,
    content: Path,
    drafts: Path,
    read: Callable[[Advocate], str],
) -> Fold:
    name, text, file = str(facts["name"]), "", None
    slug = known.slug if known else slug_of(name)
    if same and not known:
        try:
            file = locate_new(Company, slug, content, drafts, catalogue)
        except TakenError as error:
            remarks, same = [*remarks, f"{name}: {error}."], []
        else:
            if all(person.origin.draft for person in same):
                file = drafts / Company.folder / file.name
            text = f"---\n{render_fields(facts)}---\n"
    profiles = []
    for person in same:
        try:
            profiles.append((person, _with_reference(read(person), person, slug)))
        except EditError as error:
            remarks = [*remarks, f"{person.origin.path}: {error}. It is left alone."]
    return Fold(name, file if profiles else None, text, tuple(profiles), tuple(remarks))


def _with_reference(text: str, person: Advocate, slug: str) -> str:
    fields = {"company": slug}
    if _employer(person).former:
        fields["former"] = "true"
    return replace_field(text, "company", fields)


def _groups(catalogue: Catalogue) -> list[list[Advocate]]:
    """The profiles that spell out one company, those that are published first; more than one, or
    one of a company that has a record.
    """
    people = [
        person
        for person in catalogue.advocates.values()
        if person.company and person.company.name and not person.company.record
        if not person.example
    ]
    groups: list[list[Advocate]] = []
    by_key: dict[str, list[Advocate]] = {}
    for person in sorted(people, key=lambda each: (each.is_draft, each.origin.path)):
        keys = _keys(_employer(person))
        group = next((by_key[key] for key in keys if key in by_key), [])
        if not group:
            groups.append(group)
        group.append(person)
        by_key |= {key: group for key in keys if key not in by_key}
    repeated = [each for each in groups if len(each) > 1 or _known(each, catalogue)]
    return sorted(repeated, key=lambda group: company_key(_employer(group[0]).name or ""))


def _known(group: list[Advocate], catalogue: Catalogue) -> Company | None:
    """The record that the company of ``group`` has already."""
    by_key = catalogue.namesakes.by_key
    keys = (key for person in group for key in _keys(_employer(person)))
    return next((by_key[key][0] for key in keys if key in by_key), None)


def _keys(employer: Employer) -> list[str]:
    return [*filter(None, (company_key(employer.name or ""), web_place(employer.url)))]


def _employer(person: Advocate) -> Employer:
    assert person.company is not None
    return person.company


def _facts(employer: Employer) -> tuple[tuple[str, Any], ...]:
    """What ``employer`` says of the company, whoever works there."""
    said = employer.model_dump(exclude=_NOT_THE_COMPANY, exclude_none=True)
    return tuple(said.items())


def _difference(person: Advocate, ours: tuple[tuple[str, Any], ...]) -> str:
    """What the profile of ``person`` says otherwise, in words."""
    own, others = dict(_facts(_employer(person))), dict(ours)
    line = person.origin.at("company")[0]
    differences = [
        f"{name} is {_shown(own.get(name))} here, {_shown(others.get(name))} elsewhere"
        for name in dict.fromkeys([*others, *own])
        if own.get(name) != others.get(name)
    ]
    return f"{person.origin.path}:{line}: left alone, because {'; '.join(differences)}."


def _shown(value: Any) -> str:
    return "missing" if value is None else repr(value)
