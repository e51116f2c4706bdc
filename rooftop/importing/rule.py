"""What a mapping says of one field of ours: where its value is in the source, and what is done to
it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from rooftop.importing.dates import Days
from rooftop.importing.paths import OWN_PATHS, parse_path
from rooftop.importing.texts import Kind


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    return text


def _path(text: str) -> str:
    if text not in OWN_PATHS:
        parse_path(text)
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
SourcePath = Annotated[str, AfterValidator(_path)]


class Rule(BaseModel):
    """How one field is made. Steps run in the order in which they are listed here; docs/import.md
    explains each. ``like`` stays only where there is no such rule: see `complete`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    like: str | None = None
    value: Any = None
    source: tuple[SourcePath, ...] = Field((), alias="from")
    remove: Pattern | None = None
    text: Kind = "plain"
    join: str | None = None
    pattern: Pattern | None = None
    into: str | None = None
    split: Annotated[Pattern, Field(min_length=1)] | None = None
    part: int | None = None
    terms: str | None = None
    shorten: int | None = Field(None, ge=20)
    slug: bool = False
    day: Days | None = None
    decimal: Literal["point", "comma"] | None = None
    many: bool = False
    default: Any = None

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, rule: Any) -> Any:
        if isinstance(rule, str | list):
            return {"from": (rule,) if isinstance(rule, str) else tuple(rule)}
        if isinstance(rule, dict):
            source = rule.get("from")
            several = {"from": (source,)} if isinstance(source, str) else {}
            return {**rule, **several, "day": rule.get("day") or None}
        return rule

    @model_validator(mode="after")
    def _into_fits_pattern(self) -> Rule:
        if self.into is not None:
            if self.pattern is None:
                raise ValueError("into needs a pattern, whose groups it names")
            try:
                re.sub(self.pattern, self.into, "")
            except (re.error, IndexError) as error:
                raise ValueError(f"into does not fit the pattern: {error}") from None
        return self


Section = dict[str, Rule]


def complete(section: Any) -> Any:
    """A part of a mapping as it is written, in which each rule that is ``like`` another one says
    what that one says, and what it says itself in place of it.
    """
    if not isinstance(section, dict):
        return section
    return {name: _complete(rule, section) for name, rule in section.items()}


def _complete(rule: Any, section: dict[str, Any]) -> Any:
    model = section.get(rule["like"]) if isinstance(rule, dict) and _is_like(rule) else None
    if isinstance(model, str | list):
        model = {"from": model}
    if not isinstance(model, dict) or "like" in model:
        return rule
    return {**model, **{key: value for key, value in rule.items() if key != "like"}}


def _is_like(rule: dict[str, Any]) -> bool:
    return isinstance(rule.get("like"), str)
