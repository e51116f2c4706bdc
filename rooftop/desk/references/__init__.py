"""Requests to advocates, such as for a reference call: whom to ask, who may ask, what is written to
whom, what is due, and what became of it.
"""

from rooftop.desk.references.due import Due, due_of, things_due
from rooftop.desk.references.entry import calendar_entry
from rooftop.desk.references.favours import Favours, favours_by_person
from rooftop.desk.references.influence import Influence, influence_of
from rooftop.desk.references.letters import letters_for
from rooftop.desk.references.permission import refusals
from rooftop.desk.references.ranking import Candidate, LeftOut, Ranking, rank
from rooftop.desk.references.suitability import Fit, Wish
from rooftop.desk.references.writer import Occasion

__all__ = [
    "Candidate",
    "Due",
    "Favours",
    "Fit",
    "Influence",
    "LeftOut",
    "Occasion",
    "Ranking",
    "Wish",
    "calendar_entry",
    "due_of",
    "favours_by_person",
    "influence_of",
    "letters_for",
    "rank",
    "refusals",
    "things_due",
]
