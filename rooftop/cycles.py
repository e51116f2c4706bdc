"""Pauses the collector of cyclic garbage while many lasting objects are created."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collections() -> Iterator[None]:
    """Pause the collector, and then exempt every object that exists by the end of the block from
    later collections. For code that creates hundreds of thousands of lasting objects, such as a
    plan. If the collector is off already, as in a preview, nothing changes.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
