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
    explains each.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

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
        if isinstance(rule, str):
            return {"from": (rule,)}
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
