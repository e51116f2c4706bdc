"""Digests of values: in every process the same for equal values, and different for others."""

from __future__ import annotations

import datetime
import enum
import hashlib
import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import partial
from operator import attrgetter
from types import ModuleType
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
_PLAIN = (bytes, str, enum.Enum, type)
#: Types whose ``repr`` is complete, and takes a twentieth of the time of a pickle.
_TIMES = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo)
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
        #: Objects and their digests, by the ``id`` of the object.
        self.known: dict[int, tuple[object, bytes]] = {}

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
        return value if kind in _ATOMS else _REDUCERS[kind](self, value)

    def of_object(self, value: object, values: Callable[[Any], object]) -> bytes:
        """The digest of an object whose parts are its ``values``. Raises `UnknownValueError`."""
        if (known := self.known.get(id(value))) is None:
            known = value, self.of(values(value))
            self.known[id(value)] = known  # the value too, so that no other one gets its number
        return known[1]


class _Reducers(dict[type, _Reducer]):
    """The reducer of each type, made when a value of that type first occurs."""

    def __missing__(self, kind: type) -> _Reducer:
        reducer = self[kind] = _reducer_of(kind)
        return reducer


def _reducer_of(kind: type) -> _Reducer:
    """A function that reduces every value of a ``kind``."""
    if issubclass(kind, BaseModel):  # without the set of the fields that were written
        return _reducer_of_object(vars)
    if is_dataclass(kind):
        values = attrgetter(
            "__class__.__name__", *(each.name for each in fields(kind) if each.compare)
        )
        if issubclass(kind, _SHARED):
            return _reducer_of_object(values)
        return lambda fingerprints, value: _reduce_several(fingerprints, values(value))
    return next((reducer for known, reducer in _KINDS if issubclass(kind, known)), _refuse)


def _reducer_of_object(values: Callable[[Any], object]) -> _Reducer:
    def reduce(fingerprints: Fingerprints, value: object) -> bytes:
        known = fingerprints.known.get(id(value))
        return known[1] if known else fingerprints.of_object(value, values)

    return reduce


def _reduce_several(fingerprints: Fingerprints, values: Any) -> Sequence[object]:
    if _ATOMS.issuperset(map(type, values)):  # as in most cases
        plain: Sequence[object] = values
        return plain
    return [
        each if (kind := type(each)) in _ATOMS else _REDUCERS[kind](fingerprints, each)
        for each in values
    ]


def _reduce_mapping(fingerprints: Fingerprints, values: Any) -> object:
    return "{}", _reduce_several(fingerprints, (*values.keys(), *values.values()))


def _reduce_call(fingerprints: Fingerprints, call: Any) -> object:
    """A partial. Its function must have a name, because a function without one may read more than
    its arguments, and must not be a method of an object, which it would read as well.
    """
    if "<" in (name := f"{call.func.__module__}.{call.func.__qualname__}") or _is_bound(call.func):
        raise UnknownValueError(name)
    return "()", name, _reduce_several(fingerprints, call.args), fingerprints.reduce(call.keywords)


def _is_bound(function: Any) -> bool:
    return not isinstance(getattr(function, "__self__", None), type | ModuleType | None)


def _refuse(_: Fingerprints, value: Any) -> object:
    raise UnknownValueError(type(value).__name__)


_KINDS: tuple[tuple[Any, _Reducer], ...] = (
    (_PLAIN, lambda _, value: value),
    (_TIMES, lambda _, value: ("time", repr(value))),
    ((tuple, list), _reduce_several),
    (Mapping, _reduce_mapping),
    (partial, _reduce_call),
    (Translation, lambda _, words: ("translation", words.tag, str(words.locale))),
)
_REDUCERS = _Reducers()
