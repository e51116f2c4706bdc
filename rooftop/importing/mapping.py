"""The mapping: which source field becomes which of ours, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from rooftop.importing.fitting import nest
from rooftop.importing.paths import as_text
from rooftop.importing.rule import Rule, Section, SourcePath, complete
from rooftop.importing.source_files import Join, SourceFiles, one_or_many
from rooftop.importing.targets import KINDS, names_of, target_of
from rooftop.problems import did_you_mean
from rooftop.records import misfits


def _spellings(value: Any) -> Any:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple("" if each is None else as_text(each) for each in values)


class Fault(NamedTuple):
    """What is wrong at one place of a mapping."""

    place: tuple[str, ...]
    message: str
    hint: str = ""


#: Values that a source field may have, by its path.
Conditions = dict[SourcePath, Annotated[tuple[str, ...], BeforeValidator(_spellings)]]


class Mapping(SourceFiles):
    """A whole mapping file. Records that ``where`` does not admit, that ``unless`` shuts out, or
    that have nothing for a field of ours in ``needs``, such as ``story.body``, are passed over.
    ``media`` lists folders with pictures. ``terms`` gives, for each vocabulary, each of our words
    and the spellings that mean it; ``empty`` lists spellings that mean nothing.
    """

    joins: dict[Annotated[str, Field(pattern=r"^\w+$")], Join] = Field(default_factory=dict)
    where: Conditions = Field(default_factory=dict)
    unless: Conditions = Field(default_factory=dict)
    needs: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    story: Section = Field(default_factory=dict)
    advocate: Section = Field(default_factory=dict)
    product: Section = Field(default_factory=dict)
    event: Section = Field(default_factory=dict)
    products: dict[str, dict[str, Any]] = Field(default_factory=dict)
    ignore: tuple[SourcePath, ...] = ()
    empty: tuple[str, ...] = ()
    terms: dict[str, dict[str, tuple[str, ...]]] = Field(default_factory=dict)

    @property
    def sections(self) -> dict[str, Section]:
        """The parts that make records, by their name: those that have rules."""
        return {name: section for name in KINDS if (section := getattr(self, name))}

    @field_validator("needs", "media", "ignore", mode="before")
    @classmethod
    def _one(cls, value: Any) -> Any:
        return one_or_many(value)

    @field_validator("advocate", "story", "product", "event", mode="before")
    @classmethod
    def _as_others(cls, section: Any) -> Any:
        return complete(section)

    @model_validator(mode="after")
    def _complete(self) -> Mapping:
        faults = list(self._faults())
        if faults:
            text = "; ".join(f"{'.'.join(each.place)}: {each.message}" for each in faults)
            raise PydanticCustomError("mapping", "{text}", {"text": text, "faults": faults})
        return self

    def _faults(self) -> Iterator[Fault]:
        if not self.sections:
            yield Fault(("story",), f"write rules for one of {', '.join(KINDS)}")
        for section, rules in self.sections.items():
            for name, rule in rules.items():
                yield from self._rule_faults(section, name, rule)
        for each in self.needs:
            section, _, name = each.partition(".")
            if name not in self.sections.get(section, {}):
                yield Fault(("needs",), f"{each} has no rule")
        if self.advocate and "advocates" in self.story:
            message = "names the people that the part advocate makes; keep one of the two"
            yield Fault(("story", "advocates"), message)

    def _rule_faults(self, section: str, name: str, rule: Rule) -> Iterator[Fault]:
        constant = rule.value if rule.value is not None else rule.default
        if target_of(section, name) is None:
            hint = did_you_mean(name.partition(".")[0], names_of(section))
            yield Fault((section, name), "is no field that can be imported", hint)
        elif constant is not None:
            yield from _constant_faults(section, name, constant)
        for outer in getattr(self, section):
            if name.startswith(f"{outer}."):
                yield Fault((section, name), f"is a part of {outer}, which has a rule too")
        if rule.like:
            message = f"is like {rule.like}, which has no rule that says what to do"
            yield Fault(
                (section, name, "like"), message, did_you_mean(rule.like, getattr(self, section))
            )
        if rule.terms and rule.terms not in self.terms:
            message = f"uses the terms {rule.terms!r}, which the mapping does not list"
            yield Fault((section, name, "terms"), message)

    @cached_property
    def whole(self) -> frozenset[str]:
        """Paths whose text a rule takes as it is: what another one makes of it may be shorter."""
        return frozenset(
            path
            for section in self.sections.values()
            for name, rule in section.items()
            if name == "body" and not (rule.shorten or rule.pattern or rule.split)
            for path in rule.source
        )

    def fold(self, vocabulary: str, spelling: str) -> str | None:
        """The word of ``vocabulary`` that ``spelling`` means; case, blanks and punctuation around
        it do not matter.
        """
        return self._index().get(vocabulary, {}).get(_bare(spelling))

    def _index(self) -> dict[str, dict[str, str]]:
        index = self.__dict__.get("_folded")
        if index is None:
            index = {
                name: {
                    _bare(spelling): word
                    for word, spellings in words.items()
                    for spelling in (word, *spellings)
                }
                for name, words in self.terms.items()
            }
            self.__dict__["_folded"] = index
        return index


def _bare(spelling: str) -> str:
    return " ".join(re.sub(r"^[\W_]+|[\W_]+$", "", spelling).casefold().split())


def _constant_faults(section: str, name: str, value: Any) -> Iterator[Fault]:
    """What keeps a value that the mapping itself gives from standing in any record."""
    target = target_of(section, name)
    if name in ("slug", "body", "identity") or target is None:
        return
    constant = [value] if target.is_list and not isinstance(value, list) else value
    for misfit in misfits(KINDS[section], nest({name: constant})):
        if misfit.path and misfit.code != "key-missing":
            yield Fault((section, name), f"its constant {misfit.message}", misfit.hint)
