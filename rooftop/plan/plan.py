"""The plan of one site on one day. Built once a build, replaced whole, only looked up in
between.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from rooftop.catalogue import Catalogue
from rooftop.consent import Consents, Unanswered
from rooftop.problems import Problem
from rooftop.published import Published
from rooftop.settings import Community
from rooftop.withheld_text import WithheldText

#: What `Withheld` says where nothing of a file is published.
WHOLE = "all of it"


@dataclass(frozen=True)
class Withheld:
    """Something that is not published. ``what`` names the whole file or one field of it."""

    path: str
    what: str
    reason: str
    by_time: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the file is published."""
        return self.what == WHOLE


@dataclass(frozen=True)
class Plan:
    """What is published, and what is not and why.

    Outputs are given ``published`` alone; the rest is for the audit, the ledger, `rooftop check`
    and `rooftop stamp`. ``waiting`` is how many stories wait in the drafts folder; ``unanswered``
    are requests that nobody answered in time.
    """

    published: Published
    catalogue: Catalogue
    consents: Consents
    withheld: tuple[Withheld, ...]
    withheld_text: WithheldText
    waiting: int
    problems: tuple[Problem, ...]
    unanswered: tuple[Unanswered, ...] = ()

    def without_prose(self) -> Plan:
        """The same plan without most of the parsed prose of the catalogue. Outputs are rendered
        from ``published``, which has its own.
        """
        catalogue = self.catalogue.without_prose()
        consents = replace(self.consents, catalogue=catalogue)
        return replace(self, catalogue=catalogue, consents=consents)

    @property
    def community(self) -> Community:
        """The community whose site this is."""
        return self.published.community

    @property
    def now(self) -> datetime.datetime:
        """The moment of the plan, UTC."""
        return self.published.now

    @property
    def today(self) -> datetime.date:
        """The day of ``now``, UTC."""
        return self.published.today
