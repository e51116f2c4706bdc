"""What earlier rounds found, as a file beside the cache."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rooftop.outgoing_links.visits import State

#: Below the folder of the project. The cache of builds does not sweep folders.
FILE = Path(".cache", "rooftop", "outgoing-links", "verdicts.json")
_VERSION = 1
#: Days for which an address may be unreachable before it counts as dead.
_DAYS_UNTIL_DEAD = timedelta(14)


@dataclass(frozen=True)
class Verdict:
    """What is known of ``url``: its ``state`` since the day ``since``, as of ``checked`` (UTC)."""

    url: str
    state: State
    said: str
    location: str | None
    checked: date
    since: date

    @property
    def is_dead(self) -> bool:
        """Whether readers who follow the link find nothing, and will not tomorrow."""
        if self.state is State.UNREACHABLE:
            return self.checked - self.since >= _DAYS_UNTIL_DEAD
        return self.state is State.DEAD

    def is_fresh(self, today: date, max_age: timedelta) -> bool:
        """Whether it need not be asked again ``today``: what works, for ``max_age``; what does not,
        for the day.
        """
        works = self.state in (State.WORKS, State.MOVED, State.REFUSES)
        return today - self.checked < (max_age if works else timedelta(1))


def render_verdicts(verdicts: Iterable[Verdict]) -> str:
    """``verdicts`` as JSON, by address."""
    data = {
        each.url: {
            "state": str(each.state),
            "said": each.said,
            "location": each.location,
            "checked": each.checked.isoformat(),
            "since": each.since.isoformat(),
        }
        for each in sorted(verdicts, key=lambda each: each.url)
    }
    return json.dumps({"version": _VERSION, "links": data}, ensure_ascii=False, indent=1) + "\n"


def read_verdicts(root: Path) -> Mapping[str, Verdict]:
    """What is remembered in the project ``root``, by address; nothing where there is no file, or
    none that can be read.
    """
    try:
        data = json.loads((root / FILE).read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            return {}
        return {
            str(url): Verdict(
                str(url),
                State(each["state"]),
                str(each["said"]),
                each["location"] and str(each["location"]),
                date.fromisoformat(each["checked"]),
                date.fromisoformat(each["since"]),
            )
            for url, each in data["links"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
