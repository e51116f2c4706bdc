"""The plan that stories serve, ``programme.yml``: read to tell which stories are missing, and never
published.
"""

from rooftop.programme.gaps import missing, nearness, serving
from rooftop.programme.model import Goal, Needs, Pack, Programme
from rooftop.programme.reading import FILE, read_programme

__all__ = [
    "FILE",
    "Goal",
    "Needs",
    "Pack",
    "Programme",
    "missing",
    "nearness",
    "read_programme",
    "serving",
]
