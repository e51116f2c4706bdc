"""Who may ask for what, and who has to approve it: `asks` in programme.yml."""

from __future__ import annotations

from collections.abc import Iterator

from rooftop.logbook import Request
from rooftop.programme import Asks


def refusals(request: Request, asks: Asks, *, is_proposed: bool = False) -> Iterator[str]:
    """Why ``request`` may not be made, or, where it ``is_proposed``, why nobody may hear of it yet:
    sentences that say what is missing.
    """
    departments = asks.may_ask.get(request.purpose)
    if departments is not None:
        allowed = " or ".join(departments) or "nobody"
        if request.department is None:
            yield f"Say which department asks: {request.purpose} is for {allowed}."
        elif request.department.casefold() not in map(str.casefold, departments):
            yield f"{request.purpose} is for {allowed}, not for {request.department}."
    if not is_proposed or not asks.approvers:
        return
    approvers = " or ".join(asks.approvers)
    if request.approved_by is None:
        yield f"Nobody approved it yet. {approvers} may."
    elif request.approved_by.casefold() not in map(str.casefold, asks.approvers):
        yield f"{request.approved_by} may not approve it. {approvers} may."
