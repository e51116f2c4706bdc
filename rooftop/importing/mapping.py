"""The mapping file: which source field becomes which of ours, and how."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from rooftop.problems import Problem, problem


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    return text


class Rule(BaseModel):
    """How one field is made. Steps run in the order in which they are listed here; docs/import.md
    explains each.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    value: Any = None
    source: tuple[str, ...] = Field((), alias="from")
    join: str | None = None
    pattern: Annotated[str, AfterValidator(_pattern)] | None = None
    split: str | None = None
    part: int | None = None
    text: Literal["as-is", "plain", "markdown"] = "plain"
    terms: str | None = None
    shorten: int | None = Field(None, ge=20)
    slug: bool = False
    day: bool = False
    many: bool = False

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, rule: Any) -> Any:
        if isinstance(rule, str):
            return {"from": (rule,)}
        if isinstance(rule, dict) and isinstance(rule.get("from"), str):
            return {**rule, "from": (rule["from"],)}
        return rule


class Mapping(BaseModel):
    """A whole mapping file. ``terms`` gives, for each vocabulary, each of our words and the
    spellings that mean it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["yaml", "markdown", "json", "csv"]
    files: str = "*"
    records: str = ""
    story: dict[str, Rule]
    advocate: dict[str, Rule]
    products: dict[str, dict[str, Any]] = {}
    ignore: tuple[str, ...] = ()
    terms: dict[str, dict[str, tuple[str, ...]]] = {}

    @model_validator(mode="after")
    def _known_terms(self) -> Mapping:
        for name, rule in [*self.story.items(), *self.advocate.items()]:
            if rule.terms and rule.terms not in self.terms:
                raise ValueError(
                    f"{name} uses the terms {rule.terms!r}, which the mapping does not list"
                )
        for record, fields in (("story", self.story), ("advocate", self.advocate)):
            if "slug" not in fields:
                raise ValueError(f"{record} needs a rule for slug")
        return self

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


def read_mapping(file: Path) -> tuple[Mapping | None, list[Problem]]:
    """The mapping in ``file``, or everything that is wrong with it."""
    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
        return Mapping.model_validate(raw), []
    except (OSError, UnicodeDecodeError) as error:
        return None, [problem(str(file), (0, 0), "file-unreadable", f"cannot be read: {error}")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        return None, [
            problem(str(file), at, "yaml-syntax", getattr(error, "problem", None) or "is not YAML")
        ]
    except ValidationError as error:
        found = []
        for each in error.errors():
            where = ".".join(str(part) for part in each["loc"])
            found.append(
                problem(
                    str(file),
                    (0, 0),
                    "setting-invalid",
                    f"{where}: {each['msg']}",
                    "docs/import.md lists what a mapping may say.",
                )
            )
        return None, found
