"""Digests of values: in every process the same for equal values, and different for others."""

from __future__ import annotations

import datetime
import enum
import hashlib
import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from rooftop.cards import Picture
from rooftop.feeds.items import Item
from rooftop.markup import Prose
from rooftop.settings import Community
from rooftop.translations import Translation
from rooftop.views import AdvocateView, EventView, ProductView, StoryView

_ATOMS = frozenset((str, int, float, bool, bytes, type(None)))
#: What else pickles hold as it is.
_TIMES = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo)
_PLAIN = (bytes, str, *_TIMES, enum.Enum, type)
#: Types of objects that occur in many places; so do all models.
_SHARED = (Picture, Item, Prose, StoryView, AdvocateView, ProductView, EventView, Community)
_Reducer = Callable[["Fingerprints", Any], object]


class UnknownValueError(TypeError):
    """A value that cannot be compared."""


class Fingerprints:
    """The digests of one build. Objects that occur in many places are digested once, because
    nothing changes them during a build.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, value: object) -> bytes:
        """The digest of ``value``. Raises `UnknownValueError`."""
        pickler = pickle.Pickler(buffer := io.BytesIO(), protocol=5)
        pickler.fast = True  # which of its parts are the same object makes no difference
        pickler.dump(self.reduce(value))
        return hashlib.blake2b(buffer.getbuffer(), digest_size=16).digest()

    def reduce(self, value: object) -> object:
        """``value`` in a form to pickle, in which shared objects are replaced with their digests.
        Raises `UnknownValueError`.
        """
        kind: Any = type(value)
        return value if kind in _ATOMS else _reducer_of(kind)(self, value)

    def of_object(self, value: object, values: Callable[[Any], object]) -> bytes:
        """The digest of an object whose parts are its ``values``. Raises `UnknownValueError`."""
        if (known := self._known.get(id(value))) is None:
            known = value, self.of(values(value))
            self._known[id(value)] = known  # the value too, so that no other one gets its number
        return known[1]


@cache
def _reducer_of(kind: type) -> _Reducer:
    """A function that reduces every value of a ``kind``."""
    if issubclass(kind, BaseModel):  # without the set of the fields that were written
        return lambda fingerprints, value: fingerprints.of_object(value, vars)
    if is_dataclass(kind):
        values = attrgetter(
            "__class__.__name__", *(each.name for each in fields(kind) if each.compare)
        )
        if issubclass(kind, _SHARED):
            return lambda fingerprints, value: fingerprints.of_object(value, values)
        return lambda fingerprints, value: _reduce_several(fingerprints, values(value))
    return next((reducer for known, reducer in _REDUCERS if issubclass(kind, known)), _refuse)


def _reduce_several(fingerprints: Fingerprints, values: Any) -> list[object]:
    reduce = fingerprints.reduce
    return [each if type(each) in _ATOMS else reduce(each) for each in values]


def _reduce_mapping(fingerprints: Fingerprints, values: Any) -> object:
    keys, items = values.keys(), values.values()
    return "{}", _reduce_several(fingerprints, keys), _reduce_several(fingerprints, items)


def _reduce_call(fingerprints: Fingerprints, call: Any) -> object:
    """A partial. Its function must have a name, because a function without one may read more than
    its arguments.
    """
    if "<" in (name := f"{call.func.__module__}.{call.func.__qualname__}"):
        raise UnknownValueError(name)
    return "()", name, _reduce_several(fingerprints, call.args), fingerprints.reduce(call.keywords)


def _refuse(_: Fingerprints, value: Any) -> object:
    raise UnknownValueError(type(value).__name__)


_REDUCERS: tuple[tuple[Any, _Reducer], ...] = (
    (_PLAIN, lambda _, value: value),
    ((tuple, list), _reduce_several),
    (Mapping, _reduce_mapping),
    (partial, _reduce_call),
    (Translation, lambda _, words: ("translation", words.tag, str(words.locale))),
)
