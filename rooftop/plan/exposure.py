"""What a plan shows of whom, as one digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from rooftop.plan.plan import Plan
from rooftop.records import Field

_KINDS = ("stories", "advocates", "products", "events", "companies", "pages")


def digest_exposure(plan: Plan) -> str:
    """A digest of what is withheld, and of who and what is shown on which channel. As long as it is
    the same, nothing that an earlier build showed has to be hidden from now on.
    """
    parts = "\n".join([plan.withheld_text.digest, *_shown_records(plan), *_shown_fields(plan)])
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()


def _shown_records(plan: Plan) -> Iterator[str]:
    """Every record and every file, by what shows it."""
    published = plan.published
    for kind in _KINDS:
        yield f"{kind}: {' '.join(sorted(getattr(published, kind)))}"
    for channel, views in vars(published.channels).items():
        yield f"{channel}: {' '.join(sorted(views))}"
    for machine, subjects in sorted(published.unnamed.items()):
        yield f"{machine}: {' '.join(sorted(subjects))}"
    for name, medium in sorted(published.media.items()):
        yield f"{name} {medium.file.stat().st_size}"


def _shown_fields(plan: Plan) -> Iterator[str]:
    """What each person lets be shown, on each channel."""
    for consent in plan.consents:
        shown = (_written(decision.shown) for decision in consent.decisions.values())
        yield " ".join([consent.subject, consent.person, *shown])


@lru_cache
def _written(fields: frozenset[Field]) -> str:
    return ",".join(sorted(fields))
