"""Help for those who write records: questions for a new one, schemas for editors."""

from rooftop.authoring.company_folding import Fold, find_folds
from rooftop.authoring.drafting import TakenError, compose, locate_new, suggest_slug
from rooftop.authoring.editors import editor_files
from rooftop.authoring.mending import Mended, mend
from rooftop.authoring.questions import KINDS, QUESTIONS, Question, describe_choices
from rooftop.authoring.schemas import schema_of

__all__ = [
    "KINDS",
    "QUESTIONS",
    "Fold",
    "Mended",
    "Question",
    "TakenError",
    "compose",
    "describe_choices",
    "editor_files",
    "find_folds",
    "locate_new",
    "mend",
    "schema_of",
    "suggest_slug",
]
