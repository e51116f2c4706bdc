"""What became of the words of one person: everywhere the site shows them, and a letter that says
so.
"""

from rooftop.my_words.appearances import Appearances, Use, find_appearances
from rooftop.my_words.letter import write_account
from rooftop.my_words.places import GROUPS, Group, Place
from rooftop.my_words.sightings import Site

__all__ = [
    "GROUPS",
    "Appearances",
    "Group",
    "Place",
    "Site",
    "Use",
    "find_appearances",
    "write_account",
]
