"""JSON Schemas of the front matter, for editors (draft-07: the YAML language server reads no later
one).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rooftop.authoring.questions import KINDS
from rooftop.records import Advocate, Company, Record
from rooftop.records.fields import SLUG
from rooftop.settings import LANGUAGE, Settings

_DAY = r"\d{4}-\d{2}-\d{2}"
_TIME = r"[Tt ]\d{2}:\d{2}(:\d{2})?"
#: What JSON Schema can say of a kind of value, by its title, beside what its model says.
_KINDS_OF_VALUES: Mapping[str, Mapping[str, Any]] = {
    "slug": {"pattern": rf"^{SLUG.pattern}$", "maxLength": 64, "examples": ["ana-ribeiro"]},
    "https address": {"pattern": r"^https://[^\s]+$", "examples": ["https://acme.example/"]},
    "language tag": {"pattern": rf"^{LANGUAGE.pattern}$", "examples": ["en", "pt-BR"]},
    "media file": {"examples": ["ana-ribeiro.webp"]},
    "date": {"pattern": rf"^{_DAY}$", "examples": ["2026-05-04"]},
    "moment in UTC": {"pattern": rf"^{_DAY}{_TIME}Z$", "examples": ["2026-05-04T09:00:00Z"]},
    "date, or date and time": {
        "type": "string",
        "pattern": rf"^{_DAY}({_TIME})?$",
        "examples": ["2026-09-03T17:00", "2026-09-03"],
    },
    "IANA time zone": {"examples": ["Europe/Lisbon"]},
    "country code": {"examples": ["PT"]},
    "GitHub account": {"examples": ["ana-ribeiro"]},
}
#: Fields of which one needs the other, or excludes it, by kind.
_TOGETHER: Mapping[type[Record], Mapping[str, Any]] = {
    Advocate: {
        "oneOf": [{"required": ["name"]}, {"required": ["pseudonym"]}],
        "dependencies": {"photo": ["photo_alt"]},
    },
    Company: {"dependencies": {"logo": ["logo_alt"]}},
}
#: The fields whose words a setting lists, by the name of the setting.
_VOCABULARIES = {"topics": "topics", "roles": "roles", "industry": "industries"}


def schemas(settings: Settings) -> dict[str, str]:
    """The schema of each kind of record, as text, by its name such as ``story``. The words that
    ``settings`` list are the only ones that topics, roles and industries may have.
    """
    made = {name: schema_of(kind, settings) for name, kind in KINDS.items()}
    return {
        name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


def schema_of(kind: type[Record], settings: Settings) -> dict[str, Any]:
    """The schema of one ``kind`` of record, as `schemas` writes it."""
    schema = kind.model_json_schema(by_alias=False, mode="validation")
    schema = _plain(schema, settings)
    for name, field in kind.model_fields.items():  # older names are still read
        for older in getattr(field.validation_alias, "choices", ())[1:]:
            schema["properties"][older] = schema["properties"][name]
    together = _TOGETHER.get(kind, {})
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema, **together}


def _plain(schema: Any, settings: Settings) -> Any:
    """``schema`` without null, which nobody writes, and with what is known of each kind of
    value.
    """
    if isinstance(schema, list):
        return [_plain(each, settings) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            made[key] = {name: _plain(each, settings) for name, each in value.items()}
        elif key != "default":
            made[key] = _plain(value, settings)
        elif value not in (None, [], {}, False):
            made[key] = value
    for name, vocabulary in _VOCABULARIES.items():
        if name in made.get("properties", ()):
            _limit(made["properties"][name], getattr(settings, vocabulary))
    return _of_one_kind(made)


def _of_one_kind(schema: dict[str, Any]) -> dict[str, Any]:
    """``schema`` with what its kind of value allows, and without a choice of one."""
    kind = _KINDS_OF_VALUES.get(schema.get("title", ""), {})
    options = [each for each in schema.pop("anyOf", ()) if each != {"type": "null"}]
    if kind:
        schema = {**schema, **kind}
        schema.pop("format", None)
    if len(options) == 1:
        own = {key: value for key, value in schema.items() if key != "title"}
        return {**_inlined(options[0]), **own}
    if options and "type" not in kind:
        schema["anyOf"] = options
    return schema


def _inlined(option: dict[str, Any]) -> dict[str, Any]:
    """``option``, in a form beside which a description is read: draft-07 ignores what stands beside
    a reference.
    """
    return {"allOf": [option]} if "$ref" in option else option


def _limit(field: dict[str, Any], vocabulary: Mapping[str, str]) -> None:
    """Allow nothing but the words of ``vocabulary``."""
    if vocabulary:
        words = {"enum": list(vocabulary), "enumDescriptions": list(vocabulary.values())}
        place = field["items"] if field.get("type") == "array" else field
        for name in ("pattern", "maxLength", "examples"):
            place.pop(name, None)
        place.update(words)
