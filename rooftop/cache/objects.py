"""Serialization of values. Loading creates only values of known classes, so that an altered cache
cannot run code.
"""

from __future__ import annotations

import importlib
import io
import pickle
from dataclasses import is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, cast

from pydantic import BaseModel

_ROOMS = ("rooftop.catalogue.", "rooftop.frontmatter.", "rooftop.markup.", "rooftop.posts.")
_DESK = ("rooftop.desk.availability", "rooftop.desk.facts.kinds")
_MORE = ("rooftop.problems", "rooftop.records.", "rooftop.settings.", "rooftop.views.")
#: Modules whose own classes may be kept. Each of these classes only holds values.
_HOLDERS = (*_ROOMS, *_MORE, *_DESK)
_BUILT_IN = {
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
    ("builtins", "frozenset"),
    ("builtins", "set"),
    ("zoneinfo", "ZoneInfo"),
}


def dump(value: Any) -> bytes:
    """``value`` as bytes that `load` reads."""
    _Writer(buffer := io.BytesIO(), protocol=5).dump(value)
    return buffer.getvalue()


def load(data: bytes) -> Any:
    """The value that `dump` was given. Raises `pickle.UnpicklingError` for classes that are not
    ours, and any other error for data that `dump` did not write.
    """
    return _Reader(io.BytesIO(data)).load()


class _Writer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Members of enumerations by their values: Python 3.11.2 writes a call of ``getattr``."""
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _class(module, name)


@lru_cache(maxsize=1024)
def _class(module: str, name: str) -> type:
    if (module, name) in _BUILT_IN:
        return cast(type, getattr(importlib.import_module(module), name))
    if f"{module}.".startswith(_HOLDERS):
        found = getattr(importlib.import_module(module), name, None)
        if isinstance(found, type) and found.__module__ == module and _holds_values(found):
            return found
    raise pickle.UnpicklingError(f"{module}.{name} is not kept in a cache")


def _holds_values(cls: type) -> bool:
    return is_dataclass(cls) or issubclass(cls, BaseModel | Enum | str | tuple)
