"""The mapping file: which source field becomes which of ours, and how."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from rooftop.frontmatter import parse_yaml
from rooftop.importing.dates import Days
from rooftop.importing.fitting import nest
from rooftop.importing.paths import parse_path
from rooftop.importing.targets import KINDS, names_of, target_of
from rooftop.problems import Problem, did_you_mean, has_errors, problem
from rooftop.records import misfits
from rooftop.records.record import locate
from rooftop.validation import describe_error, suggest_value

_HINT = "docs/import.md lists what a mapping may contain."
_OWN_PATHS = ("@file", "@folder", "@path")


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    return text


def _path(text: str) -> str:
    if text not in _OWN_PATHS:
        parse_path(text)
    return text


def _files(text: str) -> str:
    path = PurePath(text)
    if not text or path.is_absolute() or ".." in path.parts:
        raise ValueError("must be a pattern for files below the source, such as **/*.md")
    return text


def _encoding(name: str) -> str:
    try:
        b"a".decode(name)
    except UnicodeDecodeError:  # some need two bytes for a letter
        pass
    except (LookupError, ValueError):
        raise ValueError("is no encoding that is known, such as cp1251 or utf-16") from None
    return name


Pattern = Annotated[str, AfterValidator(_pattern)]
SourcePath = Annotated[str, AfterValidator(_path)]


class Rule(BaseModel):
    """How one field is made. Steps run in the order in which they are listed here; docs/import.md
    explains each.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    value: Any = None
    source: tuple[SourcePath, ...] = Field((), alias="from")
    text: Literal["plain", "html", "markdown", "as-is"] = "plain"
    join: str | None = None
    pattern: Pattern | None = None
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


Section = dict[str, Rule]


class Fault(NamedTuple):
    """What is wrong at one place of a mapping."""

    place: tuple[str, ...]
    message: str
    hint: str = ""


class Mapping(BaseModel):
    """A whole mapping file. ``terms`` gives, for each vocabulary, each of our words and the
    spellings that mean it; ``empty`` lists spellings that mean nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["yaml", "markdown", "json", "csv"]
    files: Annotated[str, AfterValidator(_files)] = "*"
    encoding: Annotated[str, AfterValidator(_encoding)] | None = None
    separator: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    records: Annotated[str, AfterValidator(lambda text: text and _path(text))] = ""
    story: Section = {}
    advocate: Section = {}
    product: Section = {}
    event: Section = {}
    products: dict[str, dict[str, Any]] = {}
    ignore: tuple[SourcePath, ...] = ()
    empty: tuple[str, ...] = ()
    terms: dict[str, dict[str, tuple[str, ...]]] = {}

    @property
    def sections(self) -> dict[str, Section]:
        """The parts that make records, by their name: those that have rules."""
        return {name: section for name in KINDS if (section := getattr(self, name))}

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
            if "slug" not in rules:
                yield Fault((section,), "needs a rule for slug")
            for name, rule in rules.items():
                yield from self._rule_faults(section, name, rule)
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
        if rule.terms and rule.terms not in self.terms:
            message = f"uses the terms {rule.terms!r}, which the mapping does not list"
            yield Fault((section, name, "terms"), message)

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


def read_mapping(file: Path) -> tuple[Mapping | None, list[Problem]]:
    """The mapping in ``file``, or everything that is wrong with it and where."""
    try:
        text = unicodedata.normalize("NFC", file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        return None, [problem(str(file), (0, 0), "file-unreadable", what)]
    except UnicodeDecodeError:
        return None, [problem(str(file), (0, 0), "file-unreadable", "is not UTF-8 text")]
    raw, positions, problems = parse_yaml(text, str(file))
    if raw is None or has_errors(problems):
        return None, problems
    try:
        return Mapping.model_validate(raw), problems
    except ValidationError as error:
        faults = [fault for each in error.errors() for fault in _faults_in(each)]
    for place, message, hint in faults:
        text = f"{'.'.join(place)}: {message}" if place else message
        at = locate(positions, place)
        problems.append(problem(str(file), at, "setting-invalid", text, hint or _HINT))
    return None, problems


def _faults_in(error: ErrorDetails) -> Iterator[Fault]:
    if error["type"] == "mapping":
        yield from error["ctx"]["faults"]
        return
    place = tuple(map(str, error["loc"]))
    if error["type"] == "extra_forbidden":
        known = Mapping.model_fields if len(place) == 1 else _keys_of_rules()
        yield Fault(place, "is not known", did_you_mean(place[-1], known))
    else:
        yield Fault(place, describe_error(error), suggest_value(error))


def _keys_of_rules() -> list[str]:
    return [field.alias or name for name, field in Rule.model_fields.items()]
