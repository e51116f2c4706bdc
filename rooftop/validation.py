"""What pydantic finds wrong with a value, in words for the person who wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails, core_schema

from rooftop.problems import did_you_mean

_GROUP = "must be a group of fields: {name: value}"
_DAY = "must be a date, YYYY-MM-DD"
_SENTENCES = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "date_from_datetime_parsing": _DAY,
    "date_parsing": _DAY,
    "date_type": _DAY,
    "dict_type": _GROUP,
    "extra_forbidden": "is not known",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "json_invalid": "is not valid JSON",
    "missing": "is missing",
    "model_attributes_type": _GROUP,
    "model_type": _GROUP,
    "string_type": "must be text; put it in quotes",
    "tuple_type": "must be a list: [one, two]",
}
_LIMITS = {
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
}
#: Limits that count: the name of the number, the sentence, and what is counted, one and several.
_COUNTED_LIMITS = {
    "string_too_short": ("min_length", "must have at least", "character", "characters"),
    "too_long": ("max_length", "must have at most", "item", "items"),
    "too_short": ("min_length", "must have at least", "item", "items"),
}


class AdvisedError(ValueError):
    """A value that does not fit; ``hint`` is a sentence that says what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Form:
    """In an annotation: text that matches ``pattern``, a regular expression. ``meaning`` completes
    the sentence "it must be …".
    """

    pattern: str
    meaning: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The check, after all others of the annotation."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The same pattern for editors (JSON Schema, 6.3.3)."""
        return {**handler(schema), "pattern": self.pattern}

    def _check(self, text: str) -> str:
        if not re.fullmatch(self.pattern, text):
            raise ValueError(f"must be {self.meaning}")
        return text


def describe_error(error: ErrorDetails) -> str:
    """What is wrong, to stand after the name of the value."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_too_long":
        most = context["max_length"]
        return f"has {len(error['input'])} characters; the limit is {most}"
    if kind == "literal_error":
        return f"may not be {error['input']!r}"
    if kind in _COUNTED_LIMITS:
        limit, sentence, one, several = _COUNTED_LIMITS[kind]
        return f"{sentence} {context[limit]} {one if context[limit] == 1 else several}"
    if kind in _LIMITS:
        return _LIMITS[kind].format(**context)
    usual = error["msg"].removeprefix("Input ").removeprefix("String ")
    return _SENTENCES.get(kind) or usual


def suggest_value(error: ErrorDetails) -> str:
    """What to write instead: the values that are allowed, where there are few, or what is likely to
    be meant. Empty where that is unknown.
    """
    if error["type"] == "value_error":
        return str(getattr(error["ctx"]["error"], "hint", ""))
    if error["type"] == "tuple_type" and isinstance(error["input"], str):
        return f"Put it in square brackets: [{error['input']}]."
    if error["type"] != "literal_error":
        return ""
    words = re.findall(r"'([^']*)'", error["ctx"]["expected"])
    return did_you_mean(str(error["input"]), words) or f"Known values: {', '.join(words)}."
