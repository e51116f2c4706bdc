"""What the private log and the requests say in words of their own, which nothing may publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rooftop.logbook.entries import Entry
from rooftop.logbook.requests import Request


@dataclass(frozen=True)
class PrivateText:
    """A text of the log or of a request, written on ``day`` (UTC) or later: ``words``, the ``name``
    of a prospect, or a ``reference`` into another system.
    """

    text: str
    day: date
    kind: Literal["words", "name", "reference"] = "words"


def private_texts(entries: Iterable[Entry], requests: Iterable[Request]) -> tuple[PrivateText, ...]:
    """Every free text of ``entries`` and ``requests``, once for each day."""
    texts = (text for request in requests for text in _of_request(request))
    logged = (PrivateText(entry.text, entry.on) for entry in entries if entry.text)
    return tuple(dict.fromkeys([*logged, *texts]))


def _of_request(request: Request) -> Iterator[PrivateText]:
    day = request.steps[0].day
    notes = (step.note for step in request.steps)
    for words in (request.outcome, request.feedback, request.place, *notes):
        if words:
            yield PrivateText(words, day)
    if request.prospect:
        yield PrivateText(request.prospect, day, "name")
    if request.deal:
        yield PrivateText(request.deal, day, "reference")
