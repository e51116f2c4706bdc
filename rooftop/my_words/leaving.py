"""A person leaves their employer, or becomes one of those whom the community honours."""

from __future__ import annotations

from rooftop.frontmatter import EditError, set_values, split
from rooftop.records import Advocate

_STAGES = ("loyalty_stage", "stage")


def mark_as_former(text: str, person: Advocate) -> str:
    """``text`` of the file of ``person``, which now says that they no longer work for their
    employer. Raises `EditError` where it names none.
    """
    if person.company is None:
        raise EditError(f"{person.slug} has no employer in this file")
    place = () if person.company.record else ("company",)
    return set_values(text, place, {"former": "true"})


def mark_as_emeritus(text: str) -> str:
    """``text`` of a person's file with the loyalty stage ``emeritus``."""
    document, problems = split(text, "")
    if document is None:
        raise EditError("; ".join(problem.message for problem in problems))
    key = next((key for key in _STAGES if key in document.meta), _STAGES[0])
    return set_values(text, (), {key: "emeritus"})
