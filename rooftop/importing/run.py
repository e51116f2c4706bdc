"""From source records to files in ``drafts/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from rooftop.frontmatter import split
from rooftop.importing.mapping import Mapping, Rule
from rooftop.importing.rules import Reader
from rooftop.importing.sources import SourceRecord, leaves, read_sources
from rooftop.problems import Problem, problem
from rooftop.records import Advocate, Product, Record, Story, parse

REQUESTED = {"status": "requested"}


@dataclass
class Imported:
    """What an import did: files it wrote, files that stood there already, and what did not
    arrive.
    """

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stories: int = 0


def import_records(source: Path, mapping: Mapping, drafts: Path, content: Path) -> Imported:
    """Write a story and its advocate for every record below ``source`` into ``drafts``, their
    consent ``requested``.

    A file that stands in ``drafts`` or ``content`` already is never touched, so a second run
    changes nothing. Whatever has no place in the mapping, does not fit, or is shortened is told by
    file and field.
    """
    done = Imported()
    shelf = _Shelf(drafts, content, done)
    for slug, fields in mapping.products.items():
        shelf.put(Product, slug, fields, "", "the mapping")
    people: dict[str, str] = {}
    for record in read_sources(source, mapping, done.problems):
        reader = Reader(mapping, record)
        person = _make(reader, mapping.advocate)
        story = _make(reader, mapping.story)
        done.problems += [*reader.problems, *_unused(reader, mapping)]
        if not person.get("slug") or not story.get("slug"):
            done.problems.append(
                problem(
                    record.name,
                    (0, 0),
                    "key-missing",
                    "no slug could be made for it; it was not imported",
                )
            )
            continue
        _put_pair(shelf, record, person, story, people)
    return done


def _put_pair(
    shelf: _Shelf,
    record: SourceRecord,
    person: dict[str, Any],
    story: dict[str, Any],
    people: dict[str, str],
) -> None:
    who, slug = person.pop("slug"), story.pop("slug")
    first = people.setdefault(who, record.name)
    if first == record.name:
        shelf.put(
            Advocate, who, {**person, "consent": REQUESTED}, person.pop("body", ""), record.name
        )
    else:
        shelf.done.problems.append(
            problem(
                record.name,
                (0, 0),
                "import-unmapped",
                f"advocate: {who} was imported from {first} already; what this file says of them "
                "was not",
            )
        )
    if story.get("quote"):
        story["quote"] = {**story["quote"], "by": who}
    body = story.pop("body", "")
    shelf.put(
        Story, slug, {**story, "advocates": [who], "consent": {who: REQUESTED}}, body, record.name
    )


def _make(reader: Reader, rules: dict[str, Rule]) -> dict[str, Any]:
    """Our fields from the source's; ``company.name`` goes into the group ``company``."""
    made: dict[str, Any] = {}
    for name, rule in rules.items():
        value = reader.apply(name, rule)
        group, _, inner = name.partition(".")
        if value is None:
            continue
        if inner:
            made.setdefault(group, {})[inner] = value
        else:
            made[name] = value
    return made


def _unused(reader: Reader, mapping: Mapping) -> Iterator[Problem]:
    """Source fields that no rule read and the mapping does not leave out on purpose."""
    for path, value in dict(leaves(reader.record.fields)).items():
        covered = any(
            fnmatchcase(path, pattern) or fnmatchcase(path, f"{pattern}.*")
            for pattern in (*reader.used, *mapping.ignore)
        )
        if not covered:
            text = " ".join(str(value).split())
            yield problem(
                reader.record.name,
                (0, 0),
                "import-unmapped",
                f"{path}: nothing reads it: {text[:120]}",
                "Add a rule for it, or list it under `ignore`.",
            )


@dataclass
class _Shelf:
    drafts: Path
    content: Path
    done: Imported
    taken: dict[tuple[str, str], str] = field(default_factory=dict)

    def put(
        self, kind: type[Record], slug: str, fields: dict[str, Any], body: str, origin: str
    ) -> None:
        """Write one record, unless it stands somewhere already or is no valid record."""
        while (
            self.taken.setdefault((kind.folder, slug), origin) != origin
        ):  # two source records, one name
            stem, _, number = slug.rpartition("-")
            slug = f"{stem}-{int(number) + 1}" if number.isdigit() else f"{slug[:60]}-2"
        name = f"{kind.folder}/{slug}.md"
        self.done.stories += kind is Story
        if (self.drafts / name).exists() or (self.content / name).exists():
            self.done.kept.append(name)
            return
        text = render(fields, body)
        document, problems = split(text, f"{self.drafts.name}/{name}")
        record = parse(kind, document, slug) if document else (None, problems)
        if record[0] is None:
            told = [f"{each.message} {each.hint}".strip() for each in (*problems, *record[1])]
            self.done.problems.append(
                problem(
                    origin,
                    (0, 0),
                    "value-invalid",
                    f"{name} was not written: {'; '.join(dict.fromkeys(told))}",
                )
            )
            self.done.stories -= kind is Story
            return
        (self.drafts / kind.folder).mkdir(parents=True, exist_ok=True)
        (self.drafts / name).write_text(text, encoding="utf-8")
        self.done.written.append(name)


def render(fields: dict[str, Any], body: str) -> str:
    """A content file: the fields as YAML, the prose below."""
    front = yaml.safe_dump(
        fields, sort_keys=False, allow_unicode=True, width=110, default_flow_style=False
    )
    return f"---\n{front}---\n\n{body}\n" if body else f"---\n{front}---\n"
