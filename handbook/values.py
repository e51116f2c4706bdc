"""What a field takes and what it is without one, as a reference page says it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

Schema = dict[str, Any]
_WORDS = {"string": "text", "integer": "whole number", "number": "number", "object": "mapping"}
_COUNTED = ("line", "text", "Markdown")


class _AsWritten(GenerateJsonSchema):
    """Titles for kinds alone, not for every field, and keys in the order of the code."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 — as pydantic calls it
        return False

    def sort(self, value: Any, parent_key: str | None = None) -> Any:  # noqa: ARG002
        return value


def schema_of(model: type[BaseModel]) -> Schema:
    """The JSON Schema (draft 2020-12) of a model."""
    return model.model_json_schema(schema_generator=_AsWritten)


def groups(schema: Schema, definitions: dict[str, Schema]) -> Iterator[str]:
    """The names of the groups of fields within ``schema``, in the order in which they are met."""
    for field in schema.get("properties", {}).values():
        for reference in _references(field):
            name = reference.rpartition("/")[2]
            yield name
            yield from groups(definitions[name], definitions)


def value(schema: Schema, *, many: bool = False) -> str:
    """What a field of this schema takes: ``list of slugs``, ``whole number from 1 to 28``."""
    if "$ref" in schema:
        name = spaced(schema["$ref"].rpartition("/")[2])
        return f"[{_plural(name) if many else name}](#{name.replace(' ', '-')})"
    if "enum" in schema:
        return choice([f"`{word}`" for word in schema["enum"]])
    if "title" in schema:
        return (_plural(schema["title"]) if many else schema["title"]) + _bounds(schema)
    if "anyOf" in schema:
        kinds = [value(each, many=many) for each in schema["anyOf"] if each.get("type") != "null"]
        return " or ".join(kinds).replace("whole number or number", "number")
    if schema["type"] == "array":
        return f"list of {value(schema['items'], many=True)}"
    if schema["type"] == "boolean":
        return "`true` or `false`"
    if "$ref" in (entry := schema.get("additionalProperties") or {}):
        return f"mapping of slugs to {value(entry, many=True)}"
    return _WORDS[schema["type"]] + _bounds(schema)


def default(schema: Schema) -> str:
    """The default of a field as YAML; nothing where there is none to speak of."""
    fallback = schema.get("default")
    return "" if fallback in (None, [], {}) or "$ref" in schema else f"`{flow(fallback)}`"


def flow(content: Any) -> str:
    """A value as YAML in one line: plain words as they are, all other text in quotes."""
    if isinstance(content, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in content.items()) + "}"
    if isinstance(content, list):
        return "[" + ", ".join(map(flow, content)) + "]"
    is_plain = isinstance(content, str) and content.replace("-", "").replace("_", "").isalpha()
    return content if is_plain else json.dumps(content, ensure_ascii=False)


def spaced(name: str) -> str:
    """``ConsentRecord`` as ``consent record``."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def choice(words: list[str]) -> str:
    """``a, b or c``."""
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _references(field: Any) -> Iterator[str]:
    if isinstance(field, dict):
        if isinstance(field.get("$ref"), str):
            yield field["$ref"]
        for each in field.values():
            yield from _references(each)
    elif isinstance(field, list):
        for each in field:
            yield from _references(each)


def _plural(words: str) -> str:
    if words.startswith("`") or words == "medium":
        return words.replace("medium", "media")
    return f"{words}es" if words.endswith("s") else f"{words}s"


def _bounds(schema: Schema) -> str:
    if "maxLength" in schema and schema.get("title", "text") in _COUNTED:
        return f" of up to {schema['maxLength']:,} characters"
    if "minimum" in schema and "maximum" in schema:
        return f" from {schema['minimum']} to {schema['maximum']}"
    return ""
