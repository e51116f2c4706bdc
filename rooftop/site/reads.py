"""Records the lookups of templates while they render: a page may be reused if all of their results
are unchanged.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rooftop.site.fingerprints import Fingerprints, UnknownValueError

#: One look: at which table, how (``get``, ``in`` or ``all``), and at which key.
Read = tuple[str, str, str | None]
_DAY = "today"
#: A table that cannot be compared: pages that look it up are rendered again.
UNKNOWN = "unknown"


class Reads:
    """The tables that templates of one build look into, and who is looking now."""

    def __init__(self, today: datetime.date, fingerprints: Fingerprints) -> None:
        self._today, self._fingerprints = today, fingerprints
        self._tables: dict[str, Mapping[str, Any]] = {}
        self._readers: list[dict[Read, None]] = []
        self._answers: dict[Read, str] = {}

    def table(self, name: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """``values`` for templates; lookups there are recorded."""
        self._tables[name] = values
        return _Table(name, values, self)

    def has(self, value: object) -> bool:
        """Whether ``value`` is one of the tables."""
        return isinstance(value, _Table)

    def is_past(self, day: datetime.date) -> bool:
        """Whether ``day`` is over. A template that compares days itself is rendered again every
        day.
        """
        self.note((_DAY, "in", day.isoformat()))
        return day < self._today

    def note(self, *reads: Read) -> None:
        """All who are drawing now have made these ``reads``."""
        for reader in self._readers:
            reader.update(dict.fromkeys(reads))

    @contextmanager
    def noted(self) -> Iterator[dict[Read, None]]:
        """Everything that is looked up within the block, in the order of the first looks."""
        reader: dict[Read, None] = {}
        self._readers.append(reader)
        try:
            yield reader
        finally:
            self._readers.pop()  # the last one: another may have seen the same so far

    def answers(self, reads: Iterable[Read]) -> list[str]:
        """A digest of the current result of each of ``reads``. Raises `UnknownValueError`."""
        for read in (reads := list(reads)):
            if read not in self._answers:
                self._answers[read] = self._answer(*read)
        return [self._answers[read] for read in reads]

    def _answer(self, name: str, how: str, key: str | None) -> str:
        if name == _DAY:
            return str(str(key) < self._today.isoformat())
        if (table := self._tables.get(name)) is None:
            raise UnknownValueError(name)
        if how == "in":
            return str(key in table)
        found = table if how == "all" else table.get(key)  # type: ignore[arg-type]
        return self._fingerprints.of(found).hex()


class _Table(Mapping[str, Any]):
    def __init__(self, name: str, values: Mapping[str, Any], reads: Reads) -> None:
        self._name, self._values, self._reads = name, values, reads

    def __getitem__(self, key: str) -> Any:
        self._reads.note((self._name, "get", key))
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        self._reads.note((self._name, "in", None if key is None else str(key)))
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        self._reads.note((self._name, "all", None))
        return iter(self._values)

    def __len__(self) -> int:
        self._reads.note((self._name, "all", None))
        return len(self._values)
