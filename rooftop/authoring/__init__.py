"""Help for those who write records: questions for a new one, schemas for editors."""

from rooftop.authoring.drafting import TakenError, compose, locate_new, suggest_slug
from rooftop.authoring.questions import QUESTIONS, Question, describe_choices

__all__ = [
    "QUESTIONS",
    "Question",
    "TakenError",
    "compose",
    "describe_choices",
    "locate_new",
    "suggest_slug",
]
