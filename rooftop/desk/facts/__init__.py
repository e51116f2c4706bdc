"""The facts of a plan that the report needs, as plain values: builds cache them, and the report is
made from them.
"""

from rooftop.desk.facts.extraction import extract, state_of_verdicts
from rooftop.desk.facts.kinds import (
    CompanyFact,
    ConsentFact,
    DeadLink,
    Facts,
    PersonFact,
    PostFact,
    StoryFact,
)

__all__ = [
    "CompanyFact",
    "ConsentFact",
    "DeadLink",
    "Facts",
    "PersonFact",
    "PostFact",
    "StoryFact",
    "extract",
    "state_of_verdicts",
]
