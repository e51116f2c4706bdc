"""The questions of each form. Whether an answer is needed, how long it may be and what may be
chosen is what the field of the record says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from rooftop.records import CHANNELS, Advocate, Record, Story

FormName = Literal["story", "join", "nominate", "correct"]
Kind = Literal["line", "text", "choice", "ticks"]

#: The answer by which somebody agrees; its one choice has the same name.
AGREED = "agree"
#: The field of the form on the site that people do not see and programs fill in. Formspree and
#: Basin know it by this name.
HONEYPOT = "_gotcha"
#: Characters that an answer may have whose field sets no limit.
MAX_TEXT, _MAX_LINE = 20_000, 300


@dataclass(frozen=True)
class Question:
    """One question. ``name`` is that of its label, ``record`` and ``path`` the field it is for;
    without one, ``record`` is None. ``needed`` is said where the form asks for more, or less, than
    the field.
    """

    name: str
    kind: Kind
    record: type[Record] | None = None
    path: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    needed: bool | None = None

    @property
    def is_required(self) -> bool:
        """Whether a form without an answer is not worth sending."""
        if self.needed is not None:
            return self.needed
        return self._field is not None and self._field.is_required()

    @property
    def is_notice(self) -> bool:
        """Whether it only says what the form is, to be ticked before it is sent."""
        return self.options == ("public",)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words among which somebody chooses: the form's own, else those of the field."""
        field = self._field
        if self.kind not in ("choice", "ticks"):
            return ()
        return self.options or tuple(_literals(field.annotation if field else None))

    @cached_property
    def max_length(self) -> int:
        """How many characters an answer may have."""
        field = self._field
        if field is None or self.choices:
            return MAX_TEXT if self.kind == "text" else _MAX_LINE
        own = (getattr(each, "max_length", None) for each in field.metadata)
        kind: Any = field.annotation
        lengths = [*filter(None, own), *_lengths(TypeAdapter(kind).json_schema())]
        return min(lengths, default=_MAX_LINE)

    @property
    def _field(self) -> FieldInfo | None:
        """The field of the record; None where the answer is for none, or for its prose."""
        if self.record is None or self.path == ("body",):
            return None
        model: type[BaseModel] = self.record
        for part in self.path[:-1]:
            model = next(_models(model.model_fields[part].annotation))
        return model.model_fields[self.path[-1]]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for inner in get_args(annotation):
        yield from _models(inner)


def _literals(annotation: Any) -> Iterator[str]:
    for inner in get_args(annotation):
        if get_origin(annotation) is Literal:
            yield inner
        else:
            yield from _literals(inner)


def _lengths(schema: Any) -> Iterator[int]:
    """Every limit of length in a JSON Schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("maxLength"), int):
            yield schema["maxLength"]
        for inner in schema.values():
            yield from _lengths(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _lengths(inner)


_PUBLIC = Question("understood", "ticks", options=("public",), needed=True)
_NAME = Question("name", "line", Advocate, ("name",), needed=True)
_ROLE = Question("role", "line", Advocate, ("role",))
_EMPLOYER = Question("employer", "line", Advocate, ("company", "name"))
#: What may be shown, where, and whether the person agrees; nothing that anybody types stands last.
_CONSENT = (
    Question("covers", "ticks", options=("words", "name", "employer")),
    Question("channels", "ticks", options=CHANNELS),
    Question(AGREED, "ticks", options=(AGREED,)),
)
#: The questions of each form, in order. The last one is no text: what somebody types into another
#: can then never be taken for an answer (see `rooftop.forms.filing`).
FORMS: Mapping[FormName, tuple[Question, ...]] = {
    "story": (
        _PUBLIC,
        Question("title", "line", Story, ("title",)),
        Question("happened", "text", Story, ("body",), needed=True),
        Question("changed", "text", Story, ("body",)),
        _NAME,
        _ROLE,
        _EMPLOYER,
        Question(
            "relationship",
            "choice",
            Story,
            ("disclosure", "relationship"),
            ("customer", "partner", "employee", "investor", "other"),
        ),
        Question("incentive", "line", Story, ("disclosure", "incentive"), needed=False),
        Question("conditional", "choice", options=("no", "yes")),
        *_CONSENT,
    ),
    "join": (
        _PUBLIC,
        _NAME,
        _ROLE,
        _EMPLOYER,
        Question("headline", "line", Advocate, ("headline",), needed=True),
        Question("open_to", "ticks", Advocate, ("open_to",)),
        *_CONSENT,
    ),
    "nominate": (
        Question("nominee", "line", Advocate, ("name",), needed=True),
        _ROLE,
        _EMPLOYER,
        Question("reason", "text", Advocate, ("body",), needed=True),
        Question("private", "ticks", options=("private",), needed=True),
    ),
    "correct": (
        _PUBLIC,
        Question("page", "line", needed=True),
        Question("part", "text"),
        Question("wish", "choice", options=("remove-all", "remove-part", "correct"), needed=True),
    ),
}
