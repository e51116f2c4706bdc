"""Work of a preview that goes on while its pages can be read already."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

_Made = TypeVar("_Made")


class Background:
    """Does the work of one build at a time: what an earlier one began is not written any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._build = 0

    def forget(self) -> None:
        """Begin another build. What is being written is written first."""
        with self._lock:
            self._build += 1

    def run(self, make: Callable[[], _Made], write: Callable[[_Made], None]) -> None:
        """Give what ``make`` returns to ``write``, unless another build has begun by then."""
        threading.Thread(target=self._work, args=(make, write, self._build), daemon=True).start()

    def _work(self, make: Callable[[], _Made], write: Callable[[_Made], None], build: int) -> None:
        made = make()
        with self._lock:
            if build == self._build:
                write(made)
