"""Links and pictures in texts that wait for consent, so that their authors hear of problems at
once, and not only when everything else is in order.
"""

from __future__ import annotations

from collections.abc import Iterator

from rooftop.catalogue import Catalogue
from rooftop.consent import Reason
from rooftop.plan.links import LinkResolver
from rooftop.plan.plan import Withheld
from rooftop.problems import Problem

#: Why a record is withheld that may be published once those who tell it agree, or once its file is
#: mended. What has ended is nobody's to mend.
_OPEN = (
    Reason.MISSING,
    Reason.REQUESTED,
    Reason.INVALID,
    Reason.NOT_YET,
    Reason.CHANGED,
    Reason.UNSIGNED,
    Reason.BAD_SIGNATURE,
    Reason.LANGUAGE,
    Reason.DISCLOSURE,
)


def check_unpublished_prose(
    catalogue: Catalogue, withheld: tuple[Withheld, ...], shown: frozenset[str]
) -> Iterator[Problem]:
    """Problems with links and pictures in the texts of records that are withheld as a whole and may
    be published later. ``shown`` are the addresses that exist.
    """
    reasons = {each.path: each.reason for each in withheld if each.is_whole}
    resolver = LinkResolver(catalogue, shown)
    for record in catalogue.records():
        if reasons.get(record.origin.path) in _OPEN and not record.is_draft:
            for text in filter(None, record.markdown.values()):
                resolver.resolve(record, text, lambda _: False)
    yield from resolver.problems
