"""Digests of values: the same in every process for what is the same, another for anything else."""

from __future__ import annotations

import datetime
import enum
import hashlib
import io
import pickle
from collections.abc import Iterable, Mapping, Set
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from rooftop.translations import Translation

_PLAIN = (str, int, float, type(None), datetime.date, datetime.time, datetime.timedelta, enum.Enum)
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
        if isinstance(value, _PLAIN):
            return _digest(f"{type(value).__name__} {value!r}".encode())
        if isinstance(value, bytes):
            return _digest(value)
        if (known := self._known.get(id(value))) is None:
            known = value, self._make(value)
            self._known[id(value)] = known  # the value too, so that no other one gets its number
        return known[1]

    def _make(self, value: object) -> bytes:
        name = type(value).__name__.encode()
        if isinstance(value, Mapping):
            pairs = (part for pair in value.items() for part in pair)
            return self._all(b"mapping", pairs)
        if isinstance(value, list | tuple):
            return self._all(b"list", value)
        if isinstance(value, Set):
            return _digest(b"set" + b"".join(sorted(map(self.of, value))))
        if isinstance(value, BaseModel) or type(value).__module__.startswith(_VIEWS):
            return _digest(_pickled(value))
        if is_dataclass(value) and not isinstance(value, type):
            return self._all(name, (getattr(value, field.name) for field in fields(value)))
        if isinstance(value, Translation):
            return _digest(f"translation {value.tag} {value.locale}".encode())
        raise UnknownValueError(type(value).__name__)

    def _all(self, kind: bytes, values: Iterable[object]) -> bytes:
        return _digest(kind + b"".join(map(self.of, values)))


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _pickled(value: object) -> bytes:
    """``value`` as bytes."""
    buffer = io.BytesIO()
    pickler = _Pickler(buffer, protocol=5)
    pickler.fast = True  # which of its parts are the same object makes no difference
    pickler.dump(value)
    return buffer.getvalue()


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Models without the set of the fields that were written: sets have no order."""
        if isinstance(value, BaseModel):
            return _model, (type(value).__name__,), vars(value)
        return NotImplemented


def _model(name: str) -> str:
    """Stands for a model in what is digested; nothing of that is ever read."""
    return name
