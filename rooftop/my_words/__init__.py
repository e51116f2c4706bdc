"""What became of the words of one person: everywhere the site shows them, a letter that says so,
and what a change to their file alters there.
"""

from rooftop.my_words.appearances import Appearances, Use, find_appearances
from rooftop.my_words.changes import PageChange, find_page_changes
from rooftop.my_words.leaving import mark_as_emeritus, mark_as_former
from rooftop.my_words.letter import write_account
from rooftop.my_words.places import GROUPS, Group, Place
from rooftop.my_words.sightings import Site

__all__ = [
    "GROUPS",
    "Appearances",
    "Group",
    "PageChange",
    "Place",
    "Site",
    "Use",
    "find_appearances",
    "find_page_changes",
    "mark_as_emeritus",
    "mark_as_former",
    "write_account",
]
