"""What requests did for deals, as far as the requests say it: no other system is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rooftop.logbook import Request


@dataclass(frozen=True)
class Influence:
    """What came of requests that were done.

    ``deals`` counts the deals they belong to, each once; ``outcomes`` counts these by the outcome
    that was noted last, the most frequent first, under an empty name where none was;
    ``without_deal`` counts the requests that name no deal.
    """

    requests: int
    deals: int
    outcomes: Mapping[str, int]
    without_deal: int


def influence_of(requests: Iterable[Request]) -> Influence:
    """The influence of all ``requests`` that were done."""
    done = sorted(
        (request for request in requests if request.state == "done"),
        key=lambda request: request.steps[-1].day,
    )
    outcomes: dict[str, str] = {}
    for request in done:
        if request.deal:
            outcomes[request.deal] = request.outcome or outcomes.get(request.deal, "")
    counts: dict[str, int] = defaultdict(int)
    for outcome in outcomes.values():
        counts[outcome] += 1
    return Influence(
        requests=len(done),
        deals=len(outcomes),
        outcomes=dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        without_deal=sum(not request.deal for request in done),
    )
