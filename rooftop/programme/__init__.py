"""The plan that stories serve, ``programme.yml``: read to tell which stories are missing, and never
published.
"""

from rooftop.programme.gaps import missing, nearness, serving, words_of
from rooftop.programme.model import Asks, Goal, Needs, Pack, Programme, Sign
from rooftop.programme.reading import FILE, read_programme

__all__ = [
    "FILE",
    "Asks",
    "Goal",
    "Needs",
    "Pack",
    "Programme",
    "Sign",
    "missing",
    "nearness",
    "read_programme",
    "serving",
    "words_of",
]
