"""Modules that are loaded when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Deferred:
    """The module called ``name``, loaded when one of its attributes is first used, so that runs
    that do not need it do not pay for it. Type checkers see the module itself, through an import
    that only they execute.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)
