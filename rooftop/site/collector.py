"""Python's search for objects that only refer to each other, which a plan gives nothing to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def making_what_stays() -> Iterator[None]:
    """Nothing is searched within, and what was made there is not searched later.

    A plan stays until the build is over, and reading a thousand stories leaves fewer than two
    hundred objects to find; to look for them took a tenth of a build after one edit.
    """
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
