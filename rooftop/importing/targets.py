"""What fields of ours take, so that a value of any source can be made to fit."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from rooftop.records import Advocate, Event, Product, Record, Story
from rooftop.records.fields import MediaPath

#: Parts of a mapping, and the records they make.
KINDS: Mapping[str, type[Record]] = {
    "advocate": Advocate,
    "story": Story,
    "product": Product,
    "event": Event,
}
#: Fields that are Markdown: see `Record.markdown`.
_MARKDOWN = frozenset({"body", "challenge"})
#: What no import may say: consent is asked for, and `rooftop stamp` alone knows what was published.
_OURS = frozenset({"consent", "example", "published", "permalink"})

Shape = Literal["text", "markdown", "number", "truth", "day", "moment", "file", "group"]


@dataclass(frozen=True)
class Target:
    """What one field takes; ``is_list`` where it takes several."""

    shape: Shape
    is_list: bool = False


def target_of(section: str, name: str) -> Target | None:
    """What the field ``name`` of a part of the mapping takes, such as ``company.name`` or
    ``results.0.after``; None where there is no such field.
    """
    if name == "slug" or (section == "advocate" and name == "identity"):
        return Target("text")
    if name in _MARKDOWN and (name == "body" or name in KINDS[section].model_fields):
        return Target("markdown")
    if name.partition(".")[0] in _OURS:
        return None
    annotation = _annotation(KINDS[section], name.split("."))
    return _target(annotation) if annotation is not None else None


def names_of(section: str) -> list[str]:
    """The fields that a part of the mapping may make."""
    more = ["identity"] if section == "advocate" else []
    fields = [name for name in KINDS[section].model_fields if name not in _OURS]
    return ["slug", "body", *more, *fields]


def _annotation(kind: Any, steps: list[str]) -> Any:
    here = kind
    for step in steps:
        bases = list(_bases(here))
        if step.isdigit():
            here = next((get_args(base)[0] for base in bases if get_origin(base) is tuple), None)
        else:
            groups = (base for base in bases if _is_group(base) and step in base.model_fields)
            here = next((group.model_fields[step].annotation for group in groups), None)
        if here is None:
            return None
    return here


def _bases(annotation: Any) -> Iterator[Any]:
    """The types that ``annotation`` is made of, without what validates them."""
    if get_origin(annotation) is Annotated:
        yield from _bases(get_args(annotation)[0])
    elif get_origin(annotation) in (None, tuple, Literal, dict):
        yield annotation
    else:
        for arm in get_args(annotation):
            yield from _bases(arm)


def _is_group(base: Any) -> bool:
    return isinstance(base, type) and issubclass(base, BaseModel)


def _target(annotation: Any) -> Target:
    if MediaPath in (annotation, *get_args(annotation)):
        return Target("file")
    bases = list(_bases(annotation))
    several = next((base for base in bases if get_origin(base) is tuple), None)
    if several is not None:
        return Target(_target(get_args(several)[0]).shape, is_list=True)
    shapes: tuple[tuple[type, Shape], ...] = (
        (bool, "truth"),
        (int, "number"),
        (float, "number"),
        (datetime.datetime, "moment"),
        (datetime.date, "day"),
    )
    for kind, shape in shapes:
        if kind in bases:
            return Target(shape)
    return Target("group" if any(map(_is_group, bases)) else "text")
