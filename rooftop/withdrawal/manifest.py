"""What earlier builds published, kept beside the site, so that the next build knows what was
removed.

The file is for maintainers alone. It names what was withdrawn, and is never part of the site.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rooftop.withdrawal.reach import Reach

_VERSION = 1
_INDEX = "index.html"
#: Pieces of the search index have a new name whenever a page changes. Days for which those that are
#: gone are remembered; caches have let go of them by then.
_SEARCH_DAYS = datetime.timedelta(90)
_SEARCH = "search/"


@dataclass(frozen=True)
class Manifest:
    """``reaches`` are those of every record that was ever shown, by its subject, such as
    ``stories/month-end``; ``files`` all addresses of the site; ``gone`` those that it had once, and
    since which day (UTC) it has them no more.
    """

    reaches: Mapping[str, Reach] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    gone: Mapping[str, datetime.date] = field(default_factory=dict)

    def after(
        self, shown: Iterable[Reach], files: frozenset[str], today: datetime.date
    ) -> Manifest:
        """The manifest of the build that shows ``shown`` and publishes ``files``."""
        reaches = dict(self.reaches)
        for reach in shown:
            compact = reach.folded()
            known = reaches.setdefault(reach.subject, compact)
            if not (compact.own <= known.own and compact.lists <= known.lists):
                reaches[reach.subject] = known | compact
        gone = dict.fromkeys(self.files - files, today) | dict(self.gone)
        return Manifest(
            reaches,
            files,
            {a: day for a, day in gone.items() if a not in files and not _is_over(a, day, today)},
        )

    def render(self) -> str:
        """The manifest as JSON."""
        data = {
            "version": _VERSION,
            "records": {
                subject: {"own": sorted(reach.own), "lists": sorted(reach.lists)}
                for subject, reach in sorted(self.reaches.items())
            },
            "addresses": sorted(self.files),
            "gone": {address: day.isoformat() for address, day in sorted(self.gone.items())},
        }
        return json.dumps(data, ensure_ascii=False) + "\n"

    @classmethod
    def parse(cls, text: str) -> Manifest:
        """What `render` wrote. Raises ValueError for anything else."""
        data = json.loads(text)
        try:
            if data["version"] != _VERSION:
                raise ValueError("the manifest is of another version")
            return cls(_reaches(data), frozenset(map(str, data["addresses"])), _days(data["gone"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"no manifest of a build: {error}") from None


def _reaches(data: dict[str, Any]) -> dict[str, Reach]:
    return {
        str(subject): Reach(str(subject), frozenset(reach["own"]), frozenset(reach["lists"]))
        for subject, reach in data["records"].items()
    }


def _days(data: dict[str, str]) -> dict[str, datetime.date]:
    return {str(address): datetime.date.fromisoformat(day) for address, day in data.items()}


def _is_over(address: str, day: datetime.date, today: datetime.date) -> bool:
    return address.startswith(_SEARCH) and today - day > _SEARCH_DAYS


def address_of_file(path: str) -> str:
    """The address of the built file ``path``: pages end in a slash."""
    folder, _, name = path.rpartition("/")
    return path if name != _INDEX else f"{folder}/" if folder else ""
