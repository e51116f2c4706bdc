"""The fields that the web editor offers, made of the schemas of the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rooftop.authoring import QUESTIONS, schema_of
from rooftop.records import Record, Story
from rooftop.settings import Community
from rooftop.translations import Translation

Field = dict[str, Any]

#: What commands and maintainers write. Files keep it when somebody else saves them.
NOT_OFFERED = frozenset(
    {"aliases", "approved", "example", "permalink", "published", "requested", "reviewed"}
    | {"answer_by", "asked_by", "evidence", "signature", "stage", "terms"}
)
#: The collection of the records that a field names, by the name of the field.
_REFERENCES = {
    "advocates": "advocates",
    "by": "advocates",
    "products": "products",
    "replaced_by": "products",
    "translation_of": "stories",
}
#: Where the words for the choices of a field are, by the name of the field.
_CHOICES = {
    "kind": ("kinds", "events"),
    "stages": ("stages",),
    "open_to": ("open",),
    "network": ("networks",),
    "networks": ("networks",),
    "channels": ("my_words_channels",),
    "covers": ("my_words_fields",),
}
#: The widget for each kind of value, by the title that schemas give it.
_WIDGETS: Mapping[str, Field] = {
    "date": {"widget": "datetime", "format": "YYYY-MM-DD", "time_format": False},
    "date, or date and time": {"widget": "datetime", "format": "YYYY-MM-DDTHH:mm"},
    "Markdown": {"widget": "markdown", "editor_components": []},
    "text": {"widget": "text"},
}
#: What both programs replace by the day on which a form is opened.
_TODAY = "{{now}}"
_PICTURES = frozenset({"image", "logo", "photo", "poster"})


class FieldMaker:
    """Makes the fields of records, with labels and hints in one language."""

    def __init__(self, community: Community, words: Translation) -> None:
        self._community, self._words = community, words
        self._definitions: Mapping[str, Any] = {}
        self._usual: dict[tuple[str, ...], Any] = {}

    def fields_of(self, kind: type[Record]) -> list[Field]:
        """The fields of a ``kind`` of record: what is asked of everybody, the prose, the rest."""
        schema = schema_of(kind, self._community.settings)
        self._definitions, properties = schema.get("$defs", {}), schema["properties"]
        questions = QUESTIONS.get(kind, ())
        self._usual = {each.path: each.usual for each in questions if each.usual is not None}
        self._usual |= {("date",): _TODAY, ("language",): self._community.language}
        asked = list(dict.fromkeys(question.path[0] for question in questions)) or [*properties]
        required = {*schema.get("required", ())}
        required |= {each.path[0] for each in questions if each.is_required and len(each.path) > 1}
        return [
            *self._fields(properties, asked, required),
            *([self._consent()] if kind is Story else ()),
            self._labelled("body", "", required=False) | _WIDGETS["Markdown"],
            *self._fields(properties, [each for each in properties if each not in asked], required),
        ]

    def _consent(self) -> Field:
        """What those who tell a story agree to. The script of the editor makes of it a consent
        record for each of them: their names are keys, for which there is no widget.
        """
        properties = self._definitions["ConsentRecord"]["properties"]
        names = ("covers", "channels", "given")
        *choices, given = self._fields(properties, names, set(), "consent_given")
        return self._labelled("consent_given", "", required=False) | {
            "widget": "object",
            "fields": [*choices, given | {"default": _TODAY}],
        }

    def _fields(
        self,
        properties: Mapping[str, Any],
        names: Iterable[str],
        required: set[str],
        group: str = "",
    ) -> Iterator[Field]:
        for name in names:
            schema = properties[name]
            if name in NOT_OFFERED or "additionalProperties" in schema:
                continue
            field = self._labelled(name, schema.get("description", ""), required=name in required)
            field |= self._widget(name, self._resolved(schema), is_needed=name in required)
            default = self._usual.get((group, name) if group else (name,))
            if default is not None:
                field["default"] = default
            yield field

    def _labelled(self, name: str, description: str, *, required: bool) -> Field:
        label, hint = f"web_editor_labels.{name}", f"web_editor_hints.{name}"
        field: Field = {
            "name": name,
            "label": self._words(label) if self._words.has(label) else _spelled_out(name),
            "required": required,
        }
        text = self._words(hint) if self._words.has(hint) else description.replace("`", "")
        return field | ({"hint": text} if text else {})

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """``schema``, or the definition that it refers to; of a choice the first."""
        if "$ref" in schema:
            definition: Mapping[str, Any] = self._definitions[schema["$ref"].rpartition("/")[2]]
            return definition
        for inner in (*schema.get("allOf", ()), *schema.get("anyOf", ())):
            return self._resolved(inner)
        return schema

    def _widget(self, name: str, schema: Mapping[str, Any], *, is_needed: bool) -> Field:
        """How a value of ``schema`` is entered. Decap CMS asks for the required fields of a group
        even if nobody opens it, so a group that may be left out has none.
        """
        if schema.get("type") == "array":
            return self._several(name, schema)
        if schema.get("type") == "object":
            properties = schema["properties"]
            required = set(schema.get("required", ())) if is_needed else set()
            inner = self._fields(properties, properties, required, name)
            return {"widget": "object", "collapsed": not is_needed, "fields": list(inner)}
        if "enum" in schema:
            return {"widget": "select", "options": self._options(name, schema)}
        return self._one(name, schema)

    def _several(self, name: str, schema: Mapping[str, Any]) -> Field:
        items = self._resolved(schema["items"])
        widget = self._widget(name, items, is_needed=True)
        least = {"min": schema["minItems"]} if "minItems" in schema else {}
        if widget["widget"] in ("relation", "select"):
            return {**widget, "multiple": True, **least}
        if widget["widget"] == "object":
            return {"widget": "list", "collapsed": True, "fields": widget["fields"], **least}
        label = {"name": "item", "label": self._words("web_editor.item")}
        return {"widget": "list", "field": {**label, **widget}, **least}

    def _one(self, name: str, schema: Mapping[str, Any]) -> Field:
        title, type_ = schema.get("title", ""), schema.get("type")
        if title == "slug" and name in _REFERENCES:
            return _reference(_REFERENCES[name])
        if title == "media file":
            return {"widget": "image" if name in _PICTURES else "file"}
        if type_ == "boolean":
            return {"widget": "boolean"}
        if type_ in ("integer", "number"):
            whole = name == "asks_per_quarter"
            return {"widget": "number", "value_type": "int" if whole else "float"}
        if title in ("date", "date, or date and time"):
            return dict(_WIDGETS[title])
        return {**_WIDGETS.get(title, {"widget": "string"}), **self._pattern(schema)}

    def _pattern(self, schema: Mapping[str, Any]) -> Field:
        """What may be typed, so that a mistake is told at once."""
        if "pattern" in schema:
            example = next(iter(schema.get("examples", ())), "")
            return {"pattern": [schema["pattern"], self._words("web_editor.form", example=example)]}
        if most := schema.get("maxLength"):
            text = self._words("web_editor.too-long", number=str(most))
            return {"pattern": [rf"^[\s\S]{{0,{most}}}$", text]}
        return {}

    def _options(self, name: str, schema: Mapping[str, Any]) -> list[Field]:
        labels = dict(zip(schema["enum"], schema.get("enumDescriptions", ()), strict=False))
        return [
            {"value": value, "label": labels.get(value) or self._choice(name, value)}
            for value in schema["enum"]
        ]

    def _choice(self, name: str, value: str) -> str:
        keys = [f"{group}.{value}" for group in _CHOICES.get(name, ())]
        return next((self._words(key) for key in keys if self._words.has(key)), value)


def _reference(collection: str) -> Field:
    """A list to pick from of what is in the repository."""
    name = "title" if collection == "stories" else "name"
    shown = "{{name}} ({{slug}})" if collection == "advocates" else name
    return {
        "widget": "relation",
        "collection": collection,
        "value_field": "{{slug}}",
        "search_fields": [name],
        "display_fields": [shown],
        "options_length": 1_000,
    }


def _spelled_out(name: str) -> str:
    return name.replace("_", " ").capitalize()
