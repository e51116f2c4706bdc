"""One source record after the other becomes drafts: people, stories, products, events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rooftop.importing.conditions import admits
from rooftop.importing.drafts import Drafts
from rooftop.importing.mapping import Mapping
from rooftop.importing.overview import Overview
from rooftop.importing.people import People, Person, traits_of
from rooftop.importing.picture_fields import copy_pictures
from rooftop.importing.pictures import Pictures
from rooftop.importing.rules import Reader, Value
from rooftop.importing.sources import SourceRecord
from rooftop.importing.targets import KINDS
from rooftop.problems import Problem
from rooftop.records import Advocate, Story
from rooftop.records.fields import slug_of

#: Fields that a slug is made of, where the mapping does not say.
_NAMES, _NAME_PARTS = ("name", "pseudonym", "title"), ("name.given", "name.family")

REQUESTED = {"status": "requested"}

Made = dict[str, Value]


@dataclass
class Importer:
    """Everything that one record has to know of those before it."""

    mapping: Mapping
    drafts: Drafts
    overview: Overview
    pictures: Pictures
    problems: list[Problem] = field(default_factory=list)
    people: People = field(default_factory=People)

    def take(self, record: SourceRecord) -> None:
        """Write what the rules make of ``record``. Raises OSError where a file can't be written."""
        if not admits(self.mapping, record):
            self.overview.skip(record, "the conditions of the mapping shut it out")
            return
        reader = Reader(self.mapping, record)
        parts = {
            section: reader.apply_all(section, rules)
            for section, rules in self.mapping.sections.items()
        }
        made = {each: values for each, values in parts.items() if _says_something(each, values)}
        lacking = [name for name in self.mapping.needs if not _is_said(name, parts)]
        if lacking:
            self.overview.skip(record, f"it has nothing for {lacking[0]}")
            return
        for section, values in parts.items():
            self.overview.add(section, values)
        if made:
            self._write(reader, made)
        else:
            what = "no record could be made from it, so it was not imported"
            reader.report("key-missing", what, "Compare its fields with the mapping.")
        for name in reader.unfit:
            self.overview.lose(name)
        self.problems += reader.problems
        for path, text in reader.unused():
            self.overview.pass_over(record.name, record.line, path, text)

    def put(self, section: str, slug: str, values: dict[str, Any], reader: Reader) -> None:
        """Write one file, and tell what of it did not arrive."""
        if self.drafts.find(KINDS[section], slug) is None:
            path = reader.record.path
            values, refusals = copy_pictures(section, slug, values, path, self.pictures)
            for refusal in refusals:
                reader.say(refusal.name, refusal.message, refusal.hint)
                self.overview.lose(f"{section}.{refusal.name}")
        rules = self.mapping.sections.get(section, {})
        defaults = {name: rule.default for name, rule in rules.items() if rule.default is not None}
        fitted = self.drafts.put(KINDS[section], slug, values, defaults)
        if fitted is None:
            return
        for name, reason in fitted.lost:
            reader.say(name, f"{reason}; it was left out")
            self.overview.lose(f"{section}.{name}")
        if fitted.missing:
            what = f"{KINDS[section].folder}/{slug}.md is a draft without all it needs"
            hint = "Complete the file, or give the rule a `default`."
            message = f"{what}: {'; '.join(fitted.missing)}"
            reader.report("import-incomplete", message, hint)

    def _write(self, reader: Reader, made: dict[str, Made]) -> None:
        story = made.get("story")
        address = self._address(reader, "story", story) if story else ""
        tellers: list[str] | None = None
        if "advocate" in made:
            person = self._person(reader, made["advocate"], address)
            tellers = [person] if person else None
        elif story and "advocates" in story:
            tellers = [str(slug) for slug in story["advocates"].value]
        if story and (tellers is not None or "advocate" not in made):
            self._put_story(reader, address, story, tellers or [])
        for section in ("product", "event"):
            if section in made:
                address = self._address(reader, section, made[section])
                self.put(section, address, _plain(made[section]), reader)

    def _put_story(self, reader: Reader, address: str, story: Made, tellers: list[str]) -> None:
        values = _plain(story)
        if any(name.startswith("quote.") for name in values) and tellers:
            values.setdefault("quote.by", tellers[0])
        for teller in tellers:
            if not self._stands(teller):
                what = f"story: there is no advocate {teller} in the content or the drafts"
                reader.report("reference-unknown", what)
        if tellers:
            values |= {"advocates": tellers, "consent": dict.fromkeys(tellers, REQUESTED)}
        self.put("story", address, values, reader)

    def _stands(self, teller: str) -> bool:
        name = f"{Advocate.folder}/{teller}.md"
        return name in self.drafts.written or self.drafts.find(Advocate, teller) is not None

    def _person(self, reader: Reader, advocate: Made, story: str) -> str | None:
        """The address of the person that ``advocate`` tells of, whose file is written if there is
        none. None, with an error, where it may be somebody else's.
        """
        values = _plain(advocate)
        base = self._slug(reader, "advocate", advocate)
        rule = self.mapping.advocate.get("identity")
        identity = reader.identity(rule) if rule else ""
        if rule and identity:
            self.overview.add("advocate", {"identity": Value("(compared only)", rule.source[0])})
        if person := self.people.find(base, identity, values):
            self._tell_rest(reader, person, values)
            return person.slug
        origin = f"{reader.record.name} {len(self.people.known.get(base, []))}"
        slug = self.drafts.address(Advocate, base, origin)
        person = Person(slug, reader.record.name, identity, traits_of(values), frozenset(values))
        self._tell_namesakes(reader, self.people.add(base, person), person, values)
        file = self.drafts.find(Advocate, slug)
        is_known = bool(identity) or (story and self.drafts.find(Story, story) is not None)
        if file and not is_known and (what := self.drafts.contradiction(file, values)):
            hint = (
                "If they are two people, give each a slug of their own or name in "
                "`advocate.identity` what tells them apart; if they are one, correct the file."
            )
            text = f"advocates/{slug}.md already exists: {what}; nothing was imported"
            reader.report("slug-taken", text, hint)
            return None
        if values:
            self.put("advocate", slug, {**values, "consent": REQUESTED}, reader)
        return slug

    def _tell_rest(self, reader: Reader, person: Person, values: dict[str, Any]) -> None:
        if person.origin != reader.record.name and (new := sorted(set(values) - person.fields)):
            reader.say(
                "advocate",
                f"{person.slug} was imported from {person.origin} already; what this record says "
                f"of them was not: {', '.join(new)}",
            )

    def _tell_namesakes(
        self, reader: Reader, others: list[Person], person: Person, values: dict[str, Any]
    ) -> None:
        if others:
            names = ", ".join(others[0].differences(person.identity, values))
            reader.say(
                "advocate",
                f"{others[0].slug} of {others[0].origin} is another person, by {names}; this one "
                f"is {person.slug}",
            )

    def _address(self, reader: Reader, section: str, values: Made) -> str:
        slug = self._slug(reader, section, values)
        return self.drafts.address(KINDS[section], slug, reader.record.name)

    def _slug(self, reader: Reader, section: str, values: Made) -> str:
        """The slug that the mapping makes; else one of the name or title, else of the file."""
        if "slug" in values:
            return str(values["slug"].value)
        texts = [str(values[name].value) for name in _NAMES if name in values]
        parts = [str(values[name].value) for name in values if name in _NAME_PARTS]
        texts += [" ".join(parts)] if parts else []
        file = reader.record.name.replace(reader.record.path.suffix, "")
        slug = next(filter(None, map(slug_of, [*texts, file])), section)
        if "slug" in self.mapping.sections[section]:
            reader.say(f"{section}.slug", f"the rule makes none; the file is called {slug}")
        return slug


def _plain(values: Made) -> dict[str, Any]:
    return {name: value.value for name, value in values.items() if name != "slug"}


def _is_said(name: str, parts: dict[str, Made]) -> bool:
    """Whether the record itself has a value for our field ``name``, such as ``story.body``."""
    section, _, field_name = name.partition(".")
    value = parts.get(section, {}).get(field_name)
    return value is not None and value.source is not None


def _says_something(section: str, values: Made) -> bool:
    """Whether the record itself says anything of what these rules make: constants, file names and,
    but for people, an address are not enough for a file.
    """
    return any(
        value.source is not None
        and not value.source.startswith("@")
        and (name != "slug" or section == "advocate")
        for name, value in values.items()
    )
