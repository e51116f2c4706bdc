"""Digests of values: the same in every process for what is the same, another for anything else."""

from __future__ import annotations

import datetime
import enum
import hashlib
import io
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter, methodcaller
from typing import Any

from pydantic import BaseModel

from rooftop.translations import Translation

#: Beside what pickles hold without being asked: numbers, texts, lists and dictionaries.
_TIMES = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo)
_PLAIN = (bytes, str, *_TIMES, enum.Enum, type)
#: Modules whose classes hold nothing but plain values, tuples and each other.
_VIEWS = ("rooftop.views.", "rooftop.feeds.items", "rooftop.markup.")


class UnknownValueError(TypeError):
    """A value of which nobody knows when it is the same."""


class Fingerprints:
    """The digests of one build. Views are many and stand in many places, so each is digested
    once; nobody changes them.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, value: object) -> bytes:
        """The digest of ``value``. Raises `UnknownValueError`."""
        pickler = _Pickler(buffer := io.BytesIO(), protocol=5)
        pickler.fingerprints = self
        return _digest_of(value, pickler, buffer)

    def of_object(self, value: Any) -> bytes:
        """The digest of an instance of a class of ours. Raises `UnknownValueError`."""
        if (known := self._known.get(id(value))) is None:
            known = value, self._of_fields(value)
            self._known[id(value)] = known  # the value too, so that no other one gets its number
        return known[1]

    def _of_fields(self, value: Any) -> bytes:
        kind: Any = type(value)
        if (values := _values_of(kind)) is None:
            return _digest_of(value, _ViewPickler(buffer := io.BytesIO(), protocol=5), buffer)
        return self.of([kind.__name__, values(value)])


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How a pickle holds instances of each class. It asks here once for each class."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        self[kind] = _as_model if issubclass(kind, BaseModel) else methodcaller("__reduce_ex__", 5)
        return self[kind]


def _as_model(value: BaseModel) -> tuple[Any, ...]:
    """Models without the set of the fields that were written: sets have no order."""
    return _stand_in, (type(value).__name__,), vars(value)


class _ViewPickler(pickle.Pickler):
    """Writes views, whole."""

    dispatch_table = _Reducers()


class _Pickler(pickle.Pickler):
    """Writes what pages are given: digests of views, in lists and dictionaries."""

    fingerprints: Fingerprints

    def reducer_override(self, value: Any) -> Any:
        """Only what can be compared."""
        kind_of_value: Any = type(value)
        kind = _kind_of(kind_of_value)
        if kind is _Kind.PLAIN or value is _stand_in:
            return NotImplemented
        if kind is _Kind.OBJECT:
            return _stand_in, (self.fingerprints.of_object(value),)
        if isinstance(value, Translation):
            return _stand_in, (value.tag, str(value.locale))
        if isinstance(value, Mapping):
            return _stand_in, tuple(value.items())
        raise UnknownValueError(type(value).__name__)


class _Kind(enum.Enum):
    PLAIN = enum.auto()
    OBJECT = enum.auto()
    OTHER = enum.auto()


@cache
def _kind_of(kind: Any) -> _Kind:
    if issubclass(kind, _PLAIN):
        return _Kind.PLAIN
    return _Kind.OBJECT if issubclass(kind, BaseModel) or is_dataclass(kind) else _Kind.OTHER


@cache
def _values_of(kind: Any) -> Callable[[Any], object] | None:
    """What gives the values of those fields of a ``kind`` that are compared; None for views."""
    if issubclass(kind, BaseModel) or kind.__module__.startswith(_VIEWS):
        return None
    names = [each.name for each in fields(kind) if each.compare]
    return attrgetter(*names) if names else lambda _: ()


def _stand_in(*parts: object) -> tuple[object, ...]:
    """Stands for an object in what is digested; nothing of that is ever read."""
    return parts


def _digest_of(value: object, pickler: pickle.Pickler, buffer: io.BytesIO) -> bytes:
    """The digest of ``value`` as ``pickler`` writes it to its ``buffer``."""
    pickler.fast = True  # which of its parts are the same object makes no difference
    pickler.dump(value)
    return hashlib.blake2b(buffer.getbuffer(), digest_size=16).digest()
