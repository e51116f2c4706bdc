"""One rule applied to one source record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rooftop.cpu_limit import CpuLimitError, cpu_limit_of
from rooftop.importing.dates import Days, read_day, read_moment
from rooftop.importing.mapping import Mapping
from rooftop.importing.numbers import read_number, read_truth
from rooftop.importing.paths import (
    as_text,
    covers,
    folded,
    is_nothing,
    leaves,
    pick,
    show_place,
    single,
)
from rooftop.importing.rule import Rule, Section
from rooftop.importing.sources import SourceRecord
from rooftop.importing.targets import Target, target_of
from rooftop.importing.texts import (
    as_plain,
    as_prose,
    break_lines,
    plain_as_markdown,
    without_addresses,
)
from rooftop.problems import Problem, problem
from rooftop.records.fields import slug_of

#: Seconds of computing that one value may cost.
CPU_SECONDS = 5.0
#: What a spreadsheet shows in a cell whose formula went wrong (ECMA-376, 18.17.3).
_CELL_ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)


class Value(NamedTuple):
    """What a rule made of a record. ``source`` is the path it is from; None where the mapping
    itself says it.
    """

    value: Any
    source: str | None = None


@dataclass
class Reader:
    """Applies rules to one record, remembering which source fields were used, which of our fields
    nothing fitted, and what got lost.
    """

    mapping: Mapping
    record: SourceRecord
    used: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)
    is_kept_whole: bool = False

    def apply_all(self, section: str, rules: Section) -> dict[str, Value]:
        """What the rules of one part of the mapping make, by the names of our fields."""
        values = {
            name: self.apply(section, name, rule)
            for name, rule in rules.items()
            if name != "identity"
        }
        return {name: value for name, value in values.items() if value is not None}

    def apply(self, section: str, name: str, rule: Rule) -> Value | None:
        """The value of our field ``name``: from the first of the rule's sources that yields one, or
        its default; None when there is neither.
        """
        target = target_of(section, name)
        assert target, "a mapping has rules for fields that exist"
        if rule.value is not None:
            return Value(_shaped([rule.value], rule, target))
        for path, texts in self._sources(name, rule):
            self.is_kept_whole = path in self.mapping.whole
            if values := self._made(name, rule, target, texts):
                return Value(_shaped(values, rule, target), path)
            if texts:
                self.unfit.append(f"{section}.{name}")
        return Value(_shaped([rule.default], rule, target)) if rule.default is not None else None

    def _sources(self, name: str, rule: Rule) -> Iterator[tuple[str, list[str]]]:
        """What the source says, path by path; together, where the rule joins it."""
        if rule.join is None or len(rule.source) == 1:
            for path in rule.source:
                yield path, list(self._texts(name, path))
            return
        found = {path: texts for path in rule.source if (texts := list(self._texts(name, path)))}
        every = dict.fromkeys(text for texts in found.values() for text in texts)
        yield " + ".join(found), list(every)

    def identity(self, rule: Rule) -> str:
        """What tells a person from others, as the source has it: never written anywhere."""
        self.used.update(rule.source)
        parts = (as_text(value) for path in rule.source for value in pick(self.record.fields, path))
        return folded(" ".join(parts))

    def unused(self) -> Iterator[tuple[str, str]]:
        """Path and text of each value that no rule read and that is not left out on purpose."""
        mapping = self.mapping
        known = (*self.used, *mapping.ignore, *mapping.where, *mapping.unless)
        for place, value in leaves(self.record.fields):
            if not any(covers(path, place) for path in known):
                yield show_place(place), " ".join(str(value).split())

    def say(self, name: str, message: str, hint: str = "") -> None:
        """Tell that something of the source does not arrive as it was."""
        self.report("import-unmapped", f"{name}: {message}", hint)

    def report(self, code: str, message: str, hint: str = "") -> None:
        """A problem of this record."""
        at = (self.record.line, 0)
        self.problems.append(problem(self.record.name, at, code, message, hint))

    def _texts(self, name: str, path: str) -> Iterator[str]:
        own = self.record.own(path)
        values = [own] if own is not None else pick(self.record.fields, path)
        for value in map(single, values):
            if isinstance(value, dict):
                names = ", ".join(map(show_place, ((each,) for each in value)))
                self.say(name, f"{path} is a group of fields; name one of them: {names[:200]}")
                continue
            self.used.add(path)
            text = as_text(value).strip()
            if text in _CELL_ERRORS:
                self.say(name, f"the cell shows an error: {text}")
            elif not is_nothing(text) and text not in self.mapping.empty:
                yield text

    def _made(self, name: str, rule: Rule, target: Target, texts: list[str]) -> list[Any]:
        try:
            with cpu_limit_of(CPU_SECONDS):
                return self._steps(name, rule, target, texts)
        except (CpuLimitError, RecursionError):
            self.say(name, "the value is nested too deep, or takes too long to read")
            return []

    def _steps(self, name: str, rule: Rule, target: Target, texts: list[str]) -> list[Any]:
        values: list[Any] = [self._clean(name, rule, target, text) for text in texts]
        if rule.join is not None and values:
            values = [rule.join.join(filter(None, values))]
        steps: tuple[Callable[[str, Rule, str], list[str]], ...] = (
            self._match,
            self._split,
            self._fold,
            self._shorten,
        )
        for step in steps:
            values = [result for value in values if value for result in step(name, rule, value)]
        if rule.slug or name == "slug":
            values = [slug for value in values if (slug := slug_of(value))]
        values = [result for value in values for result in self._fit(name, rule, target, value)]
        values = list(dict.fromkeys(values))
        if len(values) > 1 and not rule.many:
            others = ", ".join(map(str, values[1:]))
            self.say(name, f"only the first of {len(values)} values was kept; the others: {others}")
        return values

    def _clean(self, name: str, rule: Rule, target: Target, text: str) -> str:
        if target.shape == "file":
            return text
        if rule.remove:
            text = re.sub(r"\n{3,}", "\n\n", re.sub(rule.remove, "", text))
        clean = without_addresses(text)
        if "[…]" in clean and "[…]" not in text:
            self.say(name, "an e-mail address was left out")
        if "<img" in clean.lower() and rule.text in ("html", "markdown"):
            self.say(name, "a picture was left out; put it into content/media/")
        if target.shape == "markdown":
            return as_prose(clean, rule.text).strip()
        return " ".join(as_plain(clean, rule.text).split())

    def _match(self, name: str, rule: Rule, value: str) -> list[str]:
        if rule.pattern is None:
            return [value]
        match = re.search(rule.pattern, value)
        if match is None:
            self.say(name, f"the pattern finds nothing in: {value[:120]}")
            return []
        if rule.into is not None:
            return [match.expand(rule.into).strip()]
        return [((match[1] if match.re.groups else match[0]) or "").strip()]

    def _split(self, _name: str, rule: Rule, value: str) -> list[str]:
        if rule.split is None:
            return [value]
        parts = [part.strip() for part in re.split(rule.split, value) if part and part.strip()]
        if rule.part is None:
            return parts
        return parts[rule.part : rule.part + 1] if rule.part >= 0 else parts[rule.part :][:1]

    def _fold(self, name: str, rule: Rule, value: str) -> list[str]:
        if rule.terms is None:
            return [value]
        word = self.mapping.fold(rule.terms, value)
        if word is None:
            self.say(name, f"{value!r} is no word of the terms {rule.terms}")
        return [word] if word else []

    def _shorten(self, name: str, rule: Rule, value: str) -> list[str]:
        if rule.shorten is None or len(value) <= rule.shorten:
            return [value]
        cut = value[: rule.shorten - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-")
        if not self.is_kept_whole:
            self.say(name, f"was shortened; the rest: {value[len(cut) :].strip()}")
        return [f"{cut}…"]

    def _fit(self, name: str, rule: Rule, target: Target, value: str) -> list[Any]:
        """``value`` as what the field takes; nothing, and said, where it is none of that."""
        days = rule.day or Days()
        try:
            if target.shape == "moment":
                return [read_moment(value, days)]
            if target.shape == "day" or rule.day:
                day = read_day(value, days)
                return [day if target.shape == "day" else day.isoformat()]
            if target.shape == "number":
                return [read_number(value, rule.decimal)]
            if target.shape == "truth":
                return [read_truth(value)]
        except ValueError as error:
            self.say(name, str(error))
            return []
        if target.shape != "markdown":
            return [value]
        return [break_lines(plain_as_markdown(value) if rule.text == "plain" else value)]


def _shaped(values: list[Any], rule: Rule, target: Target) -> Any:
    """One value, or a list where the field takes one."""
    if target.is_list or rule.many:
        first = values if rule.many else values[:1]
        return first[0] if len(first) == 1 and isinstance(first[0], list) else first
    return values[0]
