"""Modules that are loaded when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Deferred:
    """The module called ``name``, loaded when something of it is asked for first: one that most
    runs need nothing of costs them nothing. Type checkers get the module itself, by an import that
    only they read.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)
