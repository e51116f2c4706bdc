"""Digests of values: the same in every process for what is the same, another for anything else."""

from __future__ import annotations

import datetime
import enum
import hashlib
import io
import pickle
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
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
        return _digest(_pickled(value, _Outer, self))

    def of_object(self, value: Any) -> bytes:
        """The digest of an instance of a class of ours. Raises `UnknownValueError`."""
        if (known := self._known.get(id(value))) is None:
            known = value, self._of_fields(value)
            self._known[id(value)] = known  # the value too, so that no other one gets its number
        return known[1]

    def _of_fields(self, value: Any) -> bytes:
        if isinstance(value, BaseModel) or type(value).__module__.startswith(_VIEWS):
            return _digest(_pickled(value, _Pickler, self))
        return self.of(
            [type(value).__name__, *(getattr(value, each.name) for each in fields(value))]
        )


class _Pickler(pickle.Pickler):
    """Writes views, whole."""

    fingerprints: Fingerprints

    def reducer_override(self, value: Any) -> Any:
        """Models without the set of the fields that were written: sets have no order."""
        if isinstance(value, BaseModel):
            return _stand_in, (type(value).__name__,), vars(value)
        return NotImplemented


class _Outer(_Pickler):
    """Writes what pages are given: digests of views, in lists and dictionaries."""

    def reducer_override(self, value: Any) -> Any:
        """Only what can be compared."""
        if isinstance(value, _PLAIN) or value is _stand_in:
            return NotImplemented
        if isinstance(value, BaseModel) or is_dataclass(value):
            return _stand_in, (self.fingerprints.of_object(value),)
        if isinstance(value, Translation):
            return _stand_in, (value.tag, str(value.locale))
        if isinstance(value, Mapping):
            return _stand_in, tuple(value.items())
        raise UnknownValueError(type(value).__name__)


def _pickled(value: object, kind: type[_Pickler], fingerprints: Fingerprints) -> bytes:
    """``value`` as bytes."""
    buffer = io.BytesIO()
    pickler = kind(buffer, protocol=5)
    pickler.fingerprints = fingerprints
    pickler.fast = True  # which of its parts are the same object makes no difference
    pickler.dump(value)
    return buffer.getvalue()


def _stand_in(*parts: object) -> tuple[object, ...]:
    """Stands for an object in what is digested; nothing of that is ever read."""
    return parts


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
