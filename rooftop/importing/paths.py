"""Where a value stands in a source record: ``quotes.0.from``, ``quotes.*.image``,
``link[@rel=alternate].@href``, ``"Company.Name [EN]"``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias


class Chosen(NamedTuple):
    """A step to those groups called ``name`` in which the field ``key`` is ``value``."""

    name: str
    key: str
    value: str


#: A step is a name, or a pattern where the path had ``*`` in it.
Step: TypeAlias = str | re.Pattern[str] | Chosen
#: Where a value stands: names of fields, and places in lists, which count from 0.
Place: TypeAlias = tuple[str | int, ...]

#: What a record says of itself: `SourceRecord.own`.
OWN_PATHS = ("@file", "@folder", "@path")
#: The name of the text of an XML element that has attributes too.
TEXT = "#text"

_STEP = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^."]*))\s*(\.|$)')
_CHOICE = re.compile(r"([^\[\]*]+)\[([^\[\]=]+)=([^\[\]]*)\]")
_PLAIN = re.compile(r'[^.*"\s](?:[^.*"]*[^.*"\s])?')


@lru_cache(maxsize=4_096)
def parse_path(text: str) -> tuple[Step, ...]:
    """The steps of a path. Names in double quotes are taken as they are, dots and stars in them
    too. Raises ValueError where ``text`` is no path.
    """
    steps: list[Step] = []
    at, is_open = 0, True
    while is_open:
        match = _STEP.match(text, at)
        if match is None or (match[1] is None and not match[2].strip()):
            raise ValueError(
                f"{text!r} is no path: write names with dots between them, and names that hold "
                "dots in double quotes, such as '\"Company.Name\"'"
            )
        name = match[1].replace('""', '"') if match[1] is not None else match[2].strip()
        steps.append(name if match[1] is not None else _step(name))
        at, is_open = match.end(), match[3] == "."
    return tuple(steps)


def _step(name: str) -> Step:
    if choice := _CHOICE.fullmatch(name):
        return Chosen(choice[1], choice[2], choice[3])
    return _pattern(name) if "*" in name else name


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, name.split("*"))), re.DOTALL | re.IGNORECASE)


def show_place(place: Place) -> str:
    """``place`` as a path that a mapping may use."""
    return ".".join(
        str(step)
        if isinstance(step, int) or _PLAIN.fullmatch(step)
        else '"{}"'.format(step.replace('"', '""'))
        for step in place
    )


def pick(record: Any, path: str) -> list[Any]:
    """The values at ``path`` of a source record, lists within lists made one; a group of fields
    stays a group. A name that is ``path`` as a whole comes first.
    """
    if isinstance(record, dict) and path in record:
        return list(_flat(record[path]))
    values = [record]
    for step in parse_path(path):
        values = [inner for value in values for inner in _inside(value, step)]
    return [single for value in values for single in _flat(value)]


def _inside(value: Any, step: Step) -> list[Any]:
    if isinstance(step, Chosen):
        groups = _flat(_inside(value, step.name))
        return [each for each in groups if isinstance(each, dict) and _is_chosen(each, step)]
    if isinstance(value, dict):
        return [inner for name, inner in value.items() if _is(step, name)]
    if not isinstance(value, list):
        return []
    places = [inner for place, inner in enumerate(value) if _is(step, str(place))]
    return places or [found for inner in value for found in _inside(inner, step)]


def _is_chosen(group: dict[str, Any], step: Chosen) -> bool:
    return as_text(single(group.get(step.key, ""))) == step.value


def _is(step: Step, name: str) -> bool:
    if isinstance(step, re.Pattern):
        return step.fullmatch(name) is not None
    return name == (step.name if isinstance(step, Chosen) else step)


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for inner in value:
            yield from _flat(inner)
    elif not is_nothing(value):
        yield value


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Each single value within ``value``, and where it stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*place, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*place, number))
    elif not is_nothing(value):
        yield place, value


def covers(path: str, place: Place) -> bool:
    """Whether what stands at ``place``, or something around it, is what ``path`` names."""
    if place and place[0] == path:
        return True
    steps = list(parse_path(path))
    for name in place:
        if not steps:
            return True
        if _is(steps[0], str(name)):
            steps.pop(0)
        elif not isinstance(name, int):
            return False
    return not steps


def is_nothing(value: Any) -> bool:
    """Whether a source says nothing: no value, or blank text."""
    return value is None or (isinstance(value, str) and not value.strip())


def single(value: Any) -> Any:
    """``value``, or its text where it is an XML element with attributes."""
    return value.get(TEXT, value) if isinstance(value, dict) else value


def as_text(value: Any) -> str:
    """A single source value as text; days and moments in ISO 8601."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def folded(text: str) -> str:
    """``text`` for comparison: case and the width of blanks do not matter."""
    return " ".join(text.casefold().split())
