"""When Python looks for objects that only hold each other."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collections() -> Iterator[None]:
    """Nobody looks for cycles meanwhile, and afterwards not among what there is by then. For what
    makes hundreds of thousands of objects that stay, such as a plan. Where somebody looks for none
    anyway, as a preview does, nothing changes.
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
