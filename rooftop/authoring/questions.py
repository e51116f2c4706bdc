"""What is asked of somebody who writes a new record. Words, kinds and choices are those of the
record's own fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rooftop.catalogue import Catalogue
from rooftop.frontmatter import parse_yaml
from rooftop.problems import did_you_mean
from rooftop.records import Advocate, Company, Event, Product, Record, Story, misfits
from rooftop.settings import Settings

_TRUTHS = {"yes": "true", "y": "true", "no": "false", "n": "false"}
#: Classes of values that are written without quotes and are no text.
_TYPED = (date, bool, int, float)


@dataclass(frozen=True)
class Question:
    """One question: the field of ``kind`` at ``path`` that the answer is for."""

    kind: type[Record]
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """The answer's name, as an option has it: ``company.name`` is ``company``, and ``topics``,
        of which there may be several, ``topic``.
        """
        if self.path[-1] == "name" and len(self.path) > 1:
            return self.path[0]
        if self.path == ("quote", "text"):
            return "quote"
        name = self.path[-1].replace("_", "-")
        return name.removesuffix("s") if self.is_list and name.endswith("s") else name

    @cached_property
    def _field(self) -> FieldInfo:
        model: type[BaseModel] = self.kind
        for part in self.path[:-1]:
            annotation = model.model_fields[part].annotation
            model = next(
                each
                for each in _types_in(annotation)
                if isinstance(each, type) and issubclass(each, BaseModel)
            )
        return model.model_fields[self.path[-1]]

    @property
    def description(self) -> str:
        """What the field is, in the words of the handbook; of a text, what its group is."""
        field = self.kind.model_fields[self.path[0]] if self.name == "quote" else self._field
        return str(field.description)

    @property
    def is_list(self) -> bool:
        """Whether the answer is a list."""
        return get_origin(self._field.annotation) is tuple

    @property
    def literals(self) -> tuple[str, ...]:
        """The words that the record allows; empty where it allows any."""
        return tuple(each for each in _types_in(self._field.annotation) if isinstance(each, str))

    @property
    def is_required(self) -> bool:
        """Whether the record is none without an answer."""
        own = self.kind.model_fields[self.path[0]]
        return own.is_required() or self.path in _NEEDED

    def default(self, today: date, language: str) -> Any:
        """The usual answer; None where there is none."""
        if self.path == ("date",):
            return today
        if self.path[-1] in ("language", "languages"):
            return [language] if self.is_list else language
        return self.usual

    @property
    def usual(self) -> Any:
        """The usual answer, whatever the day and the community; None where there is none."""
        if self.path in _DEFAULTS:
            return _DEFAULTS[self.path]
        value = self._field.get_default()
        return value if isinstance(value, str) else None

    def vocabulary(self, settings: Settings) -> Mapping[str, str]:
        """The words that ``settings`` list for the answer, and what readers see; empty where they
        list none.
        """
        vocabularies = {
            "topics": settings.topics,
            "roles": settings.roles,
            "industry": settings.industries,
        }
        return vocabularies.get(self.path[-1], {})

    def choices(self, catalogue: Catalogue, settings: Settings) -> dict[str, str]:
        """What may be answered, and what each means; empty where it may be anything. Examples are
        not to be referred to.
        """
        if self.literals:
            return dict.fromkeys(self.literals, "")
        known: Mapping[str, Mapping[str, Any]] = {
            "advocates": {
                slug: each.called
                for slug, each in catalogue.advocates.items()
                if not (each.example or (each.is_draft and self.kind is Event))
            },
            "products": {
                slug: each.name for slug, each in catalogue.products.items() if not each.example
            },
        }
        return dict(known.get(self.path[-1]) or self.vocabulary(settings))

    @property
    def is_choice(self) -> bool:
        """Whether only what exists already can be answered."""
        return self.path[-1] in ("advocates", "products", "topics", "roles", "industry")

    def read(self, text: str, choices: Mapping[str, str]) -> Any:
        """The value that ``text``, as somebody typed it, gives: numbers stand for choices, and so
        do their beginnings. None for an empty one. Raises ValueError with the reason.
        """
        text = " ".join(text.split())
        if not text:
            return None
        if self.is_list:
            words = [each for each in re.split(r"[,\s]+", text) if each]
            value: Any = list(dict.fromkeys(_chosen(word, choices) for word in words))
        else:
            value = _chosen(text, choices) if choices else self._typed(text)
        self.check(value)
        return value

    def _typed(self, text: str) -> Any:
        """A day, a moment or a truth where the field has one, else the text itself."""
        if not any(
            isinstance(each, type) and issubclass(each, _TYPED)
            for each in _types_in(self._field.annotation)
        ):
            return text
        text = _TRUTHS.get(text.lower(), text)
        values, _, problems = parse_yaml(f"value: {text}\n", "")
        return text if problems or values is None else values["value"]

    def check(self, value: Any) -> None:
        """Raise ValueError with the reason if the record's own rules refuse ``value`` here."""
        values: Any = value
        for part in reversed(self.path):
            values = {part: values}
        reasons = [
            f"{each.message}. {each.hint}".removesuffix(". ")
            for each in misfits(self.kind, values)
            if each.path[: len(self.path)] == self.path
        ]
        if reasons:
            raise ValueError(reasons[0])


def describe_choices(choices: Mapping[str, str]) -> Iterator[str]:
    """A numbered line for each of ``choices``."""
    for number, (slug, meaning) in enumerate(choices.items(), 1):
        yield f"  {number:>2}  {slug}" + (f"  ({meaning})" if meaning else "")


def _chosen(word: str, choices: Mapping[str, str]) -> str:
    known = list(choices)
    if not known or word in choices:
        return word
    if word.isdigit() and 1 <= int(word) <= len(known):
        return known[int(word) - 1]
    begun = [each for each in known if each.startswith(word.lower())]
    if len(begun) == 1:
        return begun[0]
    raise ValueError(f"{word!r} is none of the choices. {did_you_mean(word, begun or known)}")


def _types_in(annotation: Any) -> Iterator[Any]:
    """The classes, and the words of literals, in an annotation."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif isinstance(annotation, type) and get_origin(annotation) is None:
        yield annotation
    else:
        for inner in get_args(annotation):
            if not isinstance(inner, FieldInfo):
                yield from _types_in(inner)


#: Answers that a record is not complete without, although its model has defaults for them.
_NEEDED = {
    ("name",),
    ("place",),
    ("disclosure", "relationship"),
    ("disclosure", "incentive"),
    ("disclosure", "conditional"),
}
_DEFAULTS: dict[tuple[str, ...], Any] = {
    ("disclosure", "relationship"): "customer",
    ("disclosure", "incentive"): "none",
    ("disclosure", "conditional"): False,
    ("timezone",): "UTC",
}


def _ask(kind: type[Record], paths: Iterable[str]) -> tuple[Question, ...]:
    return tuple(Question(kind, tuple(path.split("."))) for path in paths)


#: Kinds of records that people write, by the name that commands have for them.
KINDS: dict[str, type[Record]] = {
    "story": Story,
    "advocate": Advocate,
    "product": Product,
    "event": Event,
    "company": Company,
}
#: The questions for each kind of record, in the order in which they are asked.
QUESTIONS: dict[type[Record], tuple[Question, ...]] = {
    Story: _ask(
        Story,
        (
            "title", "date", "advocates", "products", "kind", "stages", "roles", "topics",
            "language", "summary", "quote.text", "disclosure.relationship",
            "disclosure.incentive", "disclosure.conditional",
        ),
    ),
    Advocate: _ask(
        Advocate,
        (
            "name", "role", "company.name", "company.industry", "headline", "languages",
            "products", "topics", "open_to",
        ),
    ),
    Product: _ask(Product, ("name", "tagline", "url", "category")),
    Company: _ask(Company, ("name", "url", "industry", "size")),
    Event: _ask(
        Event,
        ("title", "kind", "starts", "timezone", "place", "online_url", "advocates", "products"),
    ),
}  # fmt: skip
